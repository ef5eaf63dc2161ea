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
# # What does a nareis catch-up cost elsewhere in the chain?
#
# At the end of 2025 52,700 relatives of status holders waited abroad for the IND to decide on their nareis (family reunification). Suppose
# the IND takes on as much more again as it did in 2025. Who waits abroad, waits less long. What does that ask of COA, of municipalities,
# and of asylum itself, if that is where the staff comes from?
#
# The answer is the last cell but one. It is put together from the numbers of this run, so it may change with them.

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
MEMBERS, REPLICATIONS, UNTIL = (60, 1, "2030-12-31") if FULL else (4, 1, "2028-12-31")
JOBS = -1  # cores; -1 is all of them
RUNS = Path(os.environ.get("KETENSIM_RUNS") or mkdtemp(prefix="ketensim-")) / "price-of-a-nareis-catch-up"  # runs and charts are left here

# %%
FROM, FULL_FROM = "2027-01-01", "2027-07-01"  # the catch-up grows between these days
MOMENT = "2028-06-30"  # a year after it is at its full size


def show(files):
    """A chart as it was saved."""
    display(Image(filename=str(files[0]), width=900))


def tidy(table, **formats):
    """A table without the row numbers; whole numbers with thousands marks, unless a column has a format of its own."""
    usual = dict.fromkeys(table.select_dtypes("number"), "{:,.0f}")
    display(table.style.format(usual | formats).hide(axis="index"))


def person_years(series):
    """Years that persons spend in a stock from FROM on, less those of the base, by scenario and pair."""
    daily = runs.series([series])
    sums = daily[daily["date"] >= FROM].groupby(["scenario", "member", "replication"])[series].sum() / 365.25
    years = {scenario: sums[scenario].unstack().to_numpy() for scenario in comparison.labels}  # (members, replications) each
    return {scenario: years[scenario] - years[comparison.reference] for scenario in comparison.others}


def mean_and_interval(values):
    """The mean over pairs, and the 80% interval of one more pair."""
    found = intervals(values[..., None], (80,))
    return float(values.mean()), float(found["low80"][0]), float(found["high80"][0])


def said(mean, low, high):
    """A difference and its interval."""
    return f"{signed(mean, 'en')} ({between(low, high, 'en')})"


# %% [markdown]
# ## What is assumed
# - **The catch-up** is the packaged scenario `nareis-catch-up`: about 6,900 decisions a year more, reached in the first half of 2027. That is the rise
#   from 2024 to 2025 once more. Mvv-nareis and article 8 share them as they share what there is.
# - **Where the staff comes from.** The IND has one budget of work. In `nareis-catch-up` the staff is new, and does nothing but nareis. In `nareis-before-asylum`
#   a part of the budget moves from spoor 4 to nareis. How many files of spoor 4 are left lying for each nareis decision is a weight that is not
#   published: 0.38 in the base, at which the IND did as much work in 2024 as in 2025, and 0.1 to 0.7 are possible. The third variant has the upper end:
#   each decision that is added takes 0.7 of a file.
# - **Staff does go back.** When nobody waits for nareis any more, four fifths of what its people could do goes to the other queues (`ind.handed_on`).
# - **Family travels as it did**: a part does not come, the others arrive months after the decision and sleep at COA. Nobody goes straight to a referent
#   with a house (`nareis-to-referent` has that). Municipalities house as many as in 2025.
# - Nobody asks for nareis, or for asylum, because it goes faster.

# %%
base = ks.load_scenario("basis")
catch_up, paid = ks.load_scenario("nareis-catch-up"), ks.load_scenario("nareis-before-asylum")
moved = {"from_": FROM, "ramp_to": FULL_FROM}
dear = base.change("ind.budget_share.spoor4", plus=-0.17, **moved)
for sort in ("mvv", "evrm8"):  # of all decisions together: those that are added weigh 0.7, the others what they did
    dear = dear.change(f"ind.weight.{sort}", 0.44, **moved)
title = "The catch-up with staff of spoor 4, at the upper weight"
dear = dear.change("ind.budget_share.nareis", plus=0.17, name="nareis-high-weight", title=title, **moved)

# %%
runs = ks.run([base, catch_up, paid, dear], members=MEMBERS, replications=REPLICATIONS, until=UNTIL, jobs=JOBS, out=RUNS / "run")
comparison = ks.compare(runs)
of_all = runs.manifest["ensemble"]["members"]
how = f"Run with {MEMBERS} of the {of_all} members of the ensemble, {REPLICATIONS} replication each."
display(Markdown(f"> {how} {' '.join(caveats(comparison, 'en'))}"))


# %%
def in_a_year(*series):
    """The sum of some flows in the year up to MOMENT, less that of the base, on average over pairs, by scenario."""
    daily = runs.series(list(series))
    year = daily[(daily["date"] > FULL_FROM) & (daily["date"] <= MOMENT)]
    sums = year.groupby("scenario")[list(series)].sum().sum(axis=1) / comparison.pairs
    return {scenario: float(sums[scenario] - sums[comparison.reference]) for scenario in comparison.others}


more, less = in_a_year("nareis.mvv.decisions", "nareis.evrm8.decisions"), in_a_year("ind.budget_used.spoor4")
titles = {scenario.name: scenario.title for scenario in (catch_up, paid, dear)}
columns = ["scenario", "title", "nareis decisions more", "files of spoor 4 fewer", "files a decision"]
rows = [(name, titles[name], more[name], -less[name], -less[name] / more[name]) for name in comparison.others]
weights = pd.DataFrame(rows, columns=columns)
tidy(weights, **{"files a decision": "{:.2f}"})

# %% [markdown]
# ## Abroad
# In the base the queue abroad shrinks too: the IND decides on more nareis than is applied for, since fewer permits mean fewer applications. A
# catch-up ends sooner what would end anyway.

# %%
show(draw_paths(comparison, "nareis.waiting_abroad", RUNS / "charts", "abroad"))

# %% [markdown]
# ## Elsewhere in the chain

# %%
PLACES = (
    ("nareis.waiting_abroad", "Waiting abroad"),
    ("coa.occupancy", "COA occupancy"),
    ("housing.arrears", "Housing: arrears on the taakstelling"),
    ("ind.backlog", "IND: first applications pending"),
)
LINES = (("nareis-catch-up", "extra staff", "orange", (0, (6, 2))), ("nareis-before-asylum", "from spoor 4", "blue", (0, (2, 1.5))),
         ("nareis-high-weight", "from spoor 4,\nupper weight", "green", (0, (6, 2, 1.5, 2))))  # fmt: skip
LEFT, WIDTH, ACROSS, BOTTOM, HEIGHT, UP = 0.085, 0.34, 0.06, 0.165, 0.275, 0.085


def panel(axes, series, title):
    """The difference of each variant with the base, with its band."""
    found = comparison.over_time(series)
    for scenario, name, colour, dashes in LINES:
        own = found[found["scenario"] == scenario]
        days = pd.to_datetime(own["period"])
        axes.fill_between(days, own["low80"], own["high80"], color=COLOURS[colour], alpha=0.13, linewidth=0)
        axes.plot(days, own["mean"], color=COLOURS[colour], linestyle=dashes, linewidth=1.8, label=name)
    axes.axhline(0, color="#222222", linewidth=1)
    axes.set_title(title, loc="left", fontsize=9.5, fontweight="bold")
    dates(axes, pd.Timestamp(FROM).date(), days.iloc[-1].date(), "en")
    if len(axes.get_xticks()) > 5:
        dates(axes, days.iloc[0].date(), days.iloc[-1].date(), "en")
        axes.set_xlim(pd.Timestamp(FROM), days.iloc[-1])
    thousands(axes, "en")
    axes.tick_params(labelsize=8.4)


size = (9.0, 7.2)
with picture(
    "What a nareis catch-up moves", "6,900 decisions a year more from 2027, beside the base", "Persons, difference with the base", size
) as (figure, first):
    corners = [(LEFT + column * (WIDTH + ACROSS), BOTTOM + (1 - row) * (HEIGHT + UP)) for row in (0, 1) for column in (0, 1)]
    panels = [first, *(figure.add_axes((0, 0, 0.1, 0.1)) for _ in corners[1:])]
    for axes, corner, place in zip(panels, corners, PLACES, strict=True):
        axes.set_position((*corner, WIDTH, HEIGHT))
        panel(axes, *place)
    panels[1].legend(loc="upper left", bbox_to_anchor=(1.02, 1.0), frameon=False, fontsize=8.6, labelspacing=1, handlelength=2.8)
    about = f"Lines: mean over {comparison.pairs} pairs (the same persons with the same luck). Bands: 80% interval of one more pair."
    made = f"Model: ketensim {ks.__version__}, scenarios {', '.join(comparison.labels)}, seed {runs.manifest['seed']}."
    notes(figure, f"{about} {' '.join(caveats(comparison, 'en'))}", made)
    show(save(figure, RUNS / "charts", "elsewhere"))

# %%
STOCKS = ["nareis.waiting_abroad", "coa.occupancy", "coa.status_holders", "coa.in_procedure"]
STOCKS += ["housing.queue", "housing.arrears", "ind.backlog", "courts.pending"]
table = comparison.table(STOCKS, sorted({"2027-12-31", MOMENT, UNTIL}))
table["difference"] = [said(*row) for row in table[["mean", "low80", "high80"]].to_numpy()]
cells = table.pivot(index=["series", "scenario"], columns="period", values="difference").loc[STOCKS].reset_index()
tidy(cells.assign(series=[series_name(series, "en") for series in cells["series"]]))

# %% [markdown]
# When each difference is largest, and whether the run ends before it turns (`at_end`: the share of pairs in which the last day has the largest):

# %%
peaks = comparison.peak(["nareis.waiting_abroad", "coa.occupancy", "housing.arrears", "ind.backlog"])
peaks = peaks[(peaks["of"] == "difference") & (peaks["median"] != 0)]
tidy(peaks[["series", "scenario", "median", "low80", "high80", "when", "when_low80", "when_high80", "at_end"]], at_end="{:.0%}")

# %% [markdown]
# Why COA is fuller, when the staff comes from spoor 4: family arrives sooner, and applicants wait longer.

# %%
explanation = comparison.explain(MOMENT, scenario="nareis-before-asylum")
show(draw_causes(comparison, explanation, RUNS / "charts", "causes"))

# %% [markdown]
# ## The price
# Over all of the time from 1 January 2027: years of waiting abroad that fall away, years in a bed at COA, and years that first applications are
# pending at the IND. Then the price: what comes with every hundred years abroad that the catch-up spares (the ratio of the means).
#
# What it spares is read off the variant with extra staff. When asylum pays, fewer wait abroad still, but those are not spared anything: fewer permits are
# given, so that fewer families can ask, and their relatives here are still applicants. The same goes for COA: fewer status holders there, and
# more in procedure.

# %%
PAID, FREE, DEAR = "nareis-before-asylum", "nareis-catch-up", "nareis-high-weight"
abroad, at_coa, at_ind = (person_years(series) for series in ("nareis.waiting_abroad", "coa.occupancy", "ind.backlog"))
spared = -abroad[FREE].mean()
rows = []
for scenario in comparison.others:
    years = {"abroad": abroad[scenario], "at COA": at_coa[scenario], "at the IND": at_ind[scenario]}
    per_100 = {f"{name}, per 100 spared": 100 * years[name].mean() / spared if spared > 0 else np.nan for name in ("at COA", "at the IND")}
    rows.append(
        {"scenario": scenario} | {f"person-years {name}": said(*mean_and_interval(values)) for name, values in years.items()} | per_100
    )
price = pd.DataFrame(rows)
tidy(price)

# %% [markdown]
# ## The answer

# %% tags=["answer"]
cost, weight = price.set_index("scenario"), weights.set_index("scenario")["files a decision"]
now = table[table["period"] == UNTIL].set_index(["series", "scenario"])["difference"]


def asked(scenario):
    """What a variant asks for every hundred years spared."""
    at_coa, at_ind = (cost.loc[scenario, f"{place}, per 100 spared"] for place in ("at COA", "at the IND"))
    return f"{at_coa:,.0f} at COA and {at_ind:,.0f} in the queue of first applications"


text = f"**Answer.** From {FROM[:4]} to the end of {UNTIL[:4]} every 100 person-years of waiting abroad that the catch-up spares go with {asked(FREE)} if all of its staff is new, "
text += f"with {asked(PAID)} if spoor 4 leaves {weight[PAID]:.2f} files of normal weight for each decision, and with {asked(DEAR)} at {weight[DEAR]:.2f} files.\n"
lines = [
    f"Waiting abroad changes by {cost.loc[FREE, 'person-years abroad']} person-years with extra staff (in brackets the 80% interval, here and below)",
    f"At the end of {UNTIL[:4]} first applications pending differ by {now['ind.backlog', PAID]} if spoor 4 pays, by {now['ind.backlog', DEAR]} at the upper weight",
    f"At the end of {UNTIL[:4]} the arrears of municipalities differ by {now['housing.arrears', FREE]} with extra staff",
]
few = [f"From {MEMBERS} members: sizes are rough; run it at full size before you use it"] if MEMBERS < 30 else []
display(Markdown(text + "".join(f"\n- {line}." for line in lines + few)))

# %% [markdown]
# ## What would change the answer
# - **The weight.** A nareis file may take far less work than an asylum file, or as much. The IND knows; the report does not say.
# - **What is done with the staff afterwards.** The queue abroad is gone within years either way. If its people cannot do other work, spoor 4 goes on
#   paying: `paid.change("ind.handed_on", 0.0, name="nobody-goes-back")`.
# - **Houses.** Each relative needs a bed at COA until there is a house. With more houses, or `nareis-to-referent`, the price at COA falls.
# - **New permits.** More permits bring more applications, and a queue abroad that does not end by itself. Then a catch-up spares more and costs more.
# - **What the law does.** `two-status-system` and `core-family-only` change who may apply at all.
