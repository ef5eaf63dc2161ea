"""The texts of what explorations print and draw, in English and Dutch side by side."""

from __future__ import annotations

import math
from datetime import date

from ketensim.explore.goal import Moment
from ketensim.explore.levers import LEVERS
from ketensim.explore.solve import Solution
from ketensim.reporting.labels import LANGUAGES, MONTHS, number
from ketensim.scenario.reading import Names

WORDS: dict[str, tuple[str, str]] = {
    # solve
    "solve.title": ("What reaches the goal: {lever}", "Wat het doel haalt: {lever}"),
    "start.title": ("Latest start that reaches the goal: {lever}", "Laatste begin dat het doel haalt: {lever}"),
    "goal": ("Goal", "Doel"),
    "lever": ("Lever", "Knop"),
    "searched": ("Searched", "Gezocht"),
    "now": ("As it is", "Zoals het is"),
    "no_more_than": ("{what} no more than {value}", "{what} niet meer dan {value}"),
    "no_less_than": ("{what} no less than {value}", "{what} niet minder dan {value}"),
    "on": ("on {}", "op {}"),
    "in": ("in {}", "in {}"),
    "factor": ("a factor on what it is", "een factor op wat het is"),
    "value": ("a value", "een waarde"),
    "plus": ("an addition to what it is", "een toevoeging aan wat het is"),
    "start": ("the day on which it begins: {change}", "de dag waarop begint: {change}"),
    "from": ("from {} on", "vanaf {}"),
    "whole": ("for the whole run", "voor de hele periode"),
    "range": ("{low} to {high}", "{low} tot {high}"),
    "never": ("never", "nooit"),
    "unchanged": (
        "{series} {median} (80% interval {low} to {high}); {met} of {all} runs meet the goal",
        "{series} {median} (80%-interval {low} tot {high}); {met} van de {all} runs halen het doel",
    ),
    "probability": ("probability", "kans"),
    "needed": ("needed", "nodig"),
    "is_now": ("now", "nu"),
    "meets": ("runs that meet it", "runs die het halen"),
    "of": ("{n} of {all}", "{n} van {all}"),
    "read_off": ("{} (read off the curves)", "{} (afgelezen van de krommen)"),
    "needless": ("no change needed", "geen verandering nodig"),
    "unreachable": ("not reached in this range", "niet gehaald in dit bereik"),
    "interval": (
        "Where runs begin to meet it: median {median}, 80% interval {low} to {high}.",
        "Waar runs het gaan halen: mediaan {median}, 80%-interval {low} tot {high}.",
    ),
    "none": (
        "No value from {low} to {high} reaches the goal in any run. The nearest is {value} at {position} (median).",
        "Geen waarde van {low} tot {high} haalt het doel, in geen enkele run. Het dichtst bij komt {value} bij {position} (mediaan).",
    ),
    "some_never": (
        "In {n} of {all} runs no value from {low} to {high} reaches the goal.",
        "In {n} van de {all} runs haalt geen waarde van {low} tot {high} het doel.",
    ),
    "some_always": (
        "In {n} of {all} runs every value from {low} to {high} meets it.",
        "In {n} van de {all} runs haalt elke waarde van {low} tot {high} het.",
    ),
    "some_never.start": (
        "In {n} of {all} runs no start from {low} on reaches the goal.",
        "In {n} van de {all} runs haalt geen begin vanaf {low} het doel.",
    ),
    "some_always.start": (
        "In {n} of {all} runs any start meets it, and no change at all if that was searched too.",
        "In {n} van de {all} runs haalt elk begin het, en ook geen verandering als die meedeed.",
    ),
    "none.start": (
        "No start from {low} on reaches the goal in any run. The nearest is {value}, with a start {position} (median).",
        "Geen begin vanaf {low} haalt het doel, in geen enkele run. Het dichtst bij komt {value}, met begin {position} (mediaan).",
    ),
    "up": ("A higher value helps.", "Een hogere waarde helpt."),
    "down": ("A lower value helps.", "Een lagere waarde helpt."),
    "earlier": ("An earlier start helps.", "Een eerder begin helpt."),
    "later": ("A later start helps.", "Een later begin helpt."),
    "bent": (
        "In {n} of {all} runs the series turns back on the way: there can be more than one answer, the one nearest to what is now is given.",
        "In {n} van de {all} runs keert de reeks onderweg om: er kan meer dan één antwoord zijn, gegeven is het dichtst bij wat nu is.",
    ),
    "idle.up": ("Beyond {}, more of it makes no difference.", "Voorbij {} maakt meer ervan geen verschil."),
    "idle.down": ("Below {}, less of it makes no difference.", "Onder {} maakt minder ervan geen verschil."),
    "idle.start": ("Before {}, an earlier start makes no difference.", "Voor {} maakt een eerder begin geen verschil."),
    "same": (
        "The value is the same in every run; as it is, the lever differs between them as far as it is not known.",
        "De waarde is in elke run gelijk; zoals het is, verschilt de knop ertussen voor zover die onbekend is.",
    ),
    "flat": ("The lever hardly moves this series at this moment.", "De knop verandert deze reeks op dit moment nauwelijks."),
    "curve": ("The curve: {series} {moment}", "De kromme: {series} {moment}"),
    "median": ("median", "mediaan"),
    "low": ("80% low", "80% laag"),
    "high": ("80% high", "80% hoog"),
    "share": ("meets it", "haalt het"),
    "toml": ("In a scenario file, for {p}:", "In een scenariobestand, voor {p}:"),
    "where.solve": (
        "{folder}: solution.json, tables and {charts} chart files; {n} simulations",
        "{folder}: solution.json, tabellen en {charts} grafiekbestanden; {n} simulaties",
    ),
    "plan": ("At most {n} simulations, each until {until}: {what}.", "Hooguit {n} simulaties, elk tot {until}: {what}."),
    "plan.all": ("{n} simulations, each until {until}: {what}.", "{n} simulaties, elk tot {until}: {what}."),
    "plan.solve": ("{key} from {low} to {high} in {m} runs", "{key} van {low} tot {high} in {m} runs"),
    "plan.levers": ("{k} levers in {m} runs", "{k} knoppen in {m} runs"),
    "plan.unknowns": ("{m} runs for what is not known", "{m} runs voor wat onbekend is"),
    # charts of solve
    "chart.curve": ("median of {m} runs", "mediaan van {m} runs"),
    "chart.band": ("80% interval", "80%-interval"),
    "chart.world": ("one run", "één run"),
    "chart.goal": ("goal: {sense} {value}", "doel: {sense} {value}"),
    "chart.solution": ("where runs begin\nto meet it (80%)", "waar runs het gaan\nhalen (80%)"),
    "chart.now": ("as it is", "zoals het is"),
    "chart.answer": ("met with this\nprobability", "gehaald met\ndeze kans"),
    "chart.worlds": (
        "Each curve is one run: {m} members of the fitted ensemble x {n} replications, the same at every value ({points} run in each, and closer by the goal).",
        "Elke kromme is één run: {m} leden van het ensemble x {n} herhalingen, dezelfde bij elke waarde (van {points} doorgerekend, en fijner bij het doel).",
    ),
    "chart.chance": (
        "Each curve is one replication of the base values: the interval is chance only; inflow and parameters are uncertain too, and by more.",
        "Elke kromme is één herhaling van de basiswaarden: het interval is alleen toeval; instroom en parameters zijn ook onzeker, en meer.",
    ),
    "model": ("Model: ketensim {version}, scenario {name} ({hash}), seed {seed}.", "Model: ketensim {version}, scenario {name} ({hash}), seed {seed}."),
    "scaled": ("Simulated at scale {}.", "Gesimuleerd op schaal {}."),
    # sensitivity
    "levers.title": ("Levers that move {series} {moment}", "Knoppen die verschil maken voor {series} {moment}"),
    "levers.of": (
        "Difference in {series} {moment}, when a lever is made {size} smaller or larger from {begin} on",
        "Verschil in {series} {moment}, als een knop {size} kleiner of groter wordt vanaf {begin}",
    ),
    "levers.unit": ("{unit}, difference with the scenario as it is: {base}", "{unit}, verschil met het scenario zoals het is: {base}"),
    "smaller": ("smaller", "kleiner"),
    "larger": ("larger", "groter"),
    "interval80": ("80% interval", "80%-interval"),
    "levers.note": (
        "Bars: median difference over {m} members x {n} replications, on the same persons with the same luck. Whiskers: 80% interval.",
        "Staven: mediaan van het verschil over {m} leden x {n} herhalingen, met dezelfde personen en hetzelfde toeval. Streepjes: 80%-interval.",
    ),
    "levers.chance": (
        "Bars: median difference over {n} replications of the base values, on the same persons with the same luck.",
        "Staven: mediaan van het verschil over {n} herhalingen van de basiswaarden, met dezelfde personen en hetzelfde toeval.",
    ),
    "levers.plus": (
        "Moved by so much because it is nought: {}.",
        "Zo veel verschoven omdat het nul is: {}.",
    ),
    "levers.end": ("Already at the end of its range, or moved less far: {}.", "Al aan het eind van het bereik, of minder ver verschoven: {}."),
    "levers.not": (
        "An equal percentage is not equal effort, and not equally likely: that is for the reader to judge.",
        "Een gelijk percentage is geen gelijke inspanning, en niet even waarschijnlijk: dat is aan de lezer.",
    ),
    "more": ("{} more that move it less stand in sensitivity.csv.", "Nog {} die het minder veranderen staan in sensitivity.csv."),
    "unknowns.title": ("Unknowns that move {series} {moment}", "Onbekenden die verschil maken voor {series} {moment}"),
    "unknowns.of": (
        "Change in {series} {moment}, as a parameter goes from its 10% to its 90% point in the ensemble",
        "Verandering in {series} {moment}, als een parameter van het 10%- naar het 90%-punt in het ensemble gaat",
    ),
    "unknowns.unit": ("{unit}, by regression over {m} members", "{unit}, met regressie over {m} leden"),
    "inflow": ("inflow to come", "instroom die komt"),
    "inflow.meaning": ("first applications after the last figures", "eerste aanvragen na de laatste cijfers"),
    "told": ("told from noise", "te onderscheiden van ruis"),
    "not_told": ("not told from noise", "niet te onderscheiden van ruis"),
    "correlation": ("rank corr.", "rangcorr."),
    "adjusted": ("adj. p", "aangep. p"),
    "effect": ("effect", "effect"),
    "verdict": ("told?", "te zien?"),
    "yes": ("yes", "ja"),
    "no": ("no", "nee"),
    "unknowns.told": (
        "{n} of {all} are told from noise (of these, 10% false at most, on average). With {m} members a rank correlation below {r} is noise as far as "
        "can be seen; to see one of 0.3 takes {needed} members.",
        "{n} van {all} zijn te onderscheiden van ruis (daarvan gemiddeld hooguit 10% ten onrechte). Met {m} leden is een rangcorrelatie onder {r} niet van "
        "ruis te onderscheiden; om er een van 0,3 te zien zijn {needed} leden nodig.",
    ),
    "unknowns.shares": (
        "Each member predicted from the others: the inflow to come explains {inflow} of the variance, the parameters {parameters} on top (where they explain nothing, up to {noise} would come out); the rest is chance, "
        "what is no straight line, and what so few members cannot tell.",
        "Elk lid voorspeld uit de andere: de instroom die komt verklaart {inflow} van de variantie, de parameters daarbovenop {parameters} (waar ze niets verklaren, zou er tot {noise} uit komen); de rest is toeval, "
        "wat geen rechte lijn is, en wat met zo weinig leden niet te zien is.",
    ),
    "unknowns.alike": (
        "Parameters were fitted together and go with each other; a correlation is that of a parameter and all that moves with it. Hard to keep apart: {}.",
        "Parameters zijn samen geschat en hangen samen; een correlatie is die van een parameter en alles wat daarmee meebeweegt. Moeilijk te scheiden: {}.",
    ),
    "unknowns.aside": (
        "The inflow is taken out before parameters are looked at. The 80% intervals hold for all rows together.",
        "De instroom is eruit gehaald voordat naar parameters wordt gekeken. De 80%-intervallen gelden voor alle regels samen.",
    ),
    "where.sensitivity": (
        "{folder}: sensitivity.json, sensitivity.csv and {charts} chart files; {n} simulations",
        "{folder}: sensitivity.json, sensitivity.csv en {charts} grafiekbestanden; {n} simulaties",
    ),
}  # fmt: skip


def word(key: str, language: str, /, *values: object, **named: object) -> str:
    """The text of a key in a language, with what is to stand in it."""
    text = WORDS[key][LANGUAGES.index(language)]
    return text.format(*values, **named) if values or named else text


def day_in_words(day: date, language: str) -> str:
    """'1 Jan 2027', '1 jan 2027'."""
    return f"{day.day} {MONTHS[language][day.month - 1]} {day.year}"


def moment_in_words(moment: Moment, language: str) -> str:
    """'on 1 Jan 2027', 'in 2027'."""
    if len(moment.period) == 10:
        return word("on", language, day_in_words(moment.last, language))
    return word("in", language, moment.period)


def series_in_words(moment: Moment, language: str) -> str:
    """The meaning of a series."""
    return moment.about.nl if language == "nl" else moment.about.en


def unit_in_words(unit: str, language: str) -> str:
    """A unit; those of scenario files are English, and stay so where they are to be written in one."""
    return {"persons": "personen", "decisions": "beslissingen", "files": "dossiers", "cases": "zaken", "permits": "vergunningen",
            "weeks": "weken", "months": "maanden", "share": "aandeel"}.get(unit, unit) if language == "nl" else unit  # fmt: skip


def goal_in_words(solution: Solution, language: str) -> str:
    """'COA occupancy no more than 75,000 on 1 Jan 2027'."""
    goal = solution.question.goal
    key = "no_more_than" if goal.sense == "<=" else "no_less_than"
    said = word(key, language, what=series_in_words(goal.moment, language), value=level(goal.value, language))
    return f"{said} {moment_in_words(goal.moment, language)}"


def lever_in_words(solution: Solution, language: str) -> str:
    """The meaning of the lever; of several keys, what they have in common."""
    change = solution.question.change
    return meaning(change.scenario.catalogue, change.key, language)


def lever_in_short(solution: Solution, language: str) -> str:
    """What the lever is called, in few words where there are any."""
    key = solution.question.change.key
    known = next((lever for lever in LEVERS if lever.key == key), None)
    if known is None:
        return lever_in_words(solution, language)
    return known.nl if language == "nl" else known.en


def meaning(catalogue: object, key: str, language: str) -> str:
    """What a key means, or several that begin with it."""
    names = Names.of(catalogue)  # type: ignore[arg-type]
    members = names.members(key)
    about = names.catalogue[members[0]]
    text = about.nl if language == "nl" else about.en
    return text if len(members) == 1 else text.rpartition(": ")[0] or key


def level(value: float, language: str) -> str:
    """A value of a series: whole from a thousand on, else in three digits."""
    return number(round(value) if abs(value) >= 100 else value, language)


def position(solution: Solution, at: float, language: str, unit: bool = True) -> str:
    """A position of the lever: '665 persons/week', 'x 1.24', '+12 days', a date; '> 1,136' beyond the range."""
    change = solution.question.change
    if change.kind == "start" and at == math.inf and change.span.unchanged is not None:
        return word("never", language)
    if math.isinf(at):
        end, sign = (change.span.high, ">") if at > 0 else (change.span.low, "<")
        return f"{sign} {position(solution, end, language, unit)}"
    if change.kind == "start":
        never = change.span.unchanged is not None and at >= change.span.unchanged
        return word("never", language) if never else day_in_words(date.fromordinal(int(at)), language)
    sign = {"factor": "x ", "plus": "+" if at >= 0 else ""}.get(change.kind, "")
    said = f" {change.unit}" if unit and change.kind != "factor" and change.unit and change.unit not in ("share", "factor") else ""
    return f"{sign}{in_steps(at, change.span.step, language)}{said}"


def in_steps(value: float, step: float, language: str) -> str:
    """A number in as many decimals as its step has."""
    decimals = max(0, -math.floor(math.log10(step) + 1e-9)) if step > 0 else 3
    text = f"{value:,.{decimals}f}"
    return text.translate(str.maketrans(",.", ".,")) if language == "nl" else text


def percent(value: float, language: str) -> str:
    """'80%', '2.5%'."""
    text = f"{100 * value:.3g}%"
    return text.replace(".", ",") if language == "nl" else text
