"""What explorations print in the terminal. Text from files is printed as it is, never read as markup."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from ketensim.explore.search import Answer
from ketensim.explore.sensitivity import Sensitivity, Study
from ketensim.explore.solve import Question, Solution
from ketensim.explore.unknowns import Unknown, Unknowns
from ketensim.reporting.exploration_words import (
    day_in_words,
    goal_in_words,
    level,
    lever_in_words,
    moment_in_words,
    percent,
    position,
    series_in_words,
    unit_in_words,
    word,
)  # fmt: skip
from ketensim.reporting.labels import number
from ketensim.reporting.style import cut

MOST_LEVERS, MOST_UNKNOWNS = 20, 15
CURVE_ROWS = 9
Row = tuple[str, ...]


# -- what is going to be done -------------------------------------------------------------------------------------------------
def say_plan(asked: Question | Study, language: str) -> None:
    """How many simulations it takes, on stderr, before the first."""
    if isinstance(asked, Question):
        span, n = asked.change.span, asked.most_simulations
        ends = {"low": _end(asked, span.low, language), "high": _end(asked, span.high, language)}
        what = word("plan.solve", language, key=asked.change.key, m=len(asked.sampling.worlds()), **ends)
        key, until = "plan", asked.goal.moment.last
    else:
        parts = []
        if asked.lever_sampling:
            parts.append(word("plan.levers", language, k=len(asked.levers), m=len(asked.lever_sampling.worlds())))
        if asked.sampling:
            parts.append(word("plan.unknowns", language, m=len(asked.sampling.worlds())))
        what, key, n, until = ", ".join(parts), "plan.all", asked.simulations, asked.moment.last
    if n:
        print(word(key, language, n=number(n, language), until=until, what=what), file=sys.stderr)


def _end(question: Question, at: float, language: str) -> str:
    from datetime import date

    return day_in_words(date.fromordinal(int(at)), language) if question.change.kind == "start" else f"{at:g}"


# -- solve ------------------------------------------------------------------------------------------------------------------
def print_solution(solution: Solution, language: str) -> None:
    """The goal, what is turned, the answers beside what is now, how sure they are, and the curve."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    scenario = solution.question.change.scenario
    title = scenario.title_nl if language == "nl" and scenario.title_nl else scenario.title
    console.print(Text(f"{title} ({scenario.name})", style="bold"))
    for head, text in _heading(solution, language):
        console.print(Text(f"{head}: {text}."))
    console.print()
    headings = [word(key, language) for key in ("probability", "needed", "is_now", "meets")]
    _print_table(console, headings, [_answer_row(solution, answer, language) for answer in solution.answers])
    console.print()
    for line in solution_notes(solution, language):
        console.print(Text(line))
    moment = solution.question.goal.moment
    said = word("curve", language, series=series_in_words(moment, language), moment=moment_in_words(moment, language))
    console.print(Text(f"\n{said}", style="italic"))
    headings = ["", *(word(key, language) for key in ("median", "low", "high", "share"))]
    _print_table(console, headings, _curve_rows(solution, language))
    for answer in solution.answers:
        if answer.position is not None and not answer.needless:
            console.print(Text(f"\n{word('toml', language, p=percent(answer.probability, language))}"))
            console.print(Text(solution.question.change.as_toml(answer.position), style="bold"), soft_wrap=True)


def _heading(solution: Solution, language: str) -> Iterable[tuple[str, str]]:
    change, (low, median, high) = solution.question.change, solution.unchanged()
    begin = word("from", language, day_in_words(change.from_, language)) if change.from_ else word("whole", language)
    ends = {name: position(solution, end, language) for name, end in (("low", change.span.low), ("high", change.span.high))}
    if change.given is not None:
        how = word("start", language, change=f"{change.key} {change.given[0]} {change.given[1]:g}")
    else:
        how = f"{word(change.kind, language)} {begin}"
    yield word("goal", language), goal_in_words(solution, language)
    yield word("lever", language), f"{lever_in_words(solution, language)} ({change.key})"
    yield word("searched", language), f"{how}, {word('range', language, **ends)}"
    yield (
        word("now", language),
        word(
            "unchanged", language, series=series_in_words(solution.question.goal.moment, language), median=level(median, language),
            low=level(low, language), high=level(high, language), met=sum(solution.found.met_as_is), all=len(solution.worlds),
        ),
    )  # fmt: skip


def _answer_row(solution: Solution, answer: Answer, language: str) -> Row:
    number_met = round(answer.share * len(solution.worlds))
    met = word("of", language, n=number_met, all=len(solution.worlds))
    met = met if answer.tried else word("read_off", language, met)
    if answer.needless:
        needed = word("needless", language)
    elif answer.position is None:
        needed = word("unreachable", language)
    else:
        needed = position(solution, answer.position, language)
    return percent(answer.probability, language), needed, now(solution, language), met


def now(solution: Solution, language: str) -> str:
    """What the lever is in the scenario, beside an answer."""
    change = solution.question.change
    if change.kind == "start":
        return word("never", language)
    if change.kind == "value":
        return position(solution, change.base, language)
    return position(solution, 1.0 if change.kind == "factor" else 0.0, language)


def solution_notes(solution: Solution, language: str) -> list[str]:
    """How sure the answer is, and what does not reach the goal, in sentences."""
    change, counts, all_worlds = solution.question.change, solution.counts, len(solution.worlds)
    ends = {name: position(solution, end, language) for name, end in (("low", change.span.low), ("high", change.span.high))}
    start = ".start" if change.kind == "start" else ""
    lines = [word("flat", language)] if solution.is_flat else []
    if counts["never"] == all_worlds:
        at, value = solution.closest
        lines.append(word(f"none{start}", language, value=level(value, language), position=position(solution, at, language), **ends))
        return lines + _idle_note(solution, language)
    low, median, high = (position(solution, at, language) for at in solution.found.interval())
    lines.append(word("interval", language, low=low, median=median, high=high))
    if not solution.is_flat:
        keys = ("later", "earlier") if change.kind == "start" else ("up", "down")
        lines[-1] += " " + word(keys[0] if solution.found.direction > 0 else keys[1], language)
    lines += [word(f"some_{s}{start}", language, n=counts[s], all=all_worlds, **ends) for s in ("never", "always") if counts[s]]
    lines += _idle_note(solution, language)
    lines += [word("same", language)] if change.kind == "value" and solution.question.sampling.members else []
    return lines + ([word("bent", language, n=solution.bent, all=all_worlds)] if solution.bent else [])


def _idle_note(solution: Solution, language: str) -> list[str]:
    """Where the lever stops to help."""
    at = solution.idle_from
    if at is None or solution.is_flat or (solution.question.change.kind == "start" and solution.found.direction > 0):
        return []
    key = "start" if solution.question.change.kind == "start" else "up" if solution.found.direction > 0 else "down"
    return [word(f"idle.{key}", language, position(solution, at, language))]


def _curve_rows(solution: Solution, language: str) -> list[Row]:
    """Some positions over the range, the answers among them."""
    span = solution.question.change.span
    wanted = {*span.grid(CURVE_ROWS), *(a.position for a in solution.answers if a.position is not None and not a.needless)}
    rows = []
    for at, low, median, high, share in solution.curve_at(sorted(wanted)):
        values = (level(value, language) for value in (median, low, high))
        rows.append((position(solution, at, language), *values, percent(share, language)))
    return rows


# -- sensitivity ------------------------------------------------------------------------------------------------------------
def print_sensitivity(found: Sensitivity, language: str) -> None:
    """Levers and unknowns, the strongest first."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    scenario = found.study.scenario
    title = scenario.title_nl if language == "nl" and scenario.title_nl else scenario.title
    console.print(Text(f"{title} ({scenario.name})", style="bold"))
    if found.study.lever_sampling is not None:
        console.print(Text(levers_title(found, language), style="italic"))
        headings = ["", word("smaller", language), word("interval80", language), word("larger", language), word("interval80", language)]
        _print_table(console, headings, [_lever_row(found, n, language) for n in range(min(MOST_LEVERS, len(found.levers)))])
        for line in lever_notes(found, MOST_LEVERS, language):
            console.print(Text(line, style="dim"))
        console.print()
    if found.unknowns is not None:
        console.print(Text(unknowns_title(found, language), style="italic"))
        headings = ["", *(word(key, language) for key in ("correlation", "adjusted", "verdict", "effect", "interval80"))]
        _print_table(console, headings, [_unknown_row(row, is_counted(found), language) for row in found.unknowns.rows[:MOST_UNKNOWNS]])
        for line in unknown_notes(found.unknowns, MOST_UNKNOWNS, language):
            console.print(Text(line, style="dim"))


def levers_title(found: Sensitivity, language: str) -> str:
    """What is shown of levers."""
    study = found.study
    words = {"series": series_in_words(study.moment, language), "moment": moment_in_words(study.moment, language)}
    begin = day_in_words(study.begin, language)
    return word("levers.of", language, size=percent(study.size, language), begin=begin, **words)


def unknowns_title(found: Sensitivity, language: str) -> str:
    """What is shown of unknowns."""
    moment = found.study.moment
    return word("unknowns.of", language, series=series_in_words(moment, language), moment=moment_in_words(moment, language))


def base_in_words(found: Sensitivity, language: str) -> str:
    """'82,300 (80% interval 77,000 to 88,000)'."""
    low, median, high = (level(value, language) for value in found.base)
    return f"{median} ({word('interval80', language)} {word('range', language, low=low, high=high)})"


def signed(value: float, language: str, counted: bool = False) -> str:
    """A difference, with its sign; whole where the series counts something."""
    text = level(round(value) if counted else value, language)
    return f"+{text}" if value > 0 and text != "0" else text


def is_counted(found: Sensitivity) -> bool:
    """Whether the series is a number of persons, files or the like, and no mean or share."""
    return found.study.moment.about.unit not in ("weeks", "months", "share")


def lever_label(found: Sensitivity, n: int, language: str) -> str:
    """What a lever is called."""
    lever = found.levers[n].lever
    return lever.nl if language == "nl" else lever.en


def _lever_row(found: Sensitivity, n: int, language: str) -> Row:
    cells, counted = [lever_label(found, n, language)], is_counted(found)
    for effect in (found.levers[n].down, found.levers[n].up):
        if effect is None:
            cells += ["", ""]
        else:
            ends = {"low": signed(effect.low80, language, counted), "high": signed(effect.high80, language, counted)}
            cells += [signed(effect.median, language, counted), word("range", language, **ends)]
    return tuple(cells)


def lever_notes(found: Sensitivity, shown: int, language: str) -> list[str]:
    """What the bars are, and which levers were moved otherwise."""
    study, sampling = found.study, found.study.lever_sampling
    assert sampling is not None
    key = "levers.note" if sampling.members else "levers.chance"
    lines = [word(key, language, m=sampling.members, n=sampling.replications), word("levers.not", language)]
    plus, ended = [], []
    for n, own in enumerate(found.levers[:shown]):
        effects = [effect for effect in (own.down, own.up) if effect is not None]
        plus += [
            f"{lever_label(found, n, language)} (+{e.amount:g} {unit_in_words(e.unit, language)})" for e in effects if e.kind == "plus"
        ]
        short = any(e.kind == "factor" and abs(abs(e.amount - 1) - study.size) > 1e-5 for e in effects)
        ended += [lever_label(found, n, language)] if short or (len(effects) < 2 and all(e.kind == "factor" for e in effects)) else []
    lines += [word("levers.plus", language, "; ".join(plus))] if plus else []
    lines += [word("levers.end", language, "; ".join(ended))] if ended else []
    left = len(found.levers) - shown
    return lines + ([word("more", language, left)] if left > 0 else [])


def unknown_label(row: Unknown, language: str) -> tuple[str, str]:
    """Name with its window, and meaning."""
    from ketensim.scenario.catalogue import PARAMETERS

    if row.name == "inflow":
        return word("inflow", language), word("inflow.meaning", language)
    ends = (row.begin[:7], row.end[:7])
    window = f" ({ends[0]}..{ends[1]})" if any(ends) else ""
    catalogue = {parameter.key: parameter for parameter in PARAMETERS}
    text = catalogue[row.keys[0]].nl if language == "nl" else catalogue[row.keys[0]].en
    return f"{row.name}{window}", text if len(row.keys) == 1 else text.rpartition(": ")[0] or text


def _unknown_row(row: Unknown, counted: bool, language: str) -> Row:
    effects = {"low": signed(row.effect_low80, language, counted), "high": signed(row.effect_high80, language, counted)}
    adjusted = f"{row.adjusted:.2f}" if row.adjusted >= 0.005 else "<0.01"
    cells = [cell.replace(".", ",") if language == "nl" else cell for cell in (f"{row.correlation:+.2f}", adjusted)]
    verdict = word("yes" if row.is_told else "no", language)
    return (
        cut(unknown_label(row, language)[0], 40),
        *cells,
        verdict,
        signed(row.effect, language, counted),
        word("range", language, **effects),
    )


def unknown_notes(found: Unknowns, shown: int, language: str) -> list[str]:
    """What can be told, what cannot, and what explains how much."""
    told = [row for row in found.rows if row.is_told]
    smallest = f"{found.smallest_told:.2f}"
    lines = [
        word("unknowns.told", language, n=len(told), all=len(found.rows), m=found.members,
             r=smallest.replace(".", ",") if language == "nl" else smallest, needed=found.members_for_03),
        word("unknowns.shares", language, inflow=percent(round(found.explained.aside, 2), language),
             parameters=percent(round(found.explained.columns, 2), language),
            noise=percent(round(found.explained.noise, 2), language)),
        word("unknowns.aside", language),
    ]  # fmt: skip
    pairs = [f"{row.name} - {row.moves_with} ({row.alike:+.2f})" for row in told if row.moves_with]
    return lines + ([word("unknowns.alike", language, "; ".join(pairs))] if pairs else [])


# -- both -------------------------------------------------------------------------------------------------------------------
def say_where(folder: Path, files: Sequence[Path], what: str, simulations: int, language: str) -> None:
    """Where the results are."""
    print(word(f"where.{what}", language, folder=folder, charts=len(files), n=number(simulations, language)))


def _print_table(console: object, headings: Sequence[str], rows: Sequence[Row]) -> None:
    """A plain table: names on the left, numbers on the right."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for n, heading in enumerate(headings):
        table.add_column(Text(heading, style="bold"), justify="right" if n else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    assert isinstance(console, Console)
    console.print(table)
