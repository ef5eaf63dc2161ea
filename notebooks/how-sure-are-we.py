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
# # How sure are we?
#
# A projection without an interval is half a sentence, and an interval is no better than what went into it. This notebook takes COA occupancy
# in the base and asks where the width of its interval comes from, how it grows with time, whether it was wide enough when it could
# be checked, and what is known more surely than the level itself.
#
# The answer is the last cell but one. It is put together from the numbers of this run, so it may change with them.

# %%
import os
import re
from pathlib import Path
from tempfile import mkdtemp

import numpy as np
import pandas as pd
from IPython.display import Image, Markdown, display

import ketensim as ks
from ketensim.calibration.check import GOALS, met, rows
from ketensim.calibration.figures import observed
from ketensim.calibration.ledger import read_ledger
from ketensim.reporting.comparison_charts import draw_paths
from ketensim.reporting.comparison_tables import between, caveats, signed
from ketensim.reporting.exploration_charts import draw_sensitivity
from ketensim.reporting.exploration_tables import unknown_notes
from ketensim.reporting.labels import sources
from ketensim.reporting.style import COLOURS, dates, notes, picture, save, thousands

# %% tags=["parameters"]
FULL = bool(os.environ.get("KETENSIM_FULL"))  # `make notebooks FULL=1`: better numbers, in about ten minutes on two cores
MEMBERS, REPLICATIONS, UNTIL = (80, 2, "2030-12-31") if FULL else (12, 2, "2027-12-31")  # at least 12 and 2: see below
PAIRED = MEMBERS if FULL else 4  # members in which a second scenario is run as well
JOBS = -1  # cores; -1 is all of them
RUNS = Path(os.environ.get("KETENSIM_RUNS") or mkdtemp(prefix="ketensim-")) / "how-sure-are-we"  # runs and charts are left here

# %%
SERIES = "coa.occupancy"


def show(*files):
    """The charts among files that were saved."""
    for file in files:
        if file.suffix == ".png":
            display(Image(filename=str(file), width=900))


def tidy(table, **formats):
    """A table without the row numbers; whole numbers with thousands marks, unless a column has a format of its own."""
    usual = dict.fromkeys(table.select_dtypes("number"), "{:,.0f}")
    display(table.style.format(usual | formats).hide(axis="index"))


# %% [markdown]
# ## What is assumed
# - A **member** is one way the world may be: values of the parameters that the published figures leave open (from the calibration), and an inflow
#   that goes on wandering as it has since 2014. A **replication** is the luck of the persons in it.
# - The interval holds those three: inflow, parameters and chance. It does not hold policy. In the base everything stays as at the end of 2025, and no
#   interval says how likely that is.
# - Nor does it hold what the model has wrong or leaves out. For that look at the figures that it was not tuned to, and at the backtest.

# %%
base = ks.load_scenario("basis")
runs = ks.run(base, members=MEMBERS, replications=REPLICATIONS, until=UNTIL, jobs=JOBS, out=RUNS / "base")
of_all = runs.manifest["ensemble"]["members"]
display(Markdown(f"> Run with {MEMBERS} of the {of_all} members of the ensemble, {REPLICATIONS} replications each, to {UNTIL}."))

# %% [markdown]
# ## Does it fit what was published?
# *Fitted* figures were tuned to, nothing was tuned to the *emergent* ones. Only these two are held against a goal: an *input* that comes out as it went
# in proves nothing. (`ketensim check` does the same with all members.)

# %%
checked = rows(runs.periods(), base.name)
fit = pd.DataFrame([
    {"role": role, "within tolerance": good, "of": number, "share": good / number, "goal": GOALS.get(role, np.nan)}
    for role, (good, number) in met(checked).items()
])  # fmt: skip
tidy(fit, share="{:.0%}", goal=lambda goal: "" if np.isnan(goal) else f"{goal:.0%}")
worst = pd.DataFrame([{"figure": row.series, "period": row.period, "published": row.observed, "model": row.simulated, "off": row.off,
                       "tolerance": row.tolerance, "role": row.role} for row in checked if row.is_out and not row.absolute])  # fmt: skip
worst = worst.sort_values("off", key=abs, ascending=False).head(8)
display(Markdown("Farthest out, of those whose tolerance is a share of the figure:"))
tidy(worst, off="{:+.0%}", tolerance="{:.0%}")

# %% [markdown]
# ## How the interval grows, and where it comes from
# Replications of one member differ by chance alone; what is left between members goes with the inflow that each of them had, or else comes from
# the parameters. That split takes eight members and two replications at least, and with a dozen it is rough.
#
# The whiskers are the forecast that was frozen in the ledger, made with more members.

# %%
forecast = read_ledger()[-1]
frozen = pd.DataFrame([line.model_dump() for line in forecast.lines if line.series == SERIES and line.scenario == "basis"])
own = runs.summary()
own = own[own["series"] == SERIES]
columns = ["period", "median", "low80", "high80"]
width = pd.concat([own[columns].assign(made="this run"), frozen[columns].assign(made=f"ledger, {forecast.members} members")])
width["half width"] = (width["high80"] - width["low80"]) / 2
width["of the median"] = width["half width"] / width["median"]
tidy(width, **{"of the median": "{:.1%}"})
same = forecast.ensemble_sha256 == runs.manifest["ensemble"]["sha256"] and forecast.code_sha256 == runs.manifest["code"]
display(Markdown(f"> The ledger's forecast was made on {forecast.made_on} with {'the same' if same else 'an earlier'} model."))

# %%
split = pd.DataFrame(runs.manifest["variance"][base.name]).T.rename_axis("period").reset_index()
tidy(split, inflow="{:.0%}", parameters="{:.0%}", chance="{:.0%}")

# %%
PARTS = (("inflow", "blue"), ("parameters", "orange"), ("chance", "green"))
daily = runs.series([SERIES]).groupby("date")[SERIES].quantile([0.1, 0.5, 0.9]).unstack()
figures = [figure for (series, period), figure in observed().items() if series == SERIES and len(period) == 10]
made = f"Model: ketensim {ks.__version__}, scenario basis ({base.hash[:8]}), seed {runs.manifest['seed']}; ledger: {forecast.name}."

with picture("COA occupancy: how wide, and what makes it wide", base.title, "Persons, at the end of each day") as (figure, fan):
    fan.set_position((0.085, 0.19, 0.53, 0.61))
    bars = figure.add_axes((0.70, 0.19, 0.16, 0.61))
    fan.plot(daily.index, daily[0.5], color="black", linewidth=2, label="median")
    fan.fill_between(daily.index, daily[0.1], daily[0.9], color="black", alpha=0.2, linewidth=0, label="80% interval")
    ends, middle = pd.to_datetime(frozen["period"]), frozen["median"]
    around, name = [middle - frozen["low80"], frozen["high80"] - middle], f"80%, ledger ({forecast.members} members)"
    fan.errorbar(ends, middle, yerr=around, fmt="o", markersize=4, color=COLOURS["blue"], capsize=3, label=name)
    shown = [seen for seen in figures if seen.period >= "2024"]
    days, values = pd.to_datetime([seen.period for seen in shown]), [seen.value for seen in shown]
    fan.scatter(days, values, marker="D", s=26, facecolor="white", edgecolor="black", zorder=5, label="published")
    dates(fan, daily.index[0].date(), max(ends.max(), daily.index[-1]).date(), "en")
    fan.set_xlim(right=fan.get_xlim()[1] + 60)
    fan.set_ylim(0, None)
    thousands(fan, "en")
    fan.legend(loc="lower right", frameon=False, fontsize=8.6)
    under = np.zeros(len(split))
    for part, colour in PARTS:
        bars.bar(range(len(split)), 100 * split[part], 0.6, bottom=under, color=COLOURS[colour], label=part)
        under += 100 * split[part]
    bars.set_xticks(range(len(split)), [period[:4] for period in split["period"]], rotation=0 if len(split) < 4 else 90)
    bars.set_title("Parts of the variance\nat the end of each year, %", loc="left", fontsize=8.8, color="#555555")
    handles, names = bars.get_legend_handles_labels()
    bars.legend(handles[::-1], names[::-1], loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, fontsize=8.6, handlelength=1.2)
    held = "the interval holds inflow and parameters that are not known, and chance; not policy"
    notes(figure, f"{MEMBERS} members x {REPLICATIONS} replications: {held}.", sources(shown, "en"), made)
    show(*save(figure, RUNS / "charts", "width"))

# %% [markdown]
# ## Was it wide enough when it could be checked?
# The backtest fits the model to what was known at a day, projects past it, and looks whether what came lies within the 80% interval. That takes too long
# to do here, so its results are read from the page that `ketensim backtest --page` wrote. Well under 80% is too narrow.


# %%
def backtests(page):
    """Every scored figure on the page: origin, given, series, came, model, within."""
    found = []
    for line in page.splitlines():
        if heading := re.fullmatch(r"## Fitted to \d+ figures known at the end of (.+); given for the time after: (.+)", line):
            origin, given = heading.groups()
        elif line.startswith("| ") and (cells := [cell.strip() for cell in line.strip("| ").split(" | ")])[6:7] in (["yes"], ["no"]):
            came, model = (float(cell.replace(",", "")) for cell in cells[2:4])
            found.append((origin, given, *cells[:2], came, model, cells[6] == "yes"))
    return pd.DataFrame(found, columns=["origin", "given", "series", "period", "came", "model", "within"])


PAGE = next(folder / "docs" / "backtest.md" for folder in (Path.cwd(), *Path.cwd().parents) if (folder / "docs" / "backtest.md").exists())
tested = backtests(PAGE.read_text(encoding="utf-8"))
groups = tested.groupby(["origin", "given"], sort=False)
back = groups.agg(figures=("within", "size"), within=("within", "mean")).reset_index()
occupancy = tested[(tested["series"] == SERIES) & (tested["period"] == tested["period"].max())].set_index(["origin", "given"])
back["occupancy off"] = [occupancy["model"][key] / occupancy["came"][key] - 1 for key in zip(back["origin"], back["given"], strict=True)]
tidy(back.rename(columns={"within": "within the 80% interval"}), **{"within the 80% interval": "{:.0%}", "occupancy off": "{:+.1%}"})

# %% [markdown]
# ## A difference is surer than a level
# Two scenarios run on the same persons with the same luck, in the same members. What is not known of the inflow then moves both, and
# falls out of the difference. As an example: the IND a fifth larger from the middle of 2026. The second scenario is run apart, in
# fewer members, and paired with the run above.

# %%
larger = base.change("ind.budget", factor=1.2, from_="2026-07-01", name="ind-20", title="IND: a fifth more from July 2026")
other = ks.run(larger, members=PAIRED, replications=1, until=UNTIL, jobs=JOBS, out=RUNS / "larger")
comparison = ks.compare(runs, other)
show(*draw_paths(comparison, "coa.in_procedure", RUNS / "charts", "paired"))


# %%
def values(some, series):
    """A stock at the end of the run, by member and replication."""
    periods = some.periods()
    return periods[(periods["series"] == series) & (periods["period"] == UNTIL)].set_index(["member", "replication"])["value"]


surer = []
for series in ("coa.in_procedure", "coa.occupancy", "ind.backlog"):
    pairs = pd.concat([values(runs, series), values(other, series)], axis=1, keys=["base", "larger"], join="inner")
    difference = pairs["larger"] - pairs["base"]
    gain = (pairs["base"].var() + pairs["larger"].var()) / difference.var()
    row = comparison.table(series, UNTIL).iloc[0]
    surer.append({"series": series, "level, standard deviation": pairs["base"].std(), "difference, mean": row["mean"], "difference, standard deviation": difference.std(),
                  "runs without pairs, for one with": gain})  # fmt: skip
surer = pd.DataFrame(surer)
tidy(surer, **{"difference, mean": "{:+,.0f}"})
display(Markdown("> " + " ".join(caveats(comparison, "en"))))

# %% [markdown]
# The last column says how many times as many members it would take to know the difference as well if both scenarios had people and
# worlds of their own. It is itself rough in so few members, and it is not the same for every change and time: where a queue empties in
# one member and not in another, the difference hangs on the inflow too (`housing-or-ind` has that, in 2029).
#
# ## Which unknowns matter
# Each parameter that the figures leave open, and the inflow to come, held against occupancy at the end of the run, by rank correlation. There are
# many more parameters than members in a small run: what is said to be told from noise may still be luck, and what matters may be missed.

# %%
ENOUGH = 60  # members: with fewer, parameters are not named in the answer, and there is no chart of what is noise for the greater part
found = ks.sensitivity(base, SERIES, UNTIL, what="unknowns", run=RUNS / "base")
unknowns = found.table().head(8)
unknowns = unknowns.assign(
    effect=[f"{signed(row.effect, 'en')} ({between(row.effect_low80, row.effect_high80, 'en')})" for row in unknowns.itertuples()]
)
tidy(unknowns[["name", "keys", "low", "high", "correlation", "adjusted", "is_told", "effect"]].rename(columns={"adjusted": "p, adjusted"}),
     low="{:,.2f}", high="{:,.2f}", correlation="{:+.2f}", **{"p, adjusted": "{:.2f}"})  # fmt: skip
display(Markdown("> " + " ".join(unknown_notes(found.unknowns, len(unknowns), "en"))))
if MEMBERS >= ENOUGH:
    show(*draw_sensitivity(found, RUNS / "charts"))

# %% [markdown]
# ## The answer

# %% tags=["answer"]
last, ledger_last = own[own["period"] == UNTIL].iloc[0], width[width["made"] != "this run"].iloc[-1]
parts = split[split["period"] == UNTIL].iloc[0]
blind = back[back["given"] == "expected inflow"].iloc[0]
emergent = fit[fit["role"] == "emergent"].iloc[0]
pair = surer.set_index("series").loc[SERIES]
named = ", ".join(row.name for row in found.unknowns.rows if row.is_told) or "none"
text = f"**Answer.** At the end of {UNTIL[:4]} COA occupancy in the base is {last['median']:,.0f} with an 80% interval of {last['low80']:,.0f} to {last['high80']:,.0f}, "
text += f"{(last['high80'] - last['low80']) / 2 / last['median']:.0%} to either side (of the variance, inflow makes {parts['inflow']:.0%}, parameters {parts['parameters']:.0%}, "
text += f"chance {parts['chance']:.0%}), while the effect of a fifth more IND capacity on it has a standard deviation of {pair['difference, standard deviation']:,.0f} "
text += f"against {pair['level, standard deviation']:,.0f} of the level.\n"
lines = [
    f"With time it grows: at the end of {ledger_last['period'][:4]} it is {ledger_last['of the median']:.0%} to either side (ledger, {forecast.members} members)",
    f"Of the figures that nothing was tuned to, {emergent['share']:.0%} come out within their tolerance",
    f"In the backtest with the official inflow of late 2024, {blind['within']:.0%} of what came lay within the 80% interval"
    + (": take it for too narrow, since policy and capacities that change are not in it" if blind["within"] < 0.75 else ""),
    f"Unknowns told from noise: {named}"
    if MEMBERS >= ENOUGH
    else f"Which parameters matter most cannot be said from {MEMBERS} members, and shares and widths are rough",
]
display(Markdown(text + "".join(f"\n- {line}." for line in lines)))

# %% [markdown]
# ## What would change the answer
# - **New figures.** The calibration ends with those of 2025. Each year that is added narrows the parameters, and says whether the last interval held.
# - **What is decided.** What capacities will be matters as much as who comes (see the backtest). Give them as scenarios, and compare; do not look for
#   them in the interval.
# - **Another moment, or another change.** Give `UNTIL` and `larger` other values: the nearer, the narrower.
# - **More members.** A rank correlation of 0.3 cannot be told from noise in a dozen. `ketensim sensitivity` runs sixty by itself.
