"""Why the occupancy of COA differs, split into causes that add up to the person in every pair.

Who sleeps at COA is in one of three groups: in procedure, status holder, or somebody who has to leave. The books of each
group close: what it has at the end is what it had, plus who came in, less who left::

    in procedure     + applicants + returned + turned 18 at Nidos + displaced from Ukraine, the application woken
                     - to family or friends - amv to a family of Nidos - withdrawn or disappeared - permits - must leave
    status holders   + permits + nareis + article 8 family + lived elsewhere, reported with a permit + births - housed
    departing        + must leave - Dublin: transferred or gone - rejected and left

All of these are counted but two, which follow from the books: ``permits`` are given to residents (what the stock of status
holders gained otherwise than from outside); ``must_leave`` are rejections and Dublin decisions, less files that were taken
up again. Both move residents from one group to another, and drop out of the total. Those who return with a Dublin decision
stand under in procedure and under must leave, and a regular permit to somebody who had to leave under permits.

So the difference between two scenarios on a day is the difference on the first day, plus that of each flow since. Every
way out of a group is split further, month by month: fewer or more leave because fewer or more are ``present`` (at the mean
of both rates), and because each of them leaves sooner or later, the length of ``stay`` (at the mean of both stocks). With
stock times rate as the flow, ``b r' - a r = (b - a)(r + r')/2 + (r' - r)(a + b)/2``, so that nothing is left over.

Between two days of one scenario the causes are the flows themselves. There ``present`` is who would have left at the rate
of as long a time just before, and ``stay`` what differs from that; where the run has no such time before, flows are not split.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ketensim.comparison.differences import intervals
from ketensim.comparison.paired import Grid, Paired
from ketensim.comparison.rows import table_of
from ketensim.scenario.groups import NATIONALITIES

if TYPE_CHECKING:
    import pandas as pd

IN_PROCEDURE, STATUS, DEPARTING, ALL = "in_procedure", "status_holders", "departing", "all"
STOCKS = {IN_PROCEDURE: "coa.in_procedure", STATUS: "coa.status_holders", DEPARTING: "coa.departing"}
PERMITS, MUST_LEAVE = "permits", "must_leave"
COMES = {
    IN_PROCEDURE: ("inflow.applicant", "inflow.returned", "inflow.nidos", "inflow.ukraine"),
    STATUS: (PERMITS, "inflow.nareis", "inflow.evrm8", "inflow.permit", "births"),
    DEPARTING: (MUST_LEAVE, "inflow.postponed"),
}
GOES = {
    IN_PROCEDURE: ("outflow.host", "outflow.nidos", "outflow.file_open", PERMITS, MUST_LEAVE),
    STATUS: ("outflow.housed", "outflow.status_returned"),
    DEPARTING: ("outflow.dublin", "outflow.rejected"),
}
MOVES = (PERMITS, MUST_LEAVE)  # from group to group
OPENING, TOTAL = "opening", "total"
WHOLE, PRESENT, STAY = "whole", "present", "stay"
COUNTED = tuple(dict.fromkeys(c for causes in (*COMES.values(), *GOES.values()) for c in causes if c not in MOVES))
SERIES_NEEDED = ("coa.occupancy", *STOCKS.values(), *(f"coa.{cause}" for cause in COUNTED))
NEW = ("coa.inflow.ukraine", "coa.inflow.postponed", "coa.outflow.status_returned")  # nobody, in runs made before they were there
BY_NATIONALITY = tuple(f"coa.occupancy.{nation}" for nation in NATIONALITIES)

Key = tuple[str, str, str]  # group, cause, part
Sums = NDArray[np.float64]  # (members, replications)


@dataclass(frozen=True)
class Explanation:
    """The causes of a difference in COA occupancy in persons, (members, replications) each.

    ``reference`` is None between two days, ``begin`` and ``end``, of one scenario; otherwise ``begin`` is the first day of
    the runs, of whose end the ``opening`` is. ``causes`` is keyed by (group, cause, part), where the part is ``whole``, and
    for ways out ``present`` and ``stay``, which add up to it. The wholes of a group add up to its ``total``, the totals of
    the groups to (``all``, ``total``, ``whole``).
    """

    scenario: str
    reference: str | None
    begin: date
    end: date
    causes: dict[Key, Sums]
    by_nationality: dict[str, Sums]
    members: tuple[int, ...] = field(repr=False)

    @property
    def total(self) -> Sums:
        """The difference itself."""
        return self.causes[ALL, TOTAL, WHOLE]

    def table(self) -> pd.DataFrame:
        """One row a (group, cause, part): mean over pairs (means add up, medians do not) and its 80% interval."""
        rows = [dict(zip(("group", "cause", "part"), key, strict=True)) | _summary(values) for key, values in self.causes.items()]
        return table_of([self._what() | row for row in rows])

    def nationalities(self) -> pd.DataFrame:
        """The same difference by nationality: scenario, reference, begin, end, nationality, mean, low80, high80, n."""
        rows = [{"nationality": nation} | _summary(values) for nation, values in self.by_nationality.items()]
        return table_of([self._what() | row for row in rows])

    def pairs(self) -> pd.DataFrame:
        """One row a pair and (group, cause, part): member, replication, group, cause, part, value."""
        import pandas as pd

        shape = self.total.shape
        member, replication = np.repeat(self.members, shape[1]), np.tile(np.arange(shape[1]), shape[0])
        tables = [
            pd.DataFrame({
                "member": member, "replication": replication, "group": group, "cause": cause, "part": part, "value": values.ravel(),
            })
            for (group, cause, part), values in self.causes.items()
        ]  # fmt: skip
        return pd.concat(tables, ignore_index=True)

    def _what(self) -> dict[str, object]:
        return {"scenario": self.scenario, "reference": self.reference, "begin": self.begin.isoformat(), "end": self.end.isoformat()}


def between_scenarios(paired: Paired, reference: str, scenario: str, day: date) -> Explanation:
    """Why a scenario has another occupancy at the end of a day than its reference has."""
    theirs, ours = (_Books(paired, label) for label in (reference, scenario))
    after, until = 0, (day - paired.first).days
    months = _months(paired.first + timedelta(days=1), day)
    causes: dict[Key, Sums] = {}
    for group in STOCKS:
        causes[group, OPENING, WHOLE] = ours.stock(group, after) - theirs.stock(group, after)
        for cause in COMES[group]:
            causes[group, cause, WHOLE] = ours.flow(cause, after, until) - theirs.flow(cause, after, until)
        for cause in GOES[group]:
            more = ours.flow(cause, after, until) - theirs.flow(cause, after, until)
            present = _by_numbers([books.months(cause, group, after, until, months) for books in (theirs, ours)])
            causes |= {(group, cause, WHOLE): -more, (group, cause, PRESENT): -present, (group, cause, STAY): present - more}
    nations = {n: ours.nation(n, until) - theirs.nation(n, until) for n in NATIONALITIES}
    return Explanation(scenario, reference, paired.first, day, _with_totals(causes), nations, paired.members)


def between_days(paired: Paired, scenario: str, begin: date, end: date) -> Explanation:
    """Why a scenario has another occupancy at the end of one day than at the end of an earlier one."""
    books = _Books(paired, scenario)
    after, until = ((day - paired.first).days for day in (begin, end))
    before = after - (until - after)
    causes: dict[Key, Sums] = {}
    for group in STOCKS:
        causes |= {(group, cause, WHOLE): books.flow(cause, after, until) for cause in COMES[group]}
        for cause in GOES[group]:
            left = books.flow(cause, after, until)
            causes[group, cause, WHOLE] = -left
            if before >= 0:
                present = books.rate(cause, group, before, after) * books.days(group, after, until)
                causes |= {(group, cause, PRESENT): -present, (group, cause, STAY): present - left}
    nations = {n: books.nation(n, until) - books.nation(n, after) for n in NATIONALITIES}
    return Explanation(scenario, None, begin, end, _with_totals(causes), nations, paired.members)


class _Books:
    """The stocks and flows of a scenario by day, in whole persons of the simulation, (members, replications, days) each."""

    def __init__(self, paired: Paired, label: str) -> None:
        side = paired.side(label)
        missing, scale = set(NEW) - set(side.runs.folder.present(NEW)), side.made.scale
        names = [name for name in (*SERIES_NEEDED, *BY_NATIONALITY) if name not in missing]
        # tables hold 32-bit numbers at full size; a simulated person is 1 / scale of them
        values = {name: np.rint(each.grid * scale) / scale for name, each in zip(names, paired.daily(label, names), strict=True)}
        values |= {name: np.zeros_like(values["coa.occupancy"]) for name in missing}
        self._stocks: dict[str, Grid] = {group: values[name] for group, name in STOCKS.items()}
        self._nations = {nation: values[f"coa.occupancy.{nation}"] for nation in NATIONALITIES}
        self._flows = {cause: values[f"coa.{cause}"] for cause in COUNTED}
        self._flows[PERMITS] = self._left_over(STATUS, PERMITS)
        self._flows[MUST_LEAVE] = self._left_over(DEPARTING, MUST_LEAVE)

    def _left_over(self, group: str, unknown: str) -> Grid:
        """What came into a group each day otherwise than is counted; nothing is known of the first day."""
        grown = np.diff(self._stocks[group], axis=-1, prepend=self._stocks[group][..., :1])
        came = sum(self._flows[cause] for cause in COMES[group] if cause != unknown)
        left = sum(self._flows[cause] for cause in GOES[group])
        found = grown - came + left
        found[..., 0] = 0.0
        return found

    def stock(self, group: str, day: int) -> Sums:
        return self._stocks[group][..., day]

    def nation(self, nation: str, day: int) -> Sums:
        return self._nations[nation][..., day]

    def flow(self, cause: str, after: int, until: int) -> Sums:
        """The sum of the days after one day until the end of another."""
        return self._flows[cause][..., after + 1 : until + 1].sum(axis=-1)

    def days(self, group: str, after: int, until: int) -> Sums:
        """Days that residents of a group spent at COA."""
        return self._stocks[group][..., after + 1 : until + 1].sum(axis=-1)

    def rate(self, cause: str, group: str, after: int, until: int) -> Sums:
        """The part of a group that leaves in a day; none when nobody is there."""
        days = self.days(group, after, until)
        return np.divide(self.flow(cause, after, until), days, out=np.zeros_like(days), where=days > 0)

    def months(self, cause: str, group: str, after: int, until: int, months: NDArray[np.int64]) -> tuple[Grid, Grid]:
        """(who left, days of residents) in each month, given by its first place among the days."""
        parts = (self._flows[cause], self._stocks[group])
        left, days = (np.add.reduceat(part[..., after + 1 : until + 1], months, axis=-1) for part in parts)
        return left, days


def _by_numbers(books: list[tuple[Grid, Grid]]) -> Sums:
    """How many more left in the second because more were present, at the mean of both rates; the rest is by stay."""
    (_, few), (_, many) = books
    rates = [np.divide(left, days, out=np.full_like(days, np.nan), where=days > 0) for left, days in books]
    known = [np.where(np.isnan(rate), other, rate) for rate, other in (rates, rates[::-1])]  # who has nobody there has no rate of its own
    return (np.nan_to_num(sum(known) / 2) * (many - few)).sum(axis=-1)


def _months(first: date, last: date) -> NDArray[np.int64]:
    """The place of each day that begins a month (and of the first) among the days from first to last."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return np.array([n for n, day in enumerate(days) if n == 0 or day.day == 1])


def _with_totals(causes: dict[Key, Sums]) -> dict[Key, Sums]:
    """The causes, with the sums of each group and of all."""
    totals: dict[Key, Sums] = {}
    for group in STOCKS:
        for part in (WHOLE, PRESENT, STAY):
            own = [values for key, values in causes.items() if key[0] == group and key[2] == part]
            if own:
                totals[group, TOTAL, part] = np.sum(own, axis=0)
    totals[ALL, TOTAL, WHOLE] = np.sum([totals[group, TOTAL, WHOLE] for group in STOCKS], axis=0)
    return causes | totals


def _summary(values: Sums) -> dict[str, float]:
    """Mean and interval over pairs."""
    found = intervals(values[..., None], (80,))
    return {"mean": float(values.mean()), **{name: float(row[0]) for name, row in found.items()}, "n": values.size}
