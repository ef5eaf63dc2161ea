"""The page as a browser shows it: at the width of a desk and of a phone, on paper, without a sound in the console."""

from __future__ import annotations

import re
import zlib

import pytest

import ketensim as ks
from report_browser import CHROMIUM, Browser

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: pages are not looked at")
WIDTHS = ((1280, False), (390, True))
TOO_WIDE = """[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1
    && !e.closest('.scroll') && !e.closest('pre')).map(e => e.outerHTML.slice(0, 90))"""
PICTURES = "[...document.querySelectorAll('svg')].filter(e => !e.closest('details')).map(e => e.getBoundingClientRect()).map(b => [b.width, b.height])"


@pytest.fixture(scope="module")
def browser():
    browser = Browser()
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def file(whole_run, tmp_path_factory):
    """In Dutch, whose words are the longer."""
    return ks.report(whole_run, tmp_path_factory.mktemp("page") / "page.html", "nl")


@pytest.mark.parametrize(("width", "mobile"), WIDTHS)
def test_nothing_sticks_out_of_the_window(browser, file, width, mobile):
    browser.open(file, width, mobile=mobile)
    assert browser.value("[innerWidth, document.documentElement.clientWidth]") == [width, width]  # and it is as narrow as that
    for _ in ("closed", "open"):
        assert browser.value("document.documentElement.scrollWidth") == width
        assert browser.value(TOO_WIDE) == []
        browser.value("document.querySelectorAll('details').forEach(each => each.open = true)")


@pytest.mark.parametrize(("width", "mobile"), WIDTHS)
def test_every_picture_is_seen(browser, file, width, mobile):
    browser.open(file, width, mobile=mobile)
    sizes = browser.value(PICTURES)
    assert len(sizes) >= 5 + 3 + 1 and all(across >= 500 and high > 60 for across, high in sizes)
    drawn = browser.value("[...document.querySelectorAll('svg path')].filter(e => !e.closest('details') && !e.closest('defs')).length")
    assert drawn > 100


def test_nothing_is_asked_of_the_network_and_nothing_is_complained_of(browser, file):
    browser.open(file, 1280)
    asked = [event["params"]["request"]["url"] for event in browser.events if event.get("method") == "Network.requestWillBeSent"]
    assert [url for url in asked if not url.startswith("data:")] == [file.resolve().as_uri()]
    loud = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
    assert [event for event in browser.events if event.get("method") in loud] == []


def test_hostile_titles_are_seen_as_they_are(browser, file, hostile):
    browser.open(file, 1280)
    assert hostile in browser.value("document.querySelector('.titles').innerText")
    assert browser.value("document.querySelectorAll('main b').length") == 0  # the title has one, in letters


def test_a_link_into_the_appendix_opens_what_it_points_to(browser, file):
    browser.open(file, 1280)
    browser.value("document.querySelector('a[href=\"#a-parameters\"]').click()")
    assert browser.value("location.hash") == "#a-parameters"
    browser.value("document.querySelector('#a-parameters summary').click()")
    assert browser.value("document.querySelector('#a-parameters table').getBoundingClientRect().height") > 3000


def test_it_prints_whole(browser, file):
    browser.open(file, 1280)
    printed = browser.pdf()
    pages = len(re.findall(rb"/Type\s*/Page\b", printed))
    assert printed.startswith(b"%PDF-") and 25 <= pages <= 100 and len(printed) < 8_000_000
    heights = [float(high) for high in re.findall(rb"/MediaBox\s*\[0 0 [\d.]+ ([\d.]+)\]", printed)]
    assert all(min(abs(high - 842), abs(high - 595)) < 2 for high in heights)  # A4, the graph on its side
    assert sum(len(zlib.decompress(part)) for part in _streams(printed)) > 500_000  # drawn, not empty


def _streams(printed):
    for part in re.findall(rb"/FlateDecode[^>]*>>\s*stream\r?\n(.*?)\r?\nendstream", printed, re.DOTALL):
        try:
            zlib.decompress(part)
        except zlib.error:
            continue
        yield part
