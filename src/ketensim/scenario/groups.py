"""The groups the chain keeps apart: nationality and kind of person (report figures 57 to 59), and what to call them."""

from __future__ import annotations

NATIONALITIES = ("syria", "eritrea", "turkey", "somalia", "yemen", "iraq", "other", "unknown")
KINDS = ("adult", "family", "amv")
ADULT, FAMILY, AMV = range(len(KINDS))

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
