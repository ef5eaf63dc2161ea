"""What a parameter is: its name, unit, allowed range and meaning. The values stand in scenario files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """A parameter of the chain.

    ``key`` is its dotted name (the last part may be a group: ``ind.spoor4.grant_rate.syria``), ``unit`` the unit of its
    values in the model, ``low`` and ``high`` the allowed range in that unit, ``en`` and ``nl`` its meaning. A parameter
    that is not ``dated`` (a stock of the first day, say) has one value, not a path over time.
    """

    key: str
    unit: str
    low: float
    high: float
    en: str
    nl: str
    dated: bool = True


def groups(keys: Iterable[str]) -> dict[str, list[str]]:
    """Every beginning of keys (``ind``, ``ind.spoor4``), with the keys below it in their order."""
    below: dict[str, list[str]] = {}
    for key in keys:
        parts = key.split(".")
        for n in range(1, len(parts)):
            below.setdefault(".".join(parts[:n]), []).append(key)
    return below
