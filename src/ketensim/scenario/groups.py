"""The groups the chain keeps apart: nationality and kind of person (report figures 57 to 59), and what to call them."""

from __future__ import annotations

NATIONALITIES = ("syria", "eritrea", "turkey", "somalia", "yemen", "iraq", "other", "unknown")
KINDS = ("adult", "family", "amv")
ADULT, FAMILY, AMV = range(len(KINDS))
REGULAR = ("col", "pol", "azc", "amv", "gezinslocatie", "vbl")  # kinds of COA places
EMERGENCY = ("noodopvang", "tgo")
PLACES = (*REGULAR, *EMERGENCY)
DISPLACED = ("ukrainian", "third_country")  # persons displaced from Ukraine

# the words for a group in English and Dutch
GROUP_LABELS: dict[str, tuple[str, str]] = {
    "syria": ("Syria", "Syrië"),
    "eritrea": ("Eritrea", "Eritrea"),
    "turkey": ("Turkey", "Turkije"),
    "somalia": ("Somalia", "Somalië"),
    "yemen": ("Yemen", "Jemen"),
    "iraq": ("Iraq", "Irak"),
    "other": ("other nationalities", "overige nationaliteiten"),
    "unknown": ("nationality unknown", "nationaliteit onbekend"),
    "adult": ("adults without children", "volwassenen zonder kinderen"),
    "family": ("families", "gezinnen"),
    "amv": ("unaccompanied minors", "amv's"),
}

# the same for persons displaced from Ukraine
DISPLACED_LABELS: dict[str, tuple[str, str]] = {
    "ukrainian": ("Ukrainians", "Oekraïners"),
    "third_country": ("third-country nationals", "derdelanders"),
}

# the same for the kinds of places
PLACE_LABELS: dict[str, tuple[str, str]] = {
    "col": ("col (arrival)", "col (aankomst)"),
    "pol": ("pol (start of the procedure)", "pol (begin van de procedure)"),
    "azc": ("azc", "azc"),
    "amv": ("small-scale reception of amv", "kleinschalige opvang van amv's"),
    "gezinslocatie": ("gezinslocatie (rejected families)", "gezinslocatie (afgewezen gezinnen)"),
    "vbl": ("vbl (departure)", "vbl (vertrek)"),
    "noodopvang": ("noodopvang (emergency)", "noodopvang"),
    "tgo": ("tgo and dgo (municipal)", "tgo en dgo (gemeentelijk)"),
}
