"""Writes what the pages take from the code and the figures, so that it is typed nowhere: ``make pages``.

A page has places between ``<!-- pages: NAME WORDS -->`` and ``<!-- end -->``. What stands there is written by the function of
that name below, from the words. With ``--check`` nothing is written, and the status is 1 when a page is not as it would be.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

from ketensim.calibration.check import ASKED
from ketensim.calibration.figures import LAST_OBSERVED, figures, observed
from ketensim.chain.series import SERIES
from ketensim.cli import app
from ketensim.explore.levers import LEVERS
from ketensim.reporting.labels import number
from ketensim.reporting.verdicts import markdown
from ketensim.results.folder import write_text
from ketensim.scenario import Scenario, load_scenario

DOCS = Path(__file__).parent
PLACE = re.compile(r"(<!-- pages: (\w+) ?([^>]*?) ?-->\n).*?(<!-- end -->)", re.DOTALL)
WIDE = 80  # columns of a signature
PROJECTION = LAST_OBSERVED + timedelta(days=1)  # the day whose values the tables of parameters show


def pages() -> list[Path]:
    """Every page with such a place."""
    return [page for page in sorted(DOCS.rglob("*.md")) if "_build" not in page.parts and PLACE.search(page.read_text(encoding="utf-8"))]


def written(text: str) -> str:
    """A page with its places filled."""
    return PLACE.sub(lambda found: f"{found[1]}\n{WRITERS[found[2]](*found[3].split()).strip()}\n\n{found[4]}", text)


def main(words: Sequence[str]) -> int:
    """Write the pages, or say which are out of date."""
    old = [page for page in pages() if (text := page.read_text(encoding="utf-8")) != written(text)]
    for page in old:
        if "--check" not in words:
            write_text(written(page.read_text(encoding="utf-8")), page)
        print(page)
    return int("--check" in words and bool(old))


# -- the figures of a part --------------------------------------------------------------------------------------------------
def figures_of(*prefixes: str) -> str:
    """The figures that series of these names are held against, beside what ``ketensim check`` found."""
    known, lines = observed(), []
    for series, period, published, model, interval, off, role, verdict in _checked():
        if _starts(series, prefixes):
            source = known[series, period].figure or known[series, period].source
            verdict = f"**{verdict}**" if verdict == "out" and role in ASKED else verdict
            lines.append([f"`{series}`", period, published, model, interval.replace(" - ", "–"), off, f"{role}, {verdict}", source])
    return markdown(("series", "period", "published", "model", "80% interval", "off", "role, verdict", "figure"), "llrrrrll", lines)


def waiting(*prefixes: str) -> str:
    """Published figures that no part of the chain is held against yet, and the part they wait for."""
    found: dict[str, list[str]] = {}
    for figure in figures():
        if figure.waits_for and _starts(figure.series, prefixes):
            found.setdefault(figure.waits_for, []).append(figure.series)
    lines = [f"- {part}: {', '.join(f'`{name}`' for name in dict.fromkeys(names))}" for part, names in found.items()]
    return "\n".join(["Figures that are published and wait for a part still to be built:", "", *lines])


def _checked() -> list[list[str]]:
    """The rows of the page that ``ketensim check`` wrote: series, period, published, model, interval, off, role, verdict."""
    text = (DOCS / "calibration-check.md").read_text(encoding="utf-8").partition("## All figures")[2].partition("\n## ")[0]
    lines = [line for line in text.splitlines() if line.startswith("| ")][2:]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [[*row[:6], row[7], row[8]] for row in cells]


def coverage() -> str:
    """How much of what came lay within the 80% interval, by what was known at the origin, from the page of the backtests."""
    text = (DOCS / "backtest.md").read_text(encoding="utf-8")
    found = re.findall(
        r"^## Fitted to (\d+) figures known at the end of (.*?); given for the time after: ([^\n]*)$.*?^(\d+)% of the figures",
        text,
        re.DOTALL | re.MULTILINE,
    )
    return markdown(("known at the end of", "figures known", "given for the time after", "within the 80% interval"), "lrlr", [
        [origin, count, given, f"{share}%"] for count, origin, given, share in found
    ])  # fmt: skip


def pairs(name: str) -> str:
    """The last day of two scenarios in each pair (``data/NAME.csv``): each alone, their difference, and what it would be unpaired."""
    import numpy as np
    import pandas as pd

    from ketensim.comparison.differences import intervals

    table = pd.read_csv(DOCS / "data" / f"{name}.csv")
    shape = (table["member"].nunique(), -1, 1)
    base, other = (table[scenario].to_numpy(float).reshape(shape) for scenario in ("basis", name))
    apart, known = other - base, {"`basis`": base, f"`{name}`": other}
    strangers = np.concatenate([other - np.roll(base, turn, axis=0) for turn in range(1, shape[0])]).ravel()
    rows = [[label, _n(np.median(own)), *map(_n, np.quantile(own, (0.1, 0.9))), _n(own.std(ddof=1))] for label, own in known.items()]
    low, high = (float(end[0]) for end in intervals(apart, (80,)).values())
    rows.append(["difference in the same world", *(f"{x:+,.0f}" for x in (np.median(apart), low, high)), _n(apart.std(ddof=1))])
    unpaired = [np.median(strangers), *np.quantile(strangers, (0.1, 0.9))]
    rows.append(["difference between worlds of their own", *(f"{x:+,.0f}" for x in unpaired), _n(strangers.std(ddof=1))])
    return markdown(("", "median", "80% low", "80% high", "standard deviation"), "lrrrr", rows)


def _n(value: float) -> str:
    return number(round(float(value)), "en")


# -- parameters and series --------------------------------------------------------------------------------------------------
def parameters(*prefixes: str) -> str:
    """Parameters whose keys begin so: those of groups in one line, with the range of their values."""
    base = load_scenario("basis")
    lines = []
    for key, members in _grouped(base, prefixes).items():
        values = [base.at(member, PROJECTION) for member in members]
        shown = number(values[0], "en") if len(set(values)) == 1 else f"{number(min(values), 'en')} to {number(max(values), 'en')}"
        about = base.catalogue[members[0]]
        meaning = about.en if len(members) == 1 else about.en.rpartition(": ")[0]
        lever = "lever" if any(key == lever.key or key.startswith(f"{lever.key}.") for lever in LEVERS) else ""
        lines.append([f"`{key}.* ({len(members)})`" if len(members) > 1 else f"`{members[0]}`", meaning, shown, about.unit, lever])
    return markdown(("key", "meaning", f"on {PROJECTION}", "unit", ""), "llrll", lines)


def _grouped(base: Scenario, prefixes: Iterable[str]) -> dict[str, list[str]]:
    """Keys that mean the same of different groups under the key that stands for all of them."""
    found: dict[str, list[str]] = {}
    for key, parameter in base.catalogue.items():
        if _starts(key, prefixes):
            above = key.rpartition(".")[0]
            grouped = ": " in parameter.en and all(
                base.catalogue[k].unit == parameter.unit for k in base.catalogue if k.startswith(f"{above}.")
            )
            found.setdefault(above if grouped else key, []).append(key)
    return found


def series(*prefixes: str) -> str:
    """The series of a run folder whose names begin so; splits by nationality in one line."""
    lines = []
    for name, about in SERIES.items():
        if _starts(name, prefixes) and not about.group:
            split = f"{name}.syria" in SERIES and SERIES[f"{name}.syria"].group
            lines.append(
                [f"`{name}`", about.kind, about.unit, f"{about.en}{' (also by nationality)' if split else ''}", about.nl, about.figure]
            )
    return markdown(("series", "kind", "unit", "English", "Dutch", "figure"), "llllll", lines)


def _starts(name: str, prefixes: Iterable[str]) -> bool:
    return any(name == prefix or name.startswith(f"{prefix.removesuffix('.')}.") for prefix in prefixes)


# -- the command line -------------------------------------------------------------------------------------------------------
def commands() -> str:
    """Every command with its arguments and options, from what it says of itself."""
    import typer

    top = typer.main.get_command(app)
    return "\n\n".join(_command(f"ketensim {name}", command) for name, command in _leaves(top))


def _leaves(group: Any, before: str = "") -> Iterable[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _leaves(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def _command(name: str, command: Any) -> str:
    lines = []
    for param in command.params:
        is_argument = param.param_type_name == "argument"
        said = f"`{(param.metavar or param.name).upper() if is_argument else ', '.join([*param.opts, *param.secondary_opts])}`"
        default = (
            ""
            if param.default is None or callable(param.default) or param.default == []
            else str(getattr(param.default, "value", param.default))
        )
        default = {"True": "on", "False": "off"}.get(default, default)
        lines.append([said, " ".join((param.help or "").split()), "required" if param.required else default])
    told = " ".join(command.help.split())
    return f"## `{name}`\n\n{told}\n\n{markdown(('', 'meaning', 'default'), 'lll', lines)}"


# -- Python -----------------------------------------------------------------------------------------------------------------
def functions(*names: str) -> str:
    """Functions, classes and their public methods: signature and docstring."""
    return "\n\n".join(_described(name) for name in names)


def _described(name: str) -> str:
    module, _, rest = name.partition(":")
    thing: Any = __import__(module, fromlist=["_"])
    for part in rest.split("."):
        thing = getattr(thing, part)
    if not inspect.isclass(thing):
        return _signed(f"### `{rest.rpartition('.')[2]}`", rest, thing)
    lines = [f"### `{rest}`", "", _prose(thing)]
    for word, member in vars(thing).items():
        if not word.startswith("_") and (isinstance(member, property) or callable(member)) and inspect.getdoc(member):
            lines += ["", _signed(f"#### `{rest}.{word}`", word, member)]
    return "\n".join(lines)


def _signed(heading: str, name: str, thing: Any) -> str:
    if isinstance(thing, property):
        return f"{heading}\n\n{_prose(thing)}"
    said = inspect.signature(thing)
    own = said.replace(parameters=[one for one in said.parameters.values() if one.name != "self"])
    line = f"{name}{own}".replace("'", "")
    if len(line) > WIDE:
        arguments, _, back = line.removeprefix(f"{name}(").rpartition(")")
        line = f"{name}(\n    " + ",\n    ".join(re.split(r", (?=\w+:|\*)", arguments)) + f",\n){back}"
    return f"{heading}\n\n```py\n{line}\n```\n\n{_prose(thing)}"


def _prose(thing: Any) -> str:
    """A docstring as Markdown."""
    text = inspect.getdoc(thing) or ""
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`")


WRITERS: dict[str, Callable[..., str]] = {
    "figures": figures_of, "waiting": waiting, "coverage": coverage, "pairs": pairs, "parameters": parameters, "series": series, "commands": commands,
    "functions": functions,
}  # fmt: skip

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
