"""The levers of the chain: what a minister, an agency or a municipality can change, and the inflow, for comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from ketensim.explore.goal import Complain
from ketensim.scenario import Scenario
from ketensim.scenario.problems import suggestion
from ketensim.scenario.reading import Names

SIZE = 0.1  # of what a lever is; a lever that is nought is moved by so much in its own unit


@dataclass(frozen=True)
class Lever:
    """A parameter, or the beginning of several that are moved together; what to call it in English and Dutch."""

    key: str
    en: str
    nl: str


LEVERS = (
    Lever("inflow.first", "first applications", "eerste aanvragen"),
    Lever("inflow.subsequent", "subsequent applications", "opvolgende aanvragen"),
    Lever("inflow.resettlement", "resettlement", "hervestiging"),
    Lever("registration.spoor1_share", "share sent to spoor 1 (Dublin)", "aandeel naar spoor 1 (Dublin)"),
    Lever("dublin.answer_duration", "weeks to the answer to a Dublin claim", "weken tot het antwoord op een Dublinclaim"),
    Lever("dublin.blocked_share", "Dublin files for states without transfers", "Dublinzaken voor lidstaten zonder overdracht"),
    Lever("ind.budget", "budget of the IND", "budget van de IND"),
    Lever("ind.budget_share.spoor4", "share of spoor 4 in the budget", "aandeel van spoor 4 in het budget"),
    Lever("ind.spoor4.syria_share", "capacity that Syrian files may take", "capaciteit voor Syrische zaken"),
    Lever("ind.spoor4.priority_share", "files with priority, spoor 4", "zaken met voorrang, spoor 4"),
    Lever("ind.spoor4.grant_rate", "grant rate, spoor 4", "inwilliging spoor 4"),
    Lever("ind.spoor4.va_share", "share that goes on to VA", "aandeel naar VA"),
    Lever("ind.budget_share.reopened", "share of re-opened files in the budget", "aandeel van heropende zaken in het budget"),
    Lever("courts.capacity", "court capacity", "capaciteit rechtbanken"),
    Lever("ind.budget_share.nareis", "share of nareis in the budget", "aandeel van nareis in het budget"),
    Lever("nareis.capacity_share.evrm8", "nareis capacity for article 8", "nareiscapaciteit voor 8 EVRM"),
    Lever("nareis.mvv.grant_rate", "grant rate, mvv-nareis", "inwilliging mvv-nareis"),
    Lever("nareis.evrm8.grant_rate", "grant rate, article 8 nareis", "inwilliging nareis 8 EVRM"),
    Lever("nareis.direct_to_referent", "nareis family straight to the referent", "nareizigers direct naar de referent"),
    Lever("coa.to_host", "residents who move to a host", "bewoners naar een gastadres"),
    Lever("spreiding.carried_out", "distribution law carried out", "uitvoering van de Spreidingswet"),
    Lever("housing.supply", "housing for status holders", "woningaanbod statushouders"),
    Lever("housing.linking_duration", "weeks to link to a municipality", "weken tot koppeling aan een gemeente"),
    Lever("housing.slow_duration", "weeks to link, slow matches", "weken tot koppeling, moeilijke matches"),
    Lever("departure.reception_ends", "reception ends after the term", "opvang eindigt na de vertrektermijn"),
    Lever("departure.dtenv.independent", "pace of independent departure", "tempo zelfstandig vertrek"),
    Lever("departure.dtenv.forced", "pace of forced departure", "tempo gedwongen vertrek"),
    Lever("departure.dublin.duration", "weeks to a Dublin transfer", "weken tot Dublinoverdracht"),
    Lever("departure.dublin.forced", "forced Dublin transfers", "gedwongen Dublinoverdrachten"),
)


@dataclass(frozen=True)
class Nudge:
    """A lever moved down or up from a day on: a factor, or an addition in ``unit`` to a lever that is nought."""

    lever: Lever
    kind: str
    amount: float
    unit: str
    scenario: Scenario


def pick_levers(scenario: Scenario, keys: Sequence[str] | None, complain: Complain) -> tuple[Lever, ...]:
    """All levers, or those with these keys; any other parameter can be looked at too, under its own meaning."""
    if keys is None:
        return LEVERS
    known, names = {lever.key: lever for lever in LEVERS}, Names.of(scenario.catalogue)
    found = []
    for key in dict.fromkeys(keys):
        members = names.members(key)
        if not members:
            near = suggestion(key, [*known, *names.groups, *names.catalogue])
            complain("levers", f"unknown key {key[:80]!r}{near or '; `ketensim show parameters` lists what there is'}")
            continue
        about = scenario.catalogue[members[0]]
        words = (about.en, about.nl) if len(members) == 1 else (about.en.rpartition(": ")[0] or key, about.nl.rpartition(": ")[0] or key)
        found.append(known.get(key) or Lever(key, *words))
    return tuple(found)


def nudge(scenario: Scenario, lever: Lever, begin: date, size: float, sign: int) -> Nudge | None:
    """The scenario with a lever moved down (``sign`` -1) or up (1) by a share ``size`` of what it is, from ``begin`` on.

    Less far where it would leave its allowed range; None when it stands at the end of it already.
    """
    keys = Names.of(scenario.catalogue).members(lever.key)
    paths = [scenario.daily(key, begin, scenario.until) for key in keys]
    parameters = [scenario.catalogue[key] for key in keys]
    dated = all(parameter.dated for parameter in parameters)
    from_ = begin if dated else None
    if any(path.any() for path in paths):
        limits = [
            p.high / path.max() if sign > 0 else p.low / path.min() for p, path in zip(parameters, paths, strict=True) if path.min() > 0
        ]
        factor = min([1 + size, *limits]) if sign > 0 else max([1 - size, *limits])
        if abs(factor - 1) < 1e-9:
            return None
        factor = float(np.floor(factor * 1e6) / 1e6 if sign > 0 else np.ceil(factor * 1e6) / 1e6)
        changed = scenario.change(lever.key, factor=factor, from_=from_, name=scenario.name)
        return Nudge(lever, "factor", factor, parameters[0].unit, changed)
    room = min(p.high for p in parameters) if sign > 0 else -max(p.low for p in parameters)
    plus = sign * min(size, room)
    if plus == 0 or len({p.unit for p in parameters}) > 1:
        return None
    return Nudge(lever, "plus", plus, parameters[0].unit, scenario.change(lever.key, plus=plus, from_=from_, name=scenario.name))
