"""The pages, and what writes parts of them."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest
from docs_pages import DOCS, PAGES, Page


@pytest.fixture(scope="session")
def pages() -> dict[str, Page]:
    """Every page of the docs, and the README."""
    return PAGES


@pytest.fixture(scope="session")
def generator() -> ModuleType:
    """What writes the places of the pages that are not typed."""
    spec = importlib.util.spec_from_file_location("ketensim_pages", DOCS / "pages.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    spec.loader.exec_module(module)
    sys.dont_write_bytecode = before
    return module
