# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Who sleeps where, and what would the Spreidingswet change?
#
# COA takes everybody in, so more people than places means emergency reception (*noodopvang*), municipal reception (*tgo*), or a bed that
# is not in any count. This notebook looks at who sleeps in which kind of place, how many places are short, and what they cost: in the
# base, when the *Spreidingswet* (the law that spreads reception over municipalities) is carried out, and when contracts of noodopvang end
# and are not renewed. Then at unaccompanied minors (*amv*), who live at COA and with their guardian *Nidos*, and at what falls to each
# province.
#
# It is for an analyst at COA or a municipality. The answer is the last cell but one. It is put together from the numbers of this run, so
# it may change with them.

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pandas as pd
from IPython.display import Image, Markdown, display

import ketensim as ks
from ketensim.calibration.figures import observed
from ketensim.municipalities.split import split
from ketensim.reporting.areas import TOTAL
from ketensim.reporting.charts import AMV, CHARTS, Run
from ketensim.reporting.charts import PLACES as KINDS
from ketensim.reporting.comparison_charts import draw_paths
from ketensim.reporting.comparison_tables import between, caveats, series_name, signed
from ketensim.reporting.labels import label
from ketensim.reporting.municipality_charts import draw_provinces
from ketensim.reporting.municipality_words import notes as split_notes
from ketensim.reporting.places import AREAS
from ketensim.reporting.style import notes, picture, save
from ketensim.results.summary import FLOWS, STOCKS
from ketensim.scenario.groups import EMERGENCY, PLACES, REGULAR

# %% tags=["parameters"]
FULL = bool(os.environ.get("KETENSIM_FULL"))  # `make notebooks FULL=1`: better numbers, in about ten minutes on two cores
MEMBERS, REPLICATIONS, UNTIL = (60, 1, "2030-12-31") if FULL else (4, 1, "2028-12-31")
JOBS = -1  # cores; -1 is all of them
RUNS = Path(os.environ.get("KETENSIM_RUNS") or mkdtemp(prefix="ketensim-")) / "who-sleeps-where"  # runs and charts are left here

# %%
MOMENT = "2028-12-31"  # the law is carried out in the course of 2027 and 2028; contracts have ended for two years
YEAR, HALF_YEAR = MOMENT[:4], f"{MOMENT[:4]}H2"
LAW, END = "spreidingswet", "emergency-contracts-end"
BOTH = f"{END}+{LAW}"
MUNICIPALITIES = "municipalities-invented"  # comes with the package; none of them exists
COMPARED = {"basis": "base", LAW: "Spreidingswet", END: "noodopvang ends", BOTH: "both"}
MINORS = "nidos-places"
IN_WORDS = {**COMPARED, MINORS: "more KSO"}
MILLION = 1e6


def show(files):
    """The chart among files that were saved."""
    display(Image(filename=str(next(file for file in files if file.suffix == ".png")), width=900))


def tidy(table, **formats):
    """A table without the row numbers; whole numbers with thousands marks, unless a column has a format of its own."""
    usual = dict.fromkeys(table.select_dtypes("number"), "{:,.0f}")
    display(table.style.format(usual | formats).hide(axis="index"))


def values(series, scenario, period):
    """A series of each member and replication, in a period (of a stock: on a day)."""
    return by_period.loc[(scenario, series, period)].to_numpy()  # members and replications in their order


def middle(series, scenario, period=MOMENT):
    """Its median."""
    return float(np.median(values(series, scenario, period)))


def said(some, scale=1.0):
    """The median and the 80% interval; the number alone where all members have the same."""
    low, median, high = np.quantile(some, (0.1, 0.5, 0.9)) / scale
    return f"{median:,.0f}" if round(low) == round(high) else f"{median:,.0f} ({low:,.0f} to {high:,.0f})"


def stock(series, scenario, period=MOMENT):
    """A series with its interval."""
    return said(values(series, scenario, period))


# %% [markdown]
# ## What is assumed
# - **Places move nobody.** Nobody waits for a place and nobody leaves for want of one. Whatever happens to places, the same persons are at
#   COA. What follows for them (moves, school, unrest, who stays away) is not in it.
# - **How many places there are in all** follows from published figures: 79,830 persons over an occupancy rate of 101% at the end of 2025.
# - **How they are split over kinds is mostly assumed**: from the share of residents in regular centres in 2023 and 2025 (COA, AIDA) and
#   the 2,820 places of tgo in the report. So who sleeps in noodopvang is less sure than who has no place at all; below is how much hangs
#   on it.
# - **Who gets a place first**: amv, then families, then adults; a regular place before noodopvang, noodopvang before tgo.
# - **Short** is counted against the occupancy rate that COA aims at (91%), since a centre is never filled to the last bed. *Without a
#   place* is stricter: more persons than places, of whatever kind.
# - **Cost** is that of the places, slept in or not, at 30,400 euro a year for a regular place and 69,400 for an emergency one (COA, prices
#   of 2023).
# - In the base the places of the end of 2025 stay: what closes is replaced. Policy and capacities stay too. That is no prediction.

# %%
scenarios = {name: ks.load_scenario(name) for name in IN_WORDS}
for name in (LAW, END, MINORS):
    display(Markdown(f"**{IN_WORDS[name]}** ({name}). {scenarios[name].description.strip()}"))
options = {"members": MEMBERS, "replications": REPLICATIONS, "until": UNTIL, "jobs": JOBS}
runs = ks.run([scenarios[name] for name in COMPARED], **options, out=RUNS / "places")
amv_runs = ks.run(scenarios[MINORS], **options, out=RUNS / "amv")
comparison = ks.compare(runs)
keys = ["scenario", "series", "period", "member", "replication"]
by_period = pd.concat([runs.periods(), amv_runs.periods()]).set_index(keys)["value"].sort_index()
of_all = runs.manifest["ensemble"]["members"]
how = f"Run with {MEMBERS} of the {of_all} members of the ensemble, {REPLICATIONS} replication each."
display(Markdown(f"> {how} {' '.join(caveats(comparison, 'en'))}"))

# %% [markdown]
# ## Who sleeps where
# First the base through time: areas are residents by the kind of place they have, the black line the places there are.


# %%
def chart(name, of, scenario, series):
    """A chart of a run folder, of one scenario, which takes these series."""
    facts = next(each for each in of.manifest["scenarios"] if each["name"] == scenario)
    daily, periods = (table[table["scenario"] == scenario] for table in (of.series(list(series)), of.periods()))
    return CHARTS[name](Run(daily, periods, of.manifest, facts, "en"), RUNS / "charts", f"{scenario}-{name}")


show(chart("coa-places", runs, "basis", ["coa.occupancy", *KINDS]))

# %%
show(chart("coa-places", runs, END, ["coa.occupancy", *KINDS]))

# %% [markdown]
# The same at one moment, beside each other. Kinds that are more alike than different are taken together: *col* and *pol* (arrival and the
# start of the procedure), and *gezinslocatie* and *vbl* (who has to leave).

# %%
rows = []
for area in AREAS:
    held = {IN_WORDS[name]: said(sum(values(series, name, MOMENT) for series in area.series)) for name in COMPARED}
    rows.append({f"residents, {MOMENT}": label(area.key, "en"), **held})
rows.append({f"residents, {MOMENT}": "all residents", **{IN_WORDS[name]: stock("coa.occupancy", name) for name in COMPARED}})
tidy(pd.DataFrame(rows))

# %%
with picture(
    f"Who sleeps where at COA on {MOMENT}",
    "The same persons in each; what differs is the places",
    "Persons, medians of each kind",
    (9.0, 4.6),
) as (figure, axes):
    axes.set_position((0.16, 0.24, 0.80, 0.46))
    left = np.zeros(len(COMPARED))
    for area in AREAS:
        wide = [np.median(sum(values(series, name, MOMENT) for series in area.series)) for name in COMPARED]
        edge = TOTAL if area.hatch else "white"
        axes.barh(
            range(len(COMPARED)),
            wide,
            0.6,
            left=left,
            color=area.colour,
            hatch=area.hatch,
            edgecolor=edge,
            linewidth=0.6,
            label=label(area.key, "en"),
        )
        left += wide
    for row, name in enumerate(COMPARED):
        axes.plot([middle("coa.places", name)] * 2, [row - 0.4, row + 0.4], color="black", linewidth=2.4, label=None if row else "places")
    axes.set_yticks(range(len(COMPARED)), list(COMPARED.values()))
    axes.invert_yaxis()
    axes.grid(visible=True, axis="x")
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.legend(loc="lower left", bbox_to_anchor=(-0.17, 1.02), ncols=8, frameon=False, fontsize=8.2, columnspacing=1.0, handlelength=1.2)
    made = f"Model: ketensim {ks.__version__}, scenarios {', '.join(COMPARED)}, seed {runs.manifest['seed']}."
    free = "Where the places reach into the hatched part, some of a kind of its own are free: only an amv is put in amv reception, say."
    notes(figure, f"How places are split over kinds is mostly assumed; intervals are in the table. {free}", how, made)
    show(save(figure, RUNS / "charts", "who-sleeps-where"))

# %% [markdown]
# ## How many places are short, and how many people have none
# Medians and 80% intervals at the end of each year. The interval is mostly that of how many people come: it says little of the places.

# %%
SHORTAGE = ("coa.places", "coa.occupancy_rate", "coa.places_short", "coa.without_place", "coa.emergency_residents")
rows = []
for series in SHORTAGE:
    for name in COMPARED:
        told = {"series": series, "scenario": IN_WORDS[name]}
        for year in range(2025, int(UNTIL[:4]) + 1):
            some = values(series, name, f"{year}-12-31")
            told[str(year)] = f"{np.median(some):.0%}" if series == "coa.occupancy_rate" else said(some)
        rows.append(told)
shortage = pd.DataFrame(rows)
tidy(shortage)

# %%
show(draw_paths(comparison, "coa.without_place", RUNS / "charts", "without-place"))

# %% [markdown]
# ## How much hangs on the assumed split
# The range that the base gives to azc places on the first day, low 0.9 times and high 1.15 times, with as many more or fewer places in
# noodopvang then. Contracts of noodopvang end by a share and are replaced by number, so the total moves a little afterwards. In the world
# of the base values (no members), so that nothing else differs.

# %%
base = scenarios["basis"]
AZC = next(p for p in base.parameters() if p.key == "coa.places.opening.azc").path.at(base.start)
RANGE = {"low": 0.9, "high": 1.15}  # as its source says
others = [
    base.change("coa.places.opening.azc", factor=factor).change(
        "coa.places.opening.noodopvang", plus=(1 - factor) * AZC, name=f"azc-{end}", title=f"Places in azc at their {end}, as many in all"
    )
    for end, factor in RANGE.items()
]
one_world = ks.run([base, *others], members=0, replications=1, until=MOMENT, jobs=JOBS, out=RUNS / "one-world").summary()
one_world = one_world.set_index(["series", "period", "scenario"])["median"]
hangs = pd.DataFrame([
    {"azc on the first day": "as assumed" if name == "basis" else f"{RANGE[name.removeprefix('azc-')]:g} times",
     "places": one_world["coa.places", MOMENT, name], "without a regular place": one_world["coa.emergency_residents", MOMENT, name],
     "without any place": one_world["coa.without_place", MOMENT, name],
     f"cost in {YEAR}, EUR million": one_world["coa.cost", YEAR, name] / MILLION}
    for name in ("basis", *(other.name for other in others))
])  # fmt: skip
tidy(hangs)

# %% [markdown]
# ## What it costs
# Millions of euro in the last year, by kind, in prices of 2023. What a place costs is a mean of the country: a small location, a short
# contract or a ship costs more, and what is saved by closing is not what was paid. Who has no place is still taken in, and is assumed to
# cost as much as in an emergency place: so ending contracts saves next to nothing by itself.

# %%
WITH_A_COST = (*PLACES, "without_place")
rows = []
for word, kinds in (
    ("regular", REGULAR),
    ("noodopvang", ("noodopvang",)),
    ("tgo and dgo", ("tgo",)),
    ("without a place", ("without_place",)),
    ("all", WITH_A_COST),
):
    costs = {name: sum(values(f"coa.cost.{kind}", name, YEAR) for kind in kinds) for name in COMPARED}
    rows.append({f"EUR million, {YEAR}": word, **{IN_WORDS[name]: said(some, MILLION) for name, some in costs.items()}})
assert set(EMERGENCY) == {"noodopvang", "tgo"} and set(REGULAR) | set(EMERGENCY) == set(PLACES)
tidy(pd.DataFrame(rows))
paid = {
    name: sum(values(f"coa.cost.{kind}", name, str(year)).mean() for kind in WITH_A_COST for year in range(2027, int(YEAR) + 1))
    for name in COMPARED
}
more = "; ".join(f"{IN_WORDS[name]} {signed((paid[name] - paid['basis']) / MILLION, 'en')}" for name in (LAW, END, BOTH))
display(Markdown(f"From 2027 to {YEAR} together, beside the base, in millions of euro: {more}."))

# %% [markdown]
# ## What the law changes, and what it does not
# Both scenarios run on the same persons with the same luck. A series that is equal in every pair is equal to the last person, on every
# date.

# %%
every = comparison.table([*STOCKS, *FLOWS, "coa.emergency_residents", "coa.residents.noodopvang", "coa.residents.azc"])
every = every[every["period"].str[:4] == YEAR]
law = every[every["scenario"] == LAW]
differs = law[(law["mean"] != 0) | (law["low95"] < law["high95"])]
scale = np.where(differs["unit"] == "EUR", MILLION, 1.0)
changed = pd.DataFrame({
    "series": [series_name(name, "en") for name in differs["series"]],
    "base": differs["reference_median"] / scale, "Spreidingswet": differs["scenario_median"] / scale,
    "difference": differs["mean"] / scale, "low": differs["low80"] / scale, "high": differs["high80"] / scale,
})  # fmt: skip
tidy(changed, **dict.fromkeys(changed.columns[1:], lambda value: f"{value:,.2f}" if abs(value) < 10 else f"{value:,.0f}"))
same = law[~law["series"].isin(differs["series"])]["series"]
opened = middle("coa.places.azc", BOTH) - middle("coa.places.azc", "basis")
equal = "; ".join(series_name(name, "en") for name in same)
display(Markdown(f"**Equal to the person in all {comparison.pairs} pairs** ({len(same)} of {len(law)} series): {equal}."))
added = observed()["coa.places_added", "2025"].value
told = f"Beside contracts that end, carrying out the law in full takes {opened:,.0f} places in azc by the end of {YEAR}"
display(Markdown(f"{told}; in 2025 {added:,.0f} places of all kinds were added (section 4.3.2)."))

# %% [markdown]
# The law changes where people sleep: some of those in noodopvang, or without a place, move to an azc. It does not change how many are at
# COA, how long they stay, or who gets a house. Emergency places stay as they are, since the law counts places of every kind: the law alone
# comes on top of them. What that costs or saves hangs on how many would have no place without it, and on what is paid for them, which
# is assumed. It replaces noodopvang only where contracts end as well, and then far more has to be opened than was added in 2025.

# %% [markdown]
# ## Where amv are
# Amv of 15 and older are at COA until they have a permit, and then wait there for a small-scale place of Nidos (*KSO*); those under 15 are
# for a family. At 18 guardianship ends. *More KSO* lets these places grow.

# %%
show(chart("amv", runs, "basis", ["coa.amv", *AMV]))

# %%
show(chart("amv", amv_runs, MINORS, ["coa.amv", *AMV]))

# %%
WHERE = {
    "nidos.amv": "with Nidos", "nidos.family": "- in families", "nidos.kso": "- in KSO", "housing.kso_capacity": "KSO places there are",
    "coa.amv": "at COA", "nidos.waiting": "- with a permit, waiting for KSO", "nidos.extended": "apart: in extended care, 18 and older",
}  # fmt: skip
apart = ks.compare(runs, amv_runs).table(list(WHERE), MOMENT)
apart = apart[apart["scenario"] == MINORS].set_index("series")
rows = []
for series, word in WHERE.items():
    mean, low, high = apart.loc[series, ["mean", "low80", "high80"]]
    told = {IN_WORDS[name]: stock(series, name) for name in ("basis", MINORS)}
    rows.append(
        {
            f"amv, {MOMENT}": word,
            **told,
            "difference": f"{signed(mean, 'en')} ({between(low, high, 'en')})" if low < high else signed(mean, "en"),
        }
    )
tidy(pd.DataFrame(rows))

# %% [markdown]
# ## What falls to each province
# The *taakstelling* of a half year falls to municipalities by inhabitants (Huisvestingswet 2014). Places needed are split in the same way
# here; the verdeelbesluiten weigh prosperity too, which the table of municipalities does not have. These municipalities are invented: put
# your own table in `MUNICIPALITIES`, with `inhabitants` and, where known, `housed`, `arrears`, `places` and `places_share`. It is
# arithmetic on the country and no forecast of a municipality.

# %%
parts = split(runs, MUNICIPALITIES)
SHARES = {
    "housing.taakstelling": f"taakstelling {HALF_YEAR}", "housing.arrears": "arrears at its end", "coa.places_needed": "places needed",
    "coa.places": "places there are",
}  # fmt: skip
own = parts.table("province", [HALF_YEAR])
own = own[(own["scenario"] == "basis") & own["series"].isin(SHARES)]
own = own.assign(told=[f"{row[0]:,} ({row[1]:,} to {row[2]:,})" for row in own[["median", "low80", "high80"]].to_numpy()])
provinces = own.pivot(index="province", columns="series", values="told")[list(SHARES)].rename(columns=SHARES)
tidy(provinces.rename_axis(columns=None).reset_index())
display(Markdown("> " + " ".join(split_notes(parts, "basis", "en"))))

# %%
show(file for file in draw_provinces(parts, runs.manifest, HALF_YEAR, RUNS / "charts") if file.name.startswith("basis-"))

# %% [markdown]
# The ten municipalities to which most places fall, and how many they lack beside what they have, in the base and when noodopvang ends:

# %%
places = parts.table(half_years=[HALF_YEAR])
lacking = {}
for name in ("basis", END, BOTH):
    each = places[places["scenario"] == name].pivot(index=["code", "name", "province"], columns="series", values="median")
    lacking[f"lacking, {IN_WORDS[name]}"] = (each["coa.places_needed"] - each["coa.places"]).clip(lower=0)
needed = places[(places["scenario"] == "basis") & (places["series"] == "coa.places_needed")].set_index(["code", "name", "province"])[
    "median"
]
ten = pd.DataFrame({"places needed": needed, **lacking}).sort_values("places needed", ascending=False).head(10).reset_index()
tidy(ten)

# %% [markdown]
# ## The answer

# %% tags=["answer"]
gone = {name: stock("coa.without_place", name) for name in COMPARED}
short = {name: stock("coa.places_short", name) for name in COMPARED}
emergency = {name: stock("coa.emergency_residents", name) for name in COMPARED}
largest = own[own["series"] == "housing.taakstelling"].set_index("province")["median"].idxmax()
residents, there = (stock(series, "basis") for series in ("coa.occupancy", "coa.places"))
text = f"**Answer.** At the end of {YEAR} the base has {residents} people at COA and {there} places: {emergency['basis']} have no regular "
text += f"place, {gone['basis']} no place at all, and {short['basis']} places are short at the occupancy rate that COA aims at "
text += "(median, 80% interval).\n"
dearer = signed((paid[LAW] - paid["basis"]) / MILLION, "en")
regular, nowhere = (hangs[column] for column in ("without a regular place", "without any place"))
with_more = {series: stock(series, MINORS) for series in ("coa.amv", "nidos.kso")}
falls, needs = provinces.loc[largest, [SHARES["housing.taakstelling"], SHARES["coa.places_needed"]]]
lines = [
    f"With the Spreidingswet carried out {emergency[LAW]} have no regular place and {gone[LAW]} none at all; {short[LAW]} places are "
    f"short. COA has the same people: of {len(law)} series looked at, {len(same)} are equal to the person. "
    f"The cost of places, added up from the start of the law to the end of {YEAR}, changes by {dearer} million euro",
    f"When contracts of noodopvang end and are not renewed, {gone[END]} have no place at all; with the law as well {gone[BOTH]}, "
    f"if {opened:,.0f} places in azc are opened",
    f"How many lack a regular place hangs on the assumed split of places: {regular.min():,.0f} to {regular.max():,.0f} over its range; "
    f"how many have none at all less: {nowhere.min():,.0f} to {nowhere.max():,.0f}",
    f"Of amv, {stock('coa.amv', 'basis')} are at COA, {stock('nidos.family', 'basis')} in families of Nidos and "
    f"{stock('nidos.kso', 'basis')} in KSO; with more KSO places {with_more['coa.amv']} are at COA, and {with_more['nidos.kso']} of "
    f"{middle('housing.kso_capacity', MINORS):,.0f} places are taken",
    f"Of the invented provinces {largest} gets the largest taakstelling in {HALF_YEAR}: {falls}, and {needs} places needed",
]
few = [f"From {MEMBERS} members: levels may be well off; run it at full size before you use it"] if MEMBERS < 30 else []
display(Markdown(text + "".join(f"\n- {line}." for line in lines + few)))

# %% [markdown]
# ## What would change the answer
# - **How many come.** It is the largest unknown, and it falls on the places as a whole: see the interval of *without a place*.
# - **What is done.** In the base nobody acts as places run out. In reality COA calls on municipalities, and tgo grows. Say so with
#   `base.change("coa.places.opened.tgo", 2000, from_="2027-01-01", until="2028-01-01")`.
# - **How far the law is carried out.** `spreiding.carried_out` is 1 from 2029 in the scenario, its range is 0.3 to 1; three quarters of
#   the first cycle were there on the day, most of it before the law. And which number: `spreidingswet-101500` is that of the first cycle.
# - **Emptier queues instead of more beds.** Housing and IND decide how many need a place at all: `housing-or-ind`.
# - **Your municipality.** Its own `places` and `places_share` weigh more than the key; its interval is wider than that of the country.
