"""The scenarios that come with the package: what each changes, where that comes from, and which policies still wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from ketensim.reporting.labels import label, number
from ketensim.reporting.waiting import WAITING
from ketensim.scenario import Scenario, load_scenario, names
from ketensim.scenario.changes import BARE, Change, changes
from ketensim.scenario.library import FAMILIES

if TYPE_CHECKING:
    from rich.console import Console

BASE = "basis"
Row = dict[str, Any]


def library_rows(words: Sequence[str] = ()) -> list[Row]:
    """The scenarios of the package, or those that are named, as plain values; ``changes`` has what each changes in its base.

    Raises ScenarioError for one that cannot be loaded.
    """
    base = load_scenario(BASE)
    return [_row(load_scenario(word), base) for word in words or names()]


def library_page(rows: Sequence[Row], language: str) -> str:
    """The page of the docs."""
    lines = [f"# {label('library.title', language)}", "", label("library.intro", language), ""]
    for family, members in _families(rows, language):
        lines += [f"## {family}", ""]
        for row in members:
            lines += [f"### `{row['name']}`", "", f"**{_plain(_word(row, 'title', language))}**", ""]
            lines += [_plain(_word(row, "description", language)), ""]
            lines += [f"{'  ' * level}- {_plain(line)}" for level, line in _lines(row, language, "`")] + [""] * bool(row["changes"])
    lines += [f"## {label('library.waiting', language)}", "", label("library.waiting.intro", language), ""]
    lines += ["- " + label("library.waits", language).format(**one.words(language)) for one in WAITING]
    return "\n".join(lines) + "\n"


def print_library(rows: Sequence[Row], language: str) -> None:
    """Name and title of each scenario, by family."""
    from rich.text import Text

    console, width = _console(), max(len(row["name"]) for row in rows)
    for family, members in _families(rows, language):
        console.print(Text(family, style="bold"))
        for row in members:
            console.print(Text(f"  {row['name']:{width}}  {_word(row, 'title', language)}"), soft_wrap=True)


def print_scenarios(rows: Sequence[Row], language: str) -> None:
    """Each scenario with its description, what it changes, and the sources."""
    from rich.padding import Padding
    from rich.text import Text

    console = _console()
    for row in rows:
        console.print(Text(f"{row['name']}: {_word(row, 'title', language)}", style="bold"))
        for level, line in ((0, _word(row, "description", language)), *_lines(row, language)):
            console.print(Padding(Text(line), (0, 0, 0, 4 * (level + 1))))


def _row(scenario: Scenario, base: Scenario) -> Row:
    """A scenario as plain values; what a base of its own says is no change."""
    own = changes(scenario, base) if scenario.files[0] == base.files[0] else []
    return {
        "name": scenario.name, "family": scenario.family, "title": scenario.title, "title_nl": scenario.title_nl,
        "description": scenario.description, "description_nl": scenario.description_nl, "files": list(scenario.files),
        "changes": [_change(scenario, change) for change in own],
    }  # fmt: skip


def _change(scenario: Scenario, change: Change) -> Row:
    """A change as plain values; ``before`` and ``after`` are null for a group."""
    meant = next(p for key, p in scenario.catalogue.items() if key == change.key or key.startswith(f"{change.key}."))
    english, dutch = (words if meant.key == change.key else words.rpartition(": ")[0] for words in (meant.en, meant.nl))
    steps = [
        {"en": en, "nl": nl, "source": step.source, "file": step.file}
        for (en, nl), step in zip(change.in_words(), change.steps, strict=True)
    ]
    values = {"day": change.day.isoformat(), "before": change.before, "after": change.after}
    return {"key": change.key, "en": english, "nl": dutch, "unit": change.unit, "steps": steps, **values}


def _families(rows: Sequence[Row], language: str) -> Iterator[tuple[str, list[Row]]]:
    """The scenarios by what they are about, the base first."""
    families = {name: words[language == "nl"] for name, words in FAMILIES.items()}
    headings = {BASE: label("library.base", language), **families, "": label("library.other", language)}
    for family, heading in headings.items():
        if members := [row for row in rows if (row["family"] if row["name"] != BASE else BASE) == family]:
            yield heading, members


def _lines(row: Row, language: str, mark: str = "") -> list[tuple[int, str]]:
    """What is changed (the key between ``mark``), and below it where that comes from; each line with how far it goes in."""
    found = []
    for change in row["changes"]:
        steps = "; ".join(step[language] for step in change["steps"])
        found.append((0, f"{mark}{change['key']}{mark} ({change[language]}): {steps}{_becomes(change, language)}"))
        found += [(1, source) for source in dict.fromkeys(step["source"] for step in change["steps"]) if source]
    return found


def _becomes(change: Row, language: str) -> str:
    """'; 568 becomes 653 persons/week on 2028-01-01', where it is one value."""
    if change["before"] is None:
        return ""
    before, after = (number(change[name], language) for name in ("before", "after"))
    after += "" if change["unit"] in BARE else f" {change['unit']}"
    return "; " + label("library.becomes", language).format(before=before, after=after, day=change["day"])


def _word(row: Row, name: str, language: str) -> str:
    """A text in a language, in English where there is no other."""
    return str(row[f"{name}_nl"] or row[name]) if language == "nl" else str(row[name])


def _plain(text: str) -> str:
    """Text that is no markup in a page."""
    return escape(text, quote=False).replace("|", "\\|").replace("*", "\\*")


def _console() -> Console:
    from rich.console import Console

    return Console(highlight=False)
