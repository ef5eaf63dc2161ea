"""Where a value comes from: a published figure, a derivation, or an assumption with its range.

The range is of the number that stands beside it: of a value in its unit, of a factor, of an addition.
"""

from __future__ import annotations

import re

FORMS = "'figure N ...', 'section N ...', 'appendix ...', 'published: who and when', 'derived: how', or 'assumed: why, low X, high Y'"
_PLAIN = re.compile(r"^(figures?|sections?) \d|^appendix [IVX]+|^(derived|published): *\S", re.ASCII)
_ASSUMED = re.compile(r"^assumed: *\S.*\blow (-?\d+(?:\.\d+)?)( times)?, high (-?\d+(?:\.\d+)?)( times)?", re.DOTALL)


def complaint(source: str) -> str | None:
    """What is wrong with a source, or None when it is in order."""
    if source.startswith("assumed"):
        match = _ASSUMED.match(source)
        if match is None:
            return f"an assumption names its reason and range: 'assumed: why, low X, high Y', not {source[:60]!r}"
        if float(match[1]) > float(match[3]):
            return f"the range of the assumption is empty: low {match[1]} is above high {match[3]}"
        return None
    if _PLAIN.match(source):
        return None
    return f"{source[:60]!r} is no source; allowed are {FORMS}"


def assumed_range(source: str) -> tuple[float, float, bool] | None:
    """(low, high, whether they are multiples of the value) of an assumption; None for another source."""
    match = _ASSUMED.match(source)
    return (float(match[1]), float(match[3]), bool(match[2])) if match else None
