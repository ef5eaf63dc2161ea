"""Where the files that come with the package are: beside the code in a checkout, inside the package when installed."""

from __future__ import annotations

from pathlib import Path

# what the scenarios that come with the package are about, in this order: the words in English and Dutch
FAMILIES: dict[str, tuple[str, str]] = {
    "inflow": ("Inflow", "Instroom"),
    "law": ("Laws of 2026", "Wetten van 2026"),
    "ind": ("IND and courts", "IND en rechtspraak"),
    "nareis": ("Family (nareis)", "Nareis"),
    "housing": ("Housing", "Huisvesting"),
    "reception": ("Reception", "Opvang"),
    "return": ("Dublin and return", "Dublin en terugkeer"),
    "ukraine": ("Ukraine", "Oekraïne"),
    "history": ("What if it had gone otherwise", "Wat als het anders was gegaan"),
}

_PACKAGE = Path(__file__).resolve().parents[1]


def data_folder(name: str) -> Path:
    """The folder ``scenarios``, ``calibration`` or ``examples`` that belongs to this version of the package."""
    inside = _PACKAGE / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parents[1] / name


def names() -> list[str]:
    """The scenarios that come with the package."""
    return sorted(file.stem for file in data_folder("scenarios").glob("*.toml"))
