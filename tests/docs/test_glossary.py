"""The glossary has the Dutch words that the pages, the series and the parameters use."""

from __future__ import annotations

import re

import pytest

from ketensim.chain.series import SERIES
from ketensim.scenario.catalogue import PARAMETERS

ITALIC = re.compile(r"(?<![*\w])\*([^*\n]+)\*(?![*\w])")
CAPITALS = re.compile(r"\b[A-Za-z]*[A-Z][A-Za-z]*[A-Z][A-Za-z]*\b")
# not of the asylum chain: formats, statistics, names in Python
TECHNICAL = {"CRPS", "CSV", "DUBLIN", "HTML", "ISO", "JSON", "JUnit", "MIT", "NL", "OSError", "PDF", "PNG", "RBDHA", "RunFolderError", "SHA", "ScenarioError", "SVG", "TOML", "ValueError"}  # fmt: skip
# the same in English and Dutch
SAME = {"april", "december", "direct", "document", "eritrea", "expected", "extra", "had", "hotel", "in", "is", "later", "november", "of", "open", "over", "past", "per", "procedure", "rest", "s", "september", "stand"}  # fmt: skip


@pytest.fixture(scope="module")
def tables(pages):
    """The first column of each table of the glossary."""
    found, text = [], pages["docs/glossary.md"].text
    for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        found.append([line.split("|")[1].strip() for line in part.splitlines() if line.startswith("| ")][1:])
    return found


@pytest.fixture(scope="module")
def words(tables):
    """Every word of the glossary; what stands in brackets may be left out."""
    every = {word.casefold() for table in tables for word in table}
    return every | {word.partition("(")[0] for word in every}


def known(word, words):
    """Whether a word, or its plural, or the words it is made of, is in the glossary."""
    word = word.casefold().strip(".,")
    forms = [word, word.removesuffix("s"), word.removesuffix("en"), word.removesuffix("n")]
    return any(form in words for form in forms) or (
        re.search(r"[ -]", word) and all(known(part, words) for part in re.split(r"[ -]", word))
    )


def test_each_table_is_in_alphabetical_order_and_has_no_word_twice(tables):
    assert len(tables) == 3 and all(len(table) > 10 for table in tables)
    for table in tables:
        assert table == sorted(dict.fromkeys(table), key=str.casefold)


def test_words_in_italics_on_the_pages_of_the_chain_are_in_it(pages, words):
    said = [(name, word) for name, page in pages.items() if name.startswith("docs/chain/") for word in ITALIC.findall(page.prose)]
    assert len(said) > 30
    assert [(name, word) for name, word in said if not known(word, words)] == []


def test_abbreviations_on_any_page_are_in_it(pages, words):
    said = {(name, word) for name, page in pages.items() for word in CAPITALS.findall(page.prose)}
    assert [(name, word) for name, word in sorted(said) if word not in TECHNICAL and not known(word, words)] == []


def test_dutch_words_in_the_names_and_english_labels_of_series_and_parameters_are_in_it(words):
    """A word that the English and the Dutch label share is a name of the field."""
    labels = [(s.en, s.nl) for s in SERIES.values()] + [(p.en, p.nl) for p in PARAMETERS]
    english, dutch = ({word for pair in labels for word in re.findall(r"[^\W\d_]+", pair[n].casefold())} for n in (0, 1))
    parts = {re.sub(r"\d+$", "", part) for name in [*SERIES, *(p.key for p in PARAMETERS)] for part in re.split(r"[._]", name)}
    named = {word for word in (english | parts) & dutch if word not in SAME}
    assert {"taakstelling", "nareis", "spoor", "evrm"} <= named
    every = {part for word in words for part in re.findall(r"[^\W\d_]+", word)}
    assert sorted(word for word in named if word not in every and not known(word, words)) == []
