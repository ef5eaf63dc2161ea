"""The site: it builds offline without a warning, its links lead somewhere, and it needs nothing from elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from docs_pages import ROOT

NOWHERE = dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), "http://127.0.0.1:9")  # who asks the network, fails
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")


class Reader(HTMLParser):
    """Links, resources and ids of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.resources: list[str] = []
        self.ids: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        self.ids.update(filter(None, (own.get("id"), own.get("name"))))
        if tag in ("a", "area") and own.get("href"):
            self.links.append(own["href"] or "")
        elif address := own.get("src") or own.get("href") or own.get("data") or own.get("srcset"):
            self.resources.append(address)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The site, built as ``make docs`` does, without a network."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-W", "--keep-going", "-n", "-d", str(folder / "doctrees")]
    environment = os.environ | NOWHERE | {"PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [*command, str(ROOT / "docs"), str(folder / "html")], capture_output=True, text=True, timeout=120, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return folder / "html"


@pytest.fixture(scope="session")
def read(site):
    return {file: Reader(file.read_text(encoding="utf-8")) for file in sorted(site.rglob("*.html"))}


def test_every_page_is_in_the_site(site, pages):
    names = [name for name in pages if name.startswith("docs/")]
    assert len(names) > 20
    assert [name for name in names if not (site / name.removeprefix("docs/")).with_suffix(".html").is_file()] == []


def test_every_local_link_of_the_site_leads_somewhere(read):
    wrong = []
    for file, reader in read.items():
        for link in [*reader.links, *reader.resources]:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            there = target in read and (not parts.fragment or unquote(parts.fragment) in read[target].ids)
            if not there and not (target not in read and target.is_file()):
                wrong.append((file.name, link))
    assert wrong == []
    assert sum(len(reader.links) for reader in read.values()) > 500


def test_the_site_takes_nothing_from_elsewhere(site, read):
    elsewhere = re.compile(r"^(?:\w+:)?//|^https?:", re.IGNORECASE)
    assert [(file.name, it) for file, reader in read.items() for it in reader.resources if elsewhere.match(it)] == []
    called = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])((?:https?:)?//[^'")\s]+)""")
    assert [(file.name, called.findall(text)) for file in site.rglob("*.css") if called.findall(text := file.read_text("utf-8"))] == []


def test_links_between_pages_work_where_they_are_read_as_plain_markdown(pages):
    wrong = []
    for page in pages.values():
        for found in LINK.findall(page.text):
            path = "".join(found).partition("#")[0]
            if path and not urlsplit(path).scheme and not (ROOT / page.name).parent.joinpath(path).exists():
                wrong.append((page.name, path))
    assert wrong == []


def test_what_the_pages_take_from_code_and_figures_is_up_to_date(generator, pages):
    """When this fails: make pages"""
    assert len(generator.pages()) > 12
    assert [name for name, page in pages.items() if generator.written(page.text) != page.text] == []


def test_each_figure_that_is_checked_stands_on_the_page_of_a_part(pages):
    rows = re.findall(r"^\| (\S+) \| (\S+) \|", pages["docs/calibration-check.md"].text.partition("## All figures")[2], re.MULTILINE)
    checked = {row for row in rows if "." in row[0]}
    parts = "".join(page.text for name, page in pages.items() if name.startswith("docs/chain/"))
    assert len(checked) > 100
    assert [row for row in checked if f"| `{row[0]}` | {row[1]} |" not in parts] == []


def test_each_parameter_stands_on_the_page_of_a_part(generator, pages):
    from ketensim.scenario.catalogue import PARAMETERS

    parts = "".join(page.text for name, page in pages.items() if name.startswith("docs/chain/"))
    shown = re.findall(r"^\| `([\w.-]+?)(\.\* \(\d+\))?` \|", parts, re.MULTILINE)
    whole, groups = {key for key, many in shown if not many}, {key for key, many in shown if many}
    assert [p.key for p in PARAMETERS if p.key not in whole and p.key.rpartition(".")[0] not in groups] == []
