"""Which part of the chain a state belongs to, and where in a picture that part stands."""

from __future__ import annotations

from dataclasses import dataclass

from ketensim.reporting.style import COLOURS

GREY = "#6b7280"


@dataclass(frozen=True)
class Part:
    """Some states that belong together: those whose names begin with one of ``prefixes``, and with no longer one of another part.

    ``column`` is the place from left to right; ``label`` is English and Dutch.
    """

    name: str
    label: tuple[str, str]
    column: int
    prefixes: tuple[str, ...]
    colour: str


PARTS: dict[str, tuple[Part, ...]] = {  # a track
    "procedure": (
        Part("entry", ("Entry", "Instroom"), 0, ("outside",), GREY),
        Part("registration", ("Registration", "Aanmelding"), 0, ("registration",), COLOURS["sky"]),
        Part("nareis", ("Nareis: application", "Nareis: aanvraag"), 0, ("nareis",), COLOURS["yellow"]),
        Part("ukraine", ("Displaced persons", "Ontheemden"), 0, ("ukraine",), COLOURS["black"]),
        Part("ind", ("IND", "IND"), 1, ("ind", "border", "dublin"), COLOURS["blue"]),
        Part(
            "decided", ("Nareis: decided", "Nareis: besloten"), 1, ("nareis.collect", "nareis.travel", "nareis.refused"), COLOURS["yellow"]
        ),
        Part("courts", ("Courts", "Rechters"), 2, ("courts", "raad_van_state"), COLOURS["purple"]),
        Part("permit", ("With a permit", "Met vergunning"), 2, ("housing",), COLOURS["green"]),
        Part("departure", ("Departure", "Vertrek"), 3, ("departure", "detention", "ind.spoor1.transfer"), COLOURS["orange"]),
        Part("housing", ("Housing", "Huisvesting"), 3, ("housing.queue", "housing.stay"), COLOURS["green"]),
        Part("ends", ("End", "Einde"), 4, ("housed", "departed", "closed"), GREY),
    ),
    "residence": (
        Part("entry", ("Before arrival", "Voor aankomst"), 0, ("outside", "abroad"), GREY),
        Part("coa", ("COA", "COA"), 1, ("coa",), COLOURS["blue"]),
        Part("nidos", ("Nidos", "Nidos"), 2, ("nidos",), COLOURS["purple"]),
        Part("own", ("Without reception", "Zonder opvang"), 2, ("host", "elsewhere"), COLOURS["orange"]),
        Part("detention", ("Detention", "Bewaring"), 2, ("detention",), COLOURS["orange"]),
        Part("stations", ("Way-stations", "Tussenvoorzieningen"), 2, ("har", "doorstroom"), COLOURS["sky"]),
        Part("ukraine", ("Displaced persons", "Ontheemden"), 2, ("ukraine",), COLOURS["yellow"]),
        Part("ends", ("End", "Einde"), 3, ("municipality", "left"), COLOURS["green"]),
    ),
}

# where nobody is counted at the end of a year, as the world outside is no part of the chain, or who came there stays for good
OUTSIDE = "outside"
ENDS = ("housed", "departed", "closed", "nareis.refused", "municipality", "left")


def part_of(track: str, state: str) -> Part:
    """The part of a state; of one that no part knows, a part of its own family of names, before the ends."""
    known = [(len(prefix), part) for part in PARTS[track] for prefix in part.prefixes if state == prefix or state.startswith(f"{prefix}.")]
    if known:
        return max(known, key=lambda one: one[0])[1]
    family = state.partition(".")[0]
    name = family.replace("_", " ")
    return Part(family, (name, name), PARTS[track][-1].column - 1, (family,), GREY)


def label_of(state: str, language: str) -> str:
    """What a state is called; a state without a label by its own name."""
    from ketensim.chain.states import LABELS
    from ketensim.reporting.labels import LANGUAGES

    return LABELS[state][LANGUAGES.index(language)] if state in LABELS else state.replace("_", " ").replace(".", ": ")
