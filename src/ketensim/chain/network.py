"""The chain tied together: who hands whom to whom.

    inflow -> registration -> IND -> (permit) -> housing -> a municipality
                               |  \\-> nareis: family applies, waits abroad, travels, joins
                               \\-> (rejection) -> courts -> Raad van State -> back to the IND, or -> departure -> (applies again, comes back) -> IND

COA runs beside it: every part tells it who arrives and who has to go.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.chain.families import children_of_applicants
from ketensim.chain.rules import YEAR, Rules
from ketensim.chain.states import PROCEDURE, RESIDENCE, P, R
from ketensim.chain.values import GroupValue, Risk, Value
from ketensim.chain.waits import SHAPES
from ketensim.engine.draws import weibull, weibull_rest
from ketensim.engine.luck import name_number
from ketensim.engine.people import Ids
from ketensim.engine.simulation import Simulation
from ketensim.scenario.groups import FAMILY, KINDS, NATIONALITIES

if TYPE_CHECKING:
    from ketensim.chain.detention import Detention
    from ketensim.chain.documents import Documents
    from ketensim.chain.postponed import Postponed
    from ketensim.chain.subsequent import Subsequent
    from ketensim.chain.vbl import Vbl

PROC, RESI = 0, 1  # the two tracks
Floats = NDArray[np.float64]


class Numbers(dict[str, np.uint64]):
    """The fixed number of each decision, looked up once."""

    def __missing__(self, decision: str) -> np.uint64:
        number = self[decision] = name_number(decision)
        return number


class Chain:
    """The asylum chain on one simulation: its parts, and what they share about a person.

    ``rules`` are those of each world, which all have the same ``start``, days and ``scale``. ``departures`` are the factors by
    which first applications depart from the given path in each (see :mod:`ketensim.chain.future`).

    Columns of a person: ``nationality`` and ``kind`` now; ``kind_applied`` (an amv stays an amv for nareis after turning
    18); ``applied`` when the file of this round was opened; ``arrived`` start of the present stay at COA; ``permit`` day
    of the asylum or derived permit (nan without); ``referent`` the row of the person a nareiziger follows, ``family`` that
    of the family an adult referent has asked for, ``parents`` and ``siblings`` those of an amv (-1 without); ``nareiziger`` whether a family came, or will, after a
    referent; ``displaced`` from Ukraine, the application awake; ``children`` the minors in a family (an amv is none).
    Times are days since the start of the run, before it negative.
    """

    documents: Documents  # what belongs to departure is made by it
    vbl: Vbl
    detention: Detention
    postponed: Postponed
    subsequent: Subsequent

    def __init__(self, sim: Simulation, rules: Sequence[Rules], departures: Sequence[Floats]) -> None:
        from ketensim.chain.border import Border
        from ketensim.chain.budget import Budget
        from ketensim.chain.coa import Coa
        from ketensim.chain.courts import Courts
        from ketensim.chain.departure import Departure
        from ketensim.chain.dublin import Dublin
        from ketensim.chain.housing import Housing
        from ketensim.chain.ind import Ind
        from ketensim.chain.inflow import Inflow
        from ketensim.chain.nareis import Nareis
        from ketensim.chain.nidos import Nidos
        from ketensim.chain.raad_van_state import RaadVanState
        from ketensim.chain.registration import Registration
        from ketensim.chain.renewal import Renewal
        from ketensim.chain.status import Status
        from ketensim.chain.syria import SyrianPermits
        from ketensim.chain.term import Term
        from ketensim.chain.ukraine import Ukraine
        from ketensim.chain.verhuizingen import Verhuizingen

        self.sim, self.people = sim, sim.people
        self.rules, self.departures = tuple(rules), tuple(departures)
        self.start, self.scale = rules[0].start, rules[0].scale
        for name, dtype, fill in (
            ("nationality", np.int8, 0), ("kind", np.int8, 0), ("kind_applied", np.int8, 0), ("applied", np.float64, 0.0),
            ("arrived", np.float64, 0.0), ("permit", np.float64, np.nan), ("referent", np.intp, -1),
            ("family", np.intp, -1), ("parents", np.intp, -1), ("siblings", np.intp, -1), ("nareiziger", np.bool_, False), ("displaced", np.bool_, False), ("children", np.int8, 0),
        ):  # fmt: skip
            self.people.column(name, dtype, fill)
        self._numbers = Numbers()
        self.term = Term(self)
        self.budget = Budget(self)
        self.coa = Coa(self)
        self.nidos = Nidos(self)
        self.registration = Registration(self)
        self.border = Border(self)
        self.courts = Courts(self)
        self.raad_van_state = RaadVanState(self)
        self.status = Status(self)
        self.renewal = Renewal(self)
        self.housing = Housing(self)
        self.departure = Departure(self)
        self.syria = SyrianPermits(self)
        self.dublin = Dublin(self)
        self.nareis = Nareis(self)
        self.ind = Ind(self)
        self.inflow = Inflow(self)
        self.ukraine = Ukraine(self)
        self.verhuizingen = Verhuizingen(self)

    # -- what the rules say ---------------------------------------------------------------------------------------
    def each(self, read: Callable[[Rules], Floats]) -> Floats:
        """What is read from the rules of each world, with worlds as the first axis."""
        return np.stack([read(rules) for rules in self.rules])

    def per_day(self, key: str) -> Floats:
        """A yearly capacity as cases a day, at the scale of the run, shape (worlds, days)."""
        return self.each(lambda rules: rules.per_day(key))

    def now(self, key: str) -> Value:
        """A parameter as it is today, for persons: ``value(ids)``."""
        return Value(self.sim, self.each(lambda rules: rules.path(key)))

    def by_nationality(self, key: str) -> GroupValue:
        """The same for a parameter that has a value a nationality."""
        return GroupValue(self.sim, self.each(lambda rules: rules.table(key)), self._nationality)

    def risk(self, key: str) -> Risk:
        """A yearly hazard by nationality, ready to give times in days."""
        return Risk(self.sim, self.each(lambda rules: rules.table(key) / YEAR), self._nationality)

    def _nationality(self, ids: Ids) -> NDArray[np.int8]:
        return self.people.nationality[ids]

    # -- a person's luck ------------------------------------------------------------------------------------------
    def luck(self, ids: Ids, decision: str) -> Floats:
        """The numbers in (0, 1) that belong to these persons and this decision."""
        return self.people.uniform(ids, self._numbers[decision])

    def threshold(self, ids: Ids, decision: str) -> Floats:
        """The same luck as a unit exponential, for times (see :mod:`ketensim.engine.draws`)."""
        return self.people.threshold(ids, self._numbers[decision])

    def time(self, ids: Ids, step: str, mean: Floats | float) -> Floats:
        """How many days a step takes these persons, at this mean (spread as in :mod:`ketensim.chain.waits`)."""
        return weibull(self.people.threshold(ids, self._numbers[step]), mean, SHAPES[step])

    def rest(self, ids: Ids, step: str, mean: float, elapsed: Floats) -> Floats:
        """The days a step still takes those who are ``elapsed`` days into it."""
        return weibull_rest(self.threshold(ids, step), mean, SHAPES[step], elapsed)

    # -- who somebody is ------------------------------------------------------------------------------------------
    def describe(
        self, ids: Ids, nationality: NDArray[np.int64], kind: NDArray[np.int64] | int, children: NDArray[np.int64] | None = None
    ) -> None:
        """Write down who new persons are (``children`` of families: drawn, where not given); the ledger counts them so from now on."""
        people = self.people
        people.nationality[ids], people.kind_applied[ids] = nationality, kind
        if children is None:
            family = ids[people.kind_applied[ids] == FAMILY]
            people.children[family] = children_of_applicants(people.size[family], self.luck(family, "family.parents"))
        else:
            people.children[ids] = children
        self.is_now(ids, kind)

    def is_now(self, ids: Ids, kind: NDArray[np.int64] | int) -> None:
        """Persons are of another kind from now on."""
        self.people.kind[ids] = kind
        self.sim.regroup(ids, self.people.nationality[ids].astype(np.int64) * len(KINDS) + kind)

    def head(self, ids: Ids) -> Ids:
        """Who a person's place depends on: the referent of a family member, else the person."""
        referent = self.people.referent[ids]
        return np.where(referent >= 0, referent, ids)

    # -- where somebody is ----------------------------------------------------------------------------------------
    def file_to(self, ids: Ids, state: str, at: Floats) -> None:
        """Move files to a state of the procedure."""
        self.sim.move(PROC, ids, P[state], at)

    def sleeps(self, ids: Ids, *places: str) -> NDArray[np.bool_]:
        """Which of these persons sleep there now (in one of the places)."""
        here = self.people.state1[ids]
        return here == R[places[0]] if len(places) == 1 else _marked(RESIDENCE, places)[here]

    def file_in(self, ids: Ids, *states: str) -> NDArray[np.bool_]:
        """Which of these persons' files are there now (in one of the states)."""
        here = self.people.state0[ids]
        return here == P[states[0]] if len(states) == 1 else _marked(PROCEDURE, states)[here]


@cache
def _marked(names: tuple[str, ...], some: tuple[str, ...]) -> NDArray[np.bool_]:
    """Of all states, which are among some."""
    return np.array([name in some for name in names])


def new_simulation(seed: int, replications: Sequence[int], rules: Rules, keep_moves: bool = True) -> Simulation:
    """An empty simulation of some replications, with the days of ``rules``, and the states and groups of the chain."""
    room = 1000 + int(rules.scale * (150_000 + 170 * rules.days))  # persons of a world: what the base needs, and a little more
    cells = len(NATIONALITIES) * len(KINDS)
    return Simulation(seed, replications, rules.days, PROCEDURE, RESIDENCE, cells, room, keep_moves, rules.new_years)
