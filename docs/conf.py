"""How the pages are built: ``make docs``. Everything is local, so that it builds and is read offline."""

from __future__ import annotations

import ketensim

project = "ketensim"
author = "the ketensim founders"
release = ketensim.__version__

extensions = ["myst_parser"]
exclude_patterns = ["_build"]
nitpicky = True
myst_heading_anchors = 3  # so that plain Markdown links reach a heading, here as on a code-hosting site

html_theme = "furo"
html_title = f"ketensim {release}"
html_static_path = ["static"]
html_css_files = ["site.css"]
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False
