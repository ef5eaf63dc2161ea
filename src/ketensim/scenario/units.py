"""Units of scenario files: which can stand for which, and what one is in the other."""

from __future__ import annotations

_DAYS = {"day": 1.0, "week": 7.0, "month": 30.4375, "quarter": 91.3125, "half-year": 182.625, "year": 365.25}
_TIMES = {f"{name}s": days for name, days in _DAYS.items()}


def convert(value: float, unit: str, to: str) -> float:
    """A value in ``unit`` as a value in ``to``. Raises ValueError when they measure different things."""
    if unit == to:
        return value
    if {unit, to} == {"share", "percent"}:
        return value / 100.0 if to == "share" else value * 100.0
    if unit in _TIMES and to in _TIMES:
        return value * _TIMES[unit] / _TIMES[to]
    what, _, per = unit.partition("/")
    to_what, _, to_per = to.partition("/")
    if what == to_what and per in _DAYS and to_per in _DAYS:
        return value * _DAYS[to_per] / _DAYS[per]
    raise ValueError(f"{unit!r} cannot be read as {to!r}")


def allowed(unit: str) -> list[str]:
    """The units in which a parameter of this unit may be written."""
    if unit in ("share", "percent"):
        return ["share", "percent"]
    if unit in _TIMES:
        return list(_TIMES)
    what, _, per = unit.partition("/")
    return [f"{what}/{other}" for other in _DAYS] if per in _DAYS else [unit]
