"""``ketensim show chain``: tables, picture and Mermaid text of the chain as a run counted it."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

import ketensim as ks
from ketensim.chain.states import LABELS
from ketensim.cli import app
from ketensim.reporting.chain_graph import graph as graphs
from ketensim.reporting.chain_graph.graph import chain_graph
from ketensim.results.folder import RunFolderError
from ketensim.results.runs import run
from ketensim.scenario import ScenarioError

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def show(whole_run, monkeypatch):
    """Runs ``show chain`` on a run in an 80-column terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    return lambda *words: CliRunner().invoke(
        app, ["show", "chain", str(whole_run.folder.path), *(str(word) for word in words)], prog_name="ketensim"
    )


# -- the numbers --------------------------------------------------------------------------------------------------------------
def test_numbers_are_medians_and_intervals_of_the_run(whole_run):
    table = whole_run.folder.transitions()
    own = table[(table["scenario"] == "basis") & (table["track"] == "residence")]
    graph = chain_graph(whole_run, year=2025, track="residence", least=0)
    housed = [own[(own["period"] == "2025") & (own["to"] == "municipality") & (own["replication"] == n)]["persons"].sum() for n in range(3)]
    node = next(node for node in graph.nodes if node.state == "municipality")
    assert node.stock is None
    assert (node.number.low, node.number.median, node.number.high) == pytest.approx(tuple(np.quantile(housed, (0.1, 0.5, 0.9))))
    coa = own[(own["period"] == "2025-12-31") & (own["state"] == "coa")]["persons"]
    assert next(node.stock.median for node in graph.nodes if node.state == "coa") == coa.median()
    daily = whole_run.series(["coa.occupancy"])
    occupancy = daily[(daily["scenario"] == "basis") & (daily["date"] == pd.Timestamp(2025, 12, 31))]["coa.occupancy"]
    assert sorted(occupancy) == sorted(coa)


def test_the_table_of_the_run_closes(whole_run):
    """Of each scenario, replication and state: what came in less what went out is the difference of the stock."""
    table = whole_run.folder.transitions()
    keys = ["scenario", "member", "replication", "track"]
    flows, stocks = table[table["to"] != ""], table[table["to"] == ""]
    for year in (2024, 2025, 2026):
        of_year = flows[flows["period"] == str(year)]
        went = of_year.groupby([*keys, "state"])["persons"].sum()
        came = of_year.drop(columns="state").rename(columns={"to": "state"}).groupby([*keys, "state"])["persons"].sum()
        before, after = (stocks[stocks["period"] == f"{n}-12-31"].set_index([*keys, "state"])["persons"] for n in (year - 1, year))
        left = before.add(came, fill_value=0).sub(went, fill_value=0).sub(after, fill_value=0)
        assert len(left) > 200 and left[left.index.get_level_values("state") != "outside"].abs().max() < 1e-6


def test_flows_that_are_too_small_are_left_out_and_counted(whole_run):
    every, few = (chain_graph(whole_run, year=2025, least=least) for least in (0, 2000))
    assert 0 < len(few.edges) < len(every.edges) and min(edge.flow.median for edge in few.edges) >= 2000
    assert few.folded.flows == len(every.edges) - len(few.edges) and every.folded.flows == 0
    assert few.folded.persons == pytest.approx(sum(e.flow.median for e in every.edges if e.flow.median < 2000))
    assert few.folded.states == len(every.nodes) - len(few.nodes)
    assert "2,000" in few.svg() and f"{few.folded.flows} in all" in few.svg()


def test_the_same_on_one_core_and_on_two(tmp_path):
    for jobs in (1, 2):
        run("basis", members=0, replications=2, until="2024-12-31", scale=0.003, jobs=jobs, out=tmp_path / str(jobs))
    one, two = ((tmp_path / str(jobs) / "transitions.parquet").read_bytes() for jobs in (1, 2))
    assert one == two
    assert chain_graph(tmp_path / "1").svg() == chain_graph(tmp_path / "2").svg()


def test_without_a_run_a_small_one_is_made_and_said(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(graphs, "QUICK", {"members": 2, "replications": 1, "scale": 0.003, "jobs": 1})
    graph = ks.chain_graph(scenario="basis", year=2024)
    assert graph.is_quick and graph.year == 2024 and "From a small run made for this alone" in graph.svg()
    assert not list(tmp_path.iterdir())


# -- the command --------------------------------------------------------------------------------------------------------------
def test_tables_fit_a_terminal_in_both_languages(show):
    english, dutch = (show("--year", 2025, "--lang", language).stdout for language in ("en", "nl"))
    assert all(len(line) <= 80 for text in (english, dutch) for line in text.splitlines())
    assert "The asylum chain in 2025" in english and "waits for a house" in english and "→ housed" in english
    assert "De asielketen in 2025" in dutch and "wacht op een woning" in dutch and "→ gehuisvest" in dutch
    for word in ("waits", "median ", "flows", "Left out", "housed"):
        assert word not in dutch


def test_the_last_year_and_the_first_scenario_are_shown_unless_others_are_named(show):
    assert "in 2026" in show().stdout and "scenario basis" in " ".join(show().stdout.split())
    told = show("--scenario", "hostile", "--year", 2024).stdout
    assert "in 2024" in told and "[red]50% $x_1$ & <b>more</b>[/red]" in told


def test_json_has_plain_rows(show):
    told = json.loads(show("--json", "--year", 2025, "--track", "procedure").stdout)
    assert (told["scenario"], told["year"], told["quick"], told["run"]["replications"]) == ("basis", 2025, False, 3)
    kinds = {row["kind"] for row in told["rows"]}
    assert kinds == {"stock", "total", "flow"} and {row["track"] for row in told["rows"]} == {"procedure"}
    assert all(
        row["low80"] <= row["median"] <= row["high80"] and (row["to"] is not None) == (row["kind"] == "flow") for row in told["rows"]
    )


@pytest.mark.parametrize(
    ("words", "messages"),
    [
        (("--year", 2040), ["show chain: year: is 2040; allowed is 2024 to 2026, the whole years of the run"]),
        (("--track", "residense"), ["show chain: track: 'residense' is no track, did you mean 'residence'?"]),
        (("--scenario", "bassis"), ["show chain: scenario: 'bassis' is not in the run, did you mean 'basis'? it has basis, hostile"]),
        (("--out", "chain.png"), ["show chain: out: 'chain.png' ends in neither .svg (a picture) nor .mmd"]),
        (("--year", 0, "--least", "nan", "--track", "x"), ["year: 0 is no year", "least: is nan", "track: 'x' is no track"]),
    ],
)
def test_mistakes_are_told_all_at_once(show, words, messages):
    told = show(*words)
    assert told.exit_code == 2 and "Traceback" not in told.stderr and told.stdout == ""
    assert all(message in told.stderr for message in messages)
    assert len(told.stderr.splitlines()) == len(messages)


def test_runs_that_cannot_be_shown(older_run, tmp_path):
    with pytest.raises(RunFolderError, match="no such run folder"):
        chain_graph(tmp_path / "nowhere")
    with pytest.raises(RunFolderError, match=r"has no transitions.parquet: it is of an older version of ketensim; run it again"):
        chain_graph(older_run)
    short = run("basis", members=0, replications=1, until="2024-03-31", scale=0.002, jobs=1, out=tmp_path / "short")
    with pytest.raises(RunFolderError, match="is too short: it has no whole calendar year"):
        chain_graph(short)
    with pytest.raises(ScenarioError, match="year: is 2090; of the whole years of basis allowed is 2024 to 2030"):
        chain_graph(year=2090)
    (short.folder.path / "transitions.parquet").write_bytes(b"no table")
    with pytest.raises(RunFolderError, match=r"transitions.parquet: cannot be read"):
        chain_graph(short)


# -- the picture --------------------------------------------------------------------------------------------------------------
def test_the_picture_is_whole_and_shows_every_state_and_flow(show, tmp_path, whole_run):
    file = tmp_path / "chain.svg"
    told = show("--out", file, "--year", 2025, "--lang", "nl")
    assert told.exit_code == 0 and told.stdout.strip() == str(file)
    root = ElementTree.fromstring(file.read_text(encoding="utf-8"))
    graph = chain_graph(whole_run, year=2025)
    texts = [element.text for element in root.iter(f"{SVG}text")]
    assert {LABELS[node.state][1] for node in graph.nodes} <= set(texts)
    assert len(list(root.iter(f"{SVG}polygon"))) == len(graph.edges)  # the heads of arrows
    titles = [element.text for element in root.iter(f"{SVG}title")]
    assert sum("\N{RIGHTWARDS ARROW}" in title for title in titles) == len(graph.edges)
    assert any(re.fullmatch(r"wacht op een woning → gehuisvest: [\d.]+ \([\d.]+–[\d.]+\), over 2025", title) for title in titles)
    _, _, width, height = map(float, root.get("viewBox").split())
    for text in root.iter(f"{SVG}text"):
        assert 0 <= float(text.get("x")) <= width and 0 <= float(text.get("y")) <= height


def test_text_of_users_is_only_text(whole_run, hostile):
    graph = chain_graph(whole_run, scenario="hostile", year=2025)
    root = ElementTree.fromstring(graph.svg())
    assert hostile in [element.text for element in root.iter(f"{SVG}text")]
    assert not list(root.iter(f"{SVG}b")) and "<b>more" not in graph.svg() + graph.mermaid()


def test_mermaid_is_what_its_grammar_allows(show, tmp_path, whole_run):
    told = show("--mermaid", "--year", 2025)
    graph = chain_graph(whole_run, year=2025)
    assert told.exit_code == 0 and told.stdout == graph.mermaid()
    assert graph.save(tmp_path / "chain.mmd").read_text(encoding="utf-8") == told.stdout
    head, *lines = told.stdout.splitlines()
    name, quoted = r"[a-z]\w*", r'"[^"]*"'
    rules = {
        "comment": r"%% [^{}]*", "open": rf"subgraph {name}\[{quoted}\]", "close": "end", "direction": "direction LR",
        "node": rf"({name})\[{quoted}\]", "edge": rf"({name}) -->\|{quoted}\| ({name})", "style": r"linkStyle \d+(,\d+)* stroke-width:\d+px",
    }  # fmt: skip
    found = [next(kind for kind, rule in rules.items() if re.fullmatch(rule, line.strip())) for line in lines]
    assert head == "flowchart LR" and found.count("open") == found.count("close")
    assert (found.count("node"), found.count("edge")) == (len(graph.nodes), len(graph.edges))
    nodes = {re.match(name, line.strip())[0] for line, kind in zip(lines, found, strict=True) if kind == "node"}
    for line, kind in zip(lines, found, strict=True):
        if kind == "edge":
            assert set(re.fullmatch(rules["edge"], line).groups()) <= nodes
    links = sorted(int(n) for line, kind in zip(lines, found, strict=True) if kind == "style" for n in line.split()[1].split(","))
    assert links == list(range(len(graph.edges)))


def test_the_report_has_the_graph_of_each_scenario(whole_run, tmp_path):
    page = ks.report(whole_run, tmp_path / "page.html").read_text(encoding="utf-8")
    for key in ("g0-procedure", "g0-residence", "g1-procedure"):
        assert f'<figure id="{key}" class="wide">' in page
    assert "The chain as a graph" in page


def test_the_report_of_an_older_run_does_without(older_run, tmp_path):
    assert "The chain as a graph" not in ks.report(older_run, tmp_path / "page.html").read_text(encoding="utf-8")
