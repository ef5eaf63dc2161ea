"""Permits that end sooner since the Migration Pact, and the work of looking at them again (report chapter 1).

A permit for a time lasted five years and lasts three from 12 June 2026. Only what comes sooner than after five years is counted:
renewals after five years are no part of the figures that the budget of the IND was derived from. Nobody loses the permit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.rules import YEAR
from ketensim.chain.states import STATUS
from ketensim.engine.people import LIFE, Ids

if TYPE_CHECKING:
    from ketensim.chain.network import Chain

Floats = NDArray[np.float64]
FIVE_YEARS = 5.0  # before the pact


class Renewal:
    """Asylum permits for a time, derived ones included, that have to be renewed."""

    def __init__(self, chain: Chain) -> None:
        self._chain = chain
        self._years = chain.now("ind.permit_years")
        self._ends = chain.sim.timer(LIFE, self._renew)

    def permit(self, ids: Ids, at: Floats) -> None:
        """Got a permit that lasts as long as it does by the rule of today."""
        if not ids.size:
            return
        years = np.broadcast_to(self._years(ids), ids.shape)
        sooner = years < FIVE_YEARS
        self._ends.set(ids[sooner], at[sooner] + YEAR * years[sooner])

    def _renew(self, ids: Ids, at: Floats) -> None:
        """Looked at again, and renewed: of whoever still has it, and has not gone."""
        here = ids[self._chain.file_in(ids, *STATUS, "housed")]
        self._chain.sim.count("ind.renewals", here)
        self._chain.budget.charge("renewal", here)


__all__ = ["Renewal"]
