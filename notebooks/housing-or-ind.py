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
# # Housing or IND: which shortens the queue at COA more?
#
# Two remedies for full reception centres are asked for again and again: more houses for status holders, and more decisions by the
# IND. This notebook gives each ten per cent more from 1 January 2027, on the same persons with the same luck, and looks at who
# still sleeps at COA.
#
# **The queue** is COA occupancy: everybody who sleeps there, whatever for. Part of it is the queue for a house, the *status
# holders*; the larger part is *in procedure*, at the IND or at court.
#
# The answer is the last cell but two. It is put together from the numbers of this run, so it may change with them.

# %%
import os
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pandas as pd
from IPython.display import Image, Markdown, display

import ketensim as ks
from ketensim.comparison.differences import intervals
from ketensim.reporting.comparison_charts import draw_causes, draw_paths
from ketensim.reporting.comparison_tables import between, caveats, series_name, signed
from ketensim.reporting.style import COLOURS, dates, notes, picture, save, thousands

# %% tags=["parameters"]
FULL = bool(os.environ.get("KETENSIM_FULL"))  # `make notebooks FULL=1`: better numbers, in about ten minutes on two cores
MEMBERS, REPLICATIONS, UNTIL = (60, 1, "2030-12-31") if FULL else (4, 1, "2029-12-31")
POINTS = 5 if FULL else 3  # of the curve in which an equal effect is looked for
JOBS = -1  # cores; -1 is all of them
RUNS = Path(os.environ.get("KETENSIM_RUNS") or mkdtemp(prefix="ketensim-")) / "housing-or-ind"  # runs and charts are left here

# %%
MORE, FROM = 1.10, "2027-01-01"
MOMENT = "2028-12-31"  # two years on: the two are held beside each other here, at the end of the run, and over all of the time


def show(files):
    """A chart as it was saved."""
    display(Image(filename=str(files[0]), width=900))


def tidy(table, **formats):
    """A table without the row numbers; whole numbers with thousands marks, unless a column has a format of its own."""
    usual = dict.fromkeys(table.select_dtypes("number"), "{:,.0f}")
    display(table.style.format(usual | formats).hide(axis="index"))


def person_years(series):
    """Years that persons spend in a stock from FROM on, by scenario and pair."""
    daily = runs.series([series])
    sums = daily[daily["date"] >= FROM].groupby(["scenario", "member", "replication"])[series].sum() / 365.25
    return {scenario: sums[scenario].unstack().to_numpy() for scenario in comparison.labels}  # (members, replications) each


def mean_and_interval(values):
    """The mean over pairs, and the 80% interval of one more pair."""
    found = intervals(values[..., None], (80,))
    return float(values.mean()), float(found["low80"][0]), float(found["high80"][0])


def said(mean, low, high):
    """A difference and its interval."""
    return f"{signed(mean, 'en')} ({between(low, high, 'en')})"


# %% [markdown]
# ## What is assumed
# - All else stays as in the base: policy and capacities as at the end of 2025. That is no prediction.
# - Each lever goes up by ten per cent at once and for good. Training staff and building houses take time; the packaged scenarios
#   `ind-capacity-up` and `housing-up` let it grow through 2027.
# - *Housing* is how many status holders municipalities can house in a week. *IND* is how much work it does in a year,
#   over spoor 4, nareis and all else by the shares they have; the courts keep the capacity they have.
# - Nobody comes, stays away or leaves because of it. A house is a place for one person, whatever the size of the family.
# - Ten per cent of the one is not as dear as ten per cent of the other: see *What would it cost?* below.

# %%
base = ks.load_scenario("basis")
housing = base.change("housing.supply", factor=MORE, from_=FROM, name="housing-10", title="Housing: ten per cent more from 2027")
ind = base.change("ind.budget", factor=MORE, from_=FROM, name="ind-10", title="IND: ten per cent more from 2027")
runs = ks.run([base, housing, ind], members=MEMBERS, replications=REPLICATIONS, until=UNTIL, jobs=JOBS, out=RUNS / "run")
comparison = ks.compare(runs)
of_all = runs.manifest["ensemble"]["members"]
how = f"Run with {MEMBERS} of the {of_all} members of the ensemble, {REPLICATIONS} replication each."
display(Markdown(f"> {how} {' '.join(caveats(comparison, 'en'))}"))

# %% [markdown]
# ## What each does
# Differences with the base at the end of each year, in persons (files at the IND, appeals at court): the mean over pairs, and the 80%
# interval in which one more pair would fall.

# %%
STOCKS = ["coa.occupancy", "coa.status_holders", "coa.in_procedure", "ind.backlog", "courts.pending", "nareis.waiting_abroad"]
ends = [f"{year}-12-31" for year in range(2027, int(UNTIL[:4]) + 1)]
table = comparison.table(STOCKS, ends)
table["difference"] = [said(*row) for row in table[["mean", "low80", "high80"]].to_numpy()]
cells = table.pivot(index=["series", "scenario"], columns="period", values="difference").loc[STOCKS].reset_index()
tidy(cells.assign(series=[series_name(series, "en") for series in cells["series"]]))

# %%
show(draw_paths(comparison, "coa.occupancy", RUNS / "charts", "occupancy"))

# %% [markdown]
# ## Where the queue moves to
# More houses empty the queue for a house, and touch nothing else. More decisions move people from one queue to the next: who gets
# a permit waits for a house instead, who is rejected goes to court or has to leave, and family may follow.

# %%
GROUPS = (
    ("coa.occupancy", "all of COA", "black", "-"),
    ("coa.in_procedure", "in procedure", "blue", (0, (6, 2))),
    ("coa.status_holders", "status holders", "orange", (0, (2, 1.5))),
    ("coa.departing", "have to leave", "green", (0, (6, 2, 1.5, 2))),
)
LEFT, WIDTH, GAP, BOTTOM, HEIGHT = 0.085, 0.335, 0.035, 0.2, 0.58
over_time = {series: comparison.over_time(series) for series, *_ in GROUPS}


def panel(axes, scenario, title):
    """The difference with the base, group by group; the band is that of all of COA."""
    for series, name, colour, dashes in GROUPS:
        own = over_time[series]
        own = own[own["scenario"] == scenario]
        days = pd.to_datetime(own["period"])
        axes.plot(days, own["mean"], color=COLOURS[colour], linestyle=dashes, linewidth=2 if colour == "black" else 1.7, label=name)
        if series == "coa.occupancy":
            axes.fill_between(
                days, own["low80"], own["high80"], color="black", alpha=0.12, linewidth=0, label="80% interval\nof all of COA"
            )
    axes.axhline(0, color="#222222", linewidth=1)
    axes.set_title(title, loc="left", fontsize=9.5, fontweight="bold")
    dates(axes, days.iloc[0].date(), days.iloc[-1].date(), "en")
    axes.set_xlim(pd.Timestamp(FROM), days.iloc[-1])
    axes.tick_params(axis="x", labelsize=8.4)


with picture(
    "Where the queue at COA moves to", "Ten per cent more from 1 January 2027, beside the base", "Persons, difference with the base"
) as (figure, left):
    left.set_position((LEFT, BOTTOM, WIDTH, HEIGHT))
    right = figure.add_axes((LEFT + WIDTH + GAP, BOTTOM, WIDTH, HEIGHT), sharey=left)
    panel(left, "housing-10", "Houses")
    panel(right, "ind-10", "IND")
    thousands(left, "en")
    right.tick_params(labelleft=False)
    right.legend(loc="upper left", bbox_to_anchor=(1.02, 1.0), frameon=False, fontsize=8.6, labelspacing=1, handlelength=2.8)
    made = f"Model: ketensim {ks.__version__}, scenarios {', '.join(comparison.labels)}, seed {runs.manifest['seed']}."
    about = f"Lines: mean over {comparison.pairs} pairs (the same persons with the same luck)."
    notes(figure, f"{about} {' '.join(caveats(comparison, 'en'))}", made)
    show(save(figure, RUNS / "charts", "groups"))

# %% [markdown]
# The interval of the houses opens in the years in which the queue for a house has emptied in some members and not yet in others: from then
# on houses stand ready for nobody.
#
# The causes of the IND's effect add up to the person. What the IND takes off the queue in procedure comes back as permits.

# %%
explanation = comparison.explain(MOMENT, scenario="ind-10")
show(draw_causes(comparison, explanation, RUNS / "charts", "causes-ind"))

# %% [markdown]
# ## Over all of the time
# A queue that is shorter for two years has spared beds, whatever it is at the end. Years that persons spend at COA, from 1 January 2027 to
# the end of the run, beside the base:

# %%
beds = person_years("coa.occupancy")
spared = {scenario: beds[scenario] - beds["basis"] for scenario in comparison.others}
rows = [{"scenario": scenario, "person-years at COA": said(*mean_and_interval(values))} for scenario, values in spared.items()]
rows.append({"scenario": "houses less IND", "person-years at COA": said(*mean_and_interval(spared["housing-10"] - spared["ind-10"]))})
tidy(pd.DataFrame(rows))

# %% [markdown]
# ## Like with like: for each person housed, for each file decided
# Ten per cent of each is not the same amount of work. Added up since the start: how many more were housed and decided, and what a
# hundred of them did to the queue. A house that is used frees one bed, always. Houses that stand ready when nobody waits are not used:
# then fewer are housed than in the base, where the queue is still there.

# %%
WORK = {"housing-10": ("housing.housed", "persons housed"), "ind-10": ("ind.decisions_first.total", "files decided")}
rows = []
for scenario, (flow, what) in WORK.items():
    work, queue = comparison.table(flow), comparison.table("coa.occupancy")
    more = work[(work["scenario"] == scenario) & (work["period"] >= FROM[:4])].set_index("period")["mean"].cumsum()
    own = queue[queue["scenario"] == scenario].set_index("period")["mean"]
    for year, done in more.items():
        per_100 = 100 * own[f"{year}-12-31"] / done if abs(done) >= 1 else float("nan")
        rows.append((scenario, year, what, done, own[f"{year}-12-31"], per_100))
each = pd.DataFrame(rows, columns=["lever", "until the end of", "what", "more of it", "COA occupancy", "per 100"])
tidy(each, **{"per 100": "{:+,.0f}"})

# %% [markdown]
# ## An equal effect
# How much more IND capacity does for occupancy what ten per cent more houses do? Asked at one moment, in the world of the base values
# (no members, so no uncertainty of inflow and parameters), where the same persons are there for both.

# %%
world = ks.run([base, housing], members=0, replications=1, until=MOMENT, jobs=JOBS, out=RUNS / "base-values").summary()
there = world[(world["series"] == "coa.occupancy") & (world["period"] == MOMENT)].set_index("scenario")["median"]
solution = ks.solve(
    base, find="ind.budget", as_="factor", from_=FROM, between=(1.0, 2.0), goal=f"coa.occupancy@{MOMENT} <= {there['housing-10']:.0f}",
    members=0, points=POINTS, probabilities=(0.5,), jobs=JOBS,
)  # fmt: skip
answer = solution.answers[0]
factor = None if answer.position is None else answer.position
equal = (
    "no budget of the IND up to twice what it is does as much"
    if factor is None
    else f"the budget of the IND would have to be {factor - 1:.0%} larger to do as much"
)
display(Markdown(f"Base {there['basis']:,.0f}, with more houses {there['housing-10']:,.0f}: {equal}."))
tidy(solution.trials()[["position", "value"]].rename(columns={"position": "factor", "value": f"COA occupancy, {MOMENT}"}), factor="{:.2f}")

# %% [markdown]
# The other way round: more decisions lengthen the queue for a house. How many more houses keep it as long as in the base, read off what ten
# per cent more houses do to it:

# %%
ahead = comparison.table("coa.status_holders", MOMENT).set_index("scenario")["mean"]
needed = (MORE - 1) * max(ahead["ind-10"], 0) / -ahead["housing-10"] if ahead["housing-10"] < 0 else float("nan")
display(Markdown(f"About {needed:.1%} more houses for {MORE - 1:.0%} more IND capacity, at the end of {MOMENT[:4]}."))

# %% [markdown]
# ## What would it cost?
# *Staat van Migratie 2026* gives one price that comes near: municipalities get 30,000 euro once for each status holder whom they house in
# shared or temporary housing (HAR+, section 7.1.1). It gives none of a file at the IND nor of a bed at COA, so costs are not held beside
# each other here. Whoever knows them can: the table above has what a hundred houses or files do.

# %%
HAR_PLUS = 30_000  # euro a person, once
housed = each[(each["lever"] == "housing-10") & (each["until the end of"] == MOMENT[:4])]["more of it"].item()
price = f"{housed * HAR_PLUS / 1e6:,.0f} million euro"
display(Markdown(f"At that price, the {housed:,.0f} persons more who are housed by the end of {MOMENT[:4]} would come to {price}."))

# %% [markdown]
# ## How sure is this?
# The interval of a difference says where one more pair would fall. The mean itself can be made surer with more members:

# %%
sure = comparison.pairs_needed("coa.occupancy", MOMENT, 250)
tidy(sure[["scenario", "period", "mean", "half_width", "wanted", "counted", "now", "needed"]])

# %% [markdown]
# ## The answer

# %% tags=["answer"]
direct = ks.compare(runs, reference="ind-10").table("coa.occupancy", [MOMENT, UNTIL])
direct = direct[direct["scenario"] == "housing-10"].set_index("period")


def verdict(low, high, houses):
    """Which of the two has the shorter queue, by the interval of houses less IND, if that can be told."""
    if high < 0 or low > 0:
        return f"more {'houses shorten' if high < 0 else 'IND shortens'} the queue more"
    return f"it cannot be told for sure which shortens the queue more (houses do in {houses:.0%} of the pairs)"


def at(period):
    """The two at a moment."""
    own = table[(table["series"] == "coa.occupancy") & (table["period"] == period)].set_index("scenario")["difference"]
    row = direct.loc[period]
    told = verdict(row["low80"], row["high80"], 1 - row["probability_above"])
    return f"at the end of {period[:4]} {told}: {own['housing-10']} with more houses, {own['ind-10']} with more IND"


apart = spared["housing-10"] - spared["ind-10"]
years = {scenario: said(*mean_and_interval(values)) for scenario, values in spared.items()}
text = f"**Answer.** In {comparison.pairs} pairs, from {FROM[:4]} to the end of {UNTIL[:4]} {verdict(*mean_and_interval(apart)[1:], np.mean(apart < 0))}: {years['housing-10']} person-years at COA "
text += f"with ten per cent more houses, {years['ind-10']} with ten per cent more IND (80% intervals).\n"
lines = [*(at(period) for period in sorted({MOMENT, UNTIL})), f"at the end of {MOMENT[:4]} {equal} as ten per cent more houses"]
few = [f"from {MEMBERS} members: signs and sizes are rough; run it at full size before you use it"] if MEMBERS < 30 else []
display(Markdown(text + "".join(f"\n- {line[:1].upper()}{line[1:]}." for line in lines + few)))

# %% [markdown]
# ## What would change the answer
# - **The horizon.** Houses help at once, and no more when nobody is left to wait for one. What more decisions take off the queue comes years
#   later, if it comes.
# - **How many come.** With more inflow the queue for a house does not empty, and more houses go on helping.
# - **How many are granted.** With the grant rates of 2025 a decision makes fewer status holders than in 2024; the more are granted, the more
#   the IND's work has to be housed.
# - **What becomes of the rejected.** Courts keep their capacity here, so more rejections wait there longer, at COA for the greater part. Give them
#   more as well: `ind.change("courts.capacity", factor=1.1, from_=FROM, name="ind-courts")`.
# - **Both.** `housing.change("ind.budget", factor=MORE, from_=FROM, name="both")`, in the list of `ks.run`.
