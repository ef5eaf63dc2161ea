"""The page on a run: all in one file, well formed, of the numbers of the run, in two languages, and of nothing but text."""

from __future__ import annotations

import json
import re
import shutil
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest
from markupsafe import escape
from typer.testing import CliRunner

import ketensim as ks
from ketensim.calibration.figures import observed
from ketensim.cli import app
from ketensim.reporting.charts import CHARTS
from ketensim.reporting.labels import LANGUAGES
from ketensim.reporting.page.inline import LONG, inline
from ketensim.reporting.page.origin import _commands as command_of
from ketensim.reporting.page.origin import made
from ketensim.reporting.page.scenarios import described
from ketensim.reporting.page.subject import gather
from ketensim.reporting.page.summary import _surely as surely
from ketensim.reporting.page.summary import cards, summary
from ketensim.reporting.page.tables import by_year
from ketensim.reporting.page.texts import LIMITS, TEXTS
from ketensim.reporting.page.words import Words, breakable, dash, isolated, three_digits
from ketensim.results.folder import RunFolderError
from ketensim.results.runs import open_runs
from ketensim.results.summary import FLOWS, STOCKS
from ketensim.scenario import ScenarioError

VOID = {"meta", "link", "wbr", "br", "img", "hr"}
WORST = "<script>alert(1)</script> \"onload='x' {{ 7*7 }} {% raw %} ]]> $\\frac{1}{2}$ &amp; \u202egnp.exe \u05d0\u05d1\u05d2"


class Reader(HTMLParser):
    """What of a page a test asks about; complains of tags that do not close in order."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.open, self.tags, self.words, self.headings, self.native, self.foreign = [], [], [], [], [], 0
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "td" and "lang" in dict(attributes):
            self.foreign = len(self.open)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        self.foreign = self.foreign if len(self.open) > self.foreign else 0
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open and self.open[-1] not in ("style", "script"):
            self.words.append(data)
            self.native += [data] * (not self.foreign)

    def all(self, name):
        return [attributes for tag, attributes in self.tags if tag == name]

    @property
    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def folders(whole_run, tmp_path_factory):
    """Copies of the small run: ``both`` scenarios, the base ``alone``, and ``worst``, whose titles are as hostile as can be."""
    place = tmp_path_factory.mktemp("report")

    def copy(name, change):
        shutil.copytree(whole_run.folder.path, place / name)
        manifest = json.loads((place / name / "manifest.json").read_text(encoding="utf-8"))
        change(manifest)
        (place / name / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
        return place / name

    def alone(manifest):
        del manifest["scenarios"][1]

    def other(manifest):
        del manifest["scenarios"][0]

    def worst(manifest):
        for scenario in manifest["scenarios"]:
            scenario |= {
                "title": WORST,
                "title_nl": WORST,
                "description": WORST,
                "files": [WORST],
                "sources": {"ind.budget": WORST},
            }
        manifest["versions"] |= {WORST: WORST}
        manifest["begun"] = WORST

    return {name: copy(name, change) for name, change in {"both": lambda _: None, "alone": alone, "other": other, "worst": worst}.items()}


@pytest.fixture
def edited(folders, tmp_path):
    """A copy of the run of both scenarios, with another manifest."""

    def edited(change):
        shutil.copytree(folders["both"], tmp_path / "edited", dirs_exist_ok=True)
        file = tmp_path / "edited" / "manifest.json"
        manifest = json.loads(file.read_text(encoding="utf-8"))
        change(manifest)
        file.write_text(json.dumps(manifest), encoding="utf-8")
        return tmp_path / "edited"

    return edited


def changes_of(folder):
    """What the second scenario changes, by the name of the row."""
    return {row.name: row for row in described(gather([folder], "en"))[1].changes.rows}


@pytest.fixture(scope="module")
def page(folders):
    """The page on a folder in a language, made once."""
    made = {}

    def page(name, language="en"):
        if (name, language) not in made:
            made[name, language] = ks.report(open_runs(folders[name]), language=language).read_text(encoding="utf-8")
        return made[name, language]

    return page


@pytest.fixture
def call():
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words], prog_name="ketensim")


# -- the page ---------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("name", "language"), [("alone", "en"), ("both", "nl"), ("worst", "en")])
def test_a_page_is_well_formed_and_accessible(page, name, language):
    read = Reader(page(name, language))
    assert read.all("html") == [{"lang": language}] and len(read.all("main")) == 1
    assert read.headings.count(1) == 1 and all(after - before <= 1 for before, after in zip(read.headings, read.headings[1:], strict=False))
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [attributes["href"] for tag, attributes in read.tags if tag in ("a", "use") and "href" in attributes]
    assert len(targets) > 20 and all(target.removeprefix("#") in ids for target in targets)
    clips = re.findall(r"url\(#([^)]+)\)", page(name, language))
    assert clips and set(clips) <= set(ids)
    assert all(svg["role"] == "img" and len(svg["aria-label"]) > 30 and svg["viewbox"] for svg in read.all("svg"))
    assert len(read.all("table")) == len(read.all("caption")) > 4
    assert all("scope" in heading for heading in read.all("th"))
    assert len(read.all("figure")) == len(read.all("figcaption")) == len(read.all("svg"))


@pytest.mark.parametrize(("name", "language"), [("alone", "en"), ("both", "nl"), ("worst", "en")])
def test_a_page_needs_nothing_from_elsewhere(page, name, language):
    html = page(name, language)
    read = Reader(html)
    assert "http:" not in html and "https:" not in html and "@import" not in html
    assert not {"script", "img", "iframe", "object", "embed", "video", "form"} & {tag for tag, _ in read.tags}
    assert [link["href"] for link in read.all("link")] == ["data:,"]
    assert all(target.startswith("#") for target in re.findall(r"url\(([^)]+)\)", html))
    assert not [key for _, attributes in read.tags for key in attributes if key.startswith("on") or key in ("src", "srcset", "xlink:href")]


def test_text_of_files_is_only_text(page):
    html = page("worst")
    seen = WORST.replace("\u202e", "\\u202e")
    assert Reader(html).text.count(seen) > 20
    assert "<script" not in html and "\u202e" not in html and "7*7" in html
    assert f"<title>{'2 scenarios'}" in html and "alert(1)</bdi>" not in html


def test_titles_in_charts_are_only_text(page, hostile):
    assert Reader(page("both")).text.count(hostile) > 10 and "<b>more" not in page("both")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_is_there_in_order(page, language):
    words, html = Words(language), page("both", language)
    keys = ("summary", "differences", "charts", "numbers", "scenarios", "fit", "width", "limits", "parameters", "origin", "appendix")
    assert re.findall(r'<section id="([a-z]+)">', html) == list(keys)
    assert all(f'<a href="#{key}">{escape(words(f"h.{key}"))}</a>' in html for key in keys)
    assert '<section id="differences">' not in page("alone")


ENGLISH = (
    " Jan 20",
    "published",
    " replications",
    "interval of",
    "status holders",
    "pairs of",
    "simulations",
    "December",
    "persons",
    " weeks",
)


def test_dutch_is_dutch(page):
    text = " ".join(Reader(page("both", "nl")).native)  # without sources and reasons, which say that they are in English
    assert not [word for word in ENGLISH if word in text]
    assert "31 december 2026" in text and "80%-interval" in text and re.search(r"\d\d\.\d\d\d", text)


def test_every_text_is_there_in_both_languages():
    for key, (english, dutch) in TEXTS.items():
        assert english.strip() and dutch.strip() and set(re.findall(r"{(\w+)}", english)) == set(re.findall(r"{(\w+)}", dutch)), key
    assert all(len(part) == 2 and all(part) for limit in LIMITS for part in limit)


# -- what it says -----------------------------------------------------------------------------------------------------------
def test_the_summary_is_of_the_numbers_of_the_run(page, folders):
    runs = open_runs(folders["alone"])
    series = runs.series(["coa.occupancy"])
    own = series[(series["scenario"] == "basis") & (series["date"] == "2026-12-31")]["coa.occupancy"].to_numpy(float)
    eve = series[(series["scenario"] == "basis") & (series["date"] == "2025-12-31")]["coa.occupancy"].to_numpy(float)
    low, middle, high = (f"{three_digits(value):,.0f}" for value in np.quantile(own, (0.1, 0.5, 0.9)))
    more = {
        3: "more than on 31 December 2025 in each of the 3 simulations",
        0: "fewer than on 31 December 2025 in each of the 3 simulations",
    }
    change = more.get(int((own > eve).sum()), f"In {(own > eve).sum()} of the 3 simulations")
    text = Reader(page("alone")).text
    assert f"On 31 December 2026 the model expects {middle} people in COA reception (80% interval {low} to {high})" in text
    assert change in text and "79,830 were counted" in text
    assert "The intervals hold chance only" in text  # a run without members does not claim to know how sure it is


def test_places_that_are_short_are_told_by_year(page, folders):
    periods = open_runs(folders["alone"]).periods()
    own = periods[(periods["scenario"] == "basis") & (periods["period"] == "2026-12-31")].groupby("series")["value"]
    english, dutch = (Reader(page("alone", language)).text for language in LANGUAGES)
    for series, before, after in (
        (
            "coa.places_short",
            "At the occupancy rate that COA aims at (91%), places short at the end of each year: ",
            "Bij de bezettingsgraad waar COA op rekent (91%)",
        ),
        (
            "coa.without_place",
            "People for whom there is no place of any kind at the end of each year: ",
            "Mensen voor wie aan het eind van elk jaar geen enkele plek is",
        ),
    ):
        values = own.get_group(series).to_numpy(float)
        low, middle, high = (three_digits(value) for value in np.quantile(values, (0.1, 0.5, 0.9)))
        assert middle > 0
        assert re.search(
            rf"{re.escape(before)}(?:none|[\d,]+) in 2025 (?:\(80% interval [\d,]+ to [\d,]+\))?, {middle:,.0f} in 2026 \((?:80% interval )?{low:,.0f} to {high:,.0f}\)\.",
            english,
        )
        assert after in dutch and f"{middle:,.0f} in 2026".replace(",", ".") in dutch


def test_money_is_in_millions_and_rates_in_percentages(page, folders):
    periods = open_runs(folders["alone"]).periods()
    own = periods[(periods["scenario"] == "basis") & (periods["series"] == "coa.cost") & (periods["period"] == "2025")]["value"]
    text = Reader(page("alone")).text
    assert (
        f"{own.median() / 1e6:,.0f} {own.quantile(0.1) / 1e6:,.0f}" in text
        and "million euro" in text
        and f"{own.median():,.0f}" not in text
    )
    assert "\u25c7 101%" in text
    assert "miljoen euro" in Reader(page("alone", "nl")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_on_an_older_run_says_what_it_knew(older_run, tmp_path, language):
    text = Reader(ks.report(older_run, tmp_path / "page.html", language).read_text(encoding="utf-8")).text
    words, material = Words(language), gather([older_run], language)
    rows = {row.name for row in by_year(material, material.base).rows}
    new = (
        "coa.places",
        "coa.occupancy_rate",
        "coa.places_short",
        "coa.emergency_residents",
        "coa.without_place",
        "nidos.amv",
        "coa.cost",
        "housing.referents_waiting",
    )
    assert {words.series(name) for name in (*STOCKS, *FLOWS) if name not in new} <= rows
    assert not rows & {words.series(name) for name in new}
    assert words.label("coa.title") in text and words.label("amv.title") not in text
    assert words("places.without", years="").split(":")[0] not in text and words("places.enough") not in text


def test_a_scenario_that_moves_places_alone_is_told_by_places(tmp_path):
    base = ks.load_scenario("basis")
    fewer = base.change("coa.places.renewed.noodopvang", 0.0, from_="2025-03-01", name="fewer").change(
        "coa.places.opened.noodopvang", 0.0, from_="2025-03-01", name="fewer"
    )
    runs = ks.run([base, fewer], members=0, replications=2, scale=0.01, until="2025-12-31", jobs=1, out=tmp_path / "run")
    english, dutch = (Reader(ks.report(runs, tmp_path / "page.html", language).read_text(encoding="utf-8")).text for language in LANGUAGES)
    assert re.search(r"On 31 December 2025 on average [\d,]+ more places are short and [\d,]+ more people are without any place\.", english)
    assert re.search(
        r"Op 31 december 2025 is het tekort aan plekken gemiddeld [\d.]+ groter en zijn er [\d.]+ mensen meer zonder enige plek\.", dutch
    )
    assert english.count("exactly as many people in COA reception") == 1
    assert re.search(r"\+\d+\.\d pp", english) and re.search(r"\+\d+,\d pp", dutch)


def test_differences_in_words_are_those_of_the_comparison(page, folders):
    row = ks.compare(folders["both"]).table("coa.occupancy", "2026-12-31").iloc[0]
    text = Reader(page("both")).text
    amount = f"{three_digits(abs(row['mean'])):,.0f} people {'more' if row['mean'] > 0 else 'fewer'}"
    assert f"on 31 December 2026 on average {amount} in COA reception than in" in text
    doubtful = row["low80"] <= 0 <= row["high80"]
    assert doubtful == ("so that it may be either" in text)


def test_the_table_of_numbers_has_every_main_series_beside_what_was_published(page, folders):
    periods = open_runs(folders["alone"]).periods()
    own = periods[(periods["scenario"] == "basis") & (periods["series"] == "housing.housed") & (periods["period"] == "2025")]["value"]
    text = Reader(page("alone")).text
    assert f"{round(own.median()):,}" in text and "\u25c7 79,830" in text
    assert observed()["coa.occupancy", "2025-12-31"].value == 79830


def test_what_a_scenario_changes_is_told_key_by_key(page):
    text = Reader(page("both")).text
    assert "× 0.5 from 1 July 2025" in text and re.search(r"ind\. budget .*36,470 files/year 18,235 files/year", text)
    assert "× 0,5 vanaf 1 juli 2025" in Reader(page("both", "nl")).text


def test_sources_are_named_and_missing_ones_too(page):
    text = Reader(page("both")).text
    assert "derived: decisions on first applications (figure 72) less Dublin and spoor 2" in text
    assert "none given" in text and "not recorded in the run folder" not in text  # of the half capacity, whose file gives none


def test_a_run_that_recorded_no_sources_says_so(edited):
    def forget(manifest):
        for scenario in manifest["scenarios"]:
            del scenario["sources"]

    rows = changes_of(edited(forget))
    assert "not recorded in the run folder" in rows["ind.budget"].cells[3].text  # of the half capacity, which the package has not


def test_a_group_is_named_by_a_star_only_when_all_of_it_change_alike(edited):
    step = [{"factor": 2.0, "from": "2026-01-01"}]

    def change(manifest):
        scenario = manifest["scenarios"][1]
        values, sources = scenario["values"], scenario["sources"]
        for key in values:
            if key.startswith(("inflow.first.", "coa.to_host.")) or key in ("ind.spoor4.grant_rate.syria", "ind.spoor4.grant_rate.iraq"):
                values[key], sources[key] = [*values[key], step], "one source"
        sources["coa.to_host.syria"] = "another source"

    rows = changes_of(edited(change))
    assert "inflow.first.*" in rows and {"ind.spoor4.grant_rate.syria", "ind.spoor4.grant_rate.iraq", "coa.to_host.syria"} <= set(rows)
    assert not [name for name in rows if name.startswith(("ind.spoor4.grant_rate.*", "coa.to_host.*"))]


def test_what_slides_is_told_by_what_it_becomes(edited):
    def slide(manifest):
        last = [{"factor": 0.5, "from": "2025-07-01", "ramp_to": "2026-07-01"}, {"plus": -4.0, "from": "2026-10-01"}]
        manifest["scenarios"][1]["values"]["ind.budget"][-1:] = [last[:1], last[1:]]

    said, before, after, _ = changes_of(edited(slide))["ind.budget"].cells
    assert said.text == "\u00d7 0.5 from 1 July 2025 sliding until 1 July 2026; on top of that: \u2212 4 from 1 October 2026"
    assert (before.text, after.text) == ("36,470", "18,231") and after.small == ("files/year", "on 1 October 2026")


def test_the_highest_number_says_since_when(page):
    assert "From 31 December 2025 on, the highest number within the run is" in Reader(page("alone")).text


def test_two_folders_are_told_by_the_simulations_they_have_in_common(folders, tmp_path):
    shutil.copytree(folders["other"], tmp_path / "fewer")
    file = tmp_path / "fewer" / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text(encoding="utf-8")) | {"replications": 2}), encoding="utf-8")
    table = open_runs(folders["alone"]).series(["coa.occupancy"])
    own = table[(table["scenario"] == "basis") & (table["date"] == "2026-12-31") & (table["replication"] < 2)]["coa.occupancy"]
    for several in ([folders["alone"], tmp_path / "fewer"], [tmp_path / "fewer", folders["alone"]]):
        material = gather(several, "en")
        base = next(subject for subject in material.subjects if subject.side.scenario["name"] == "basis")
        assert cards(material, base)[0].value == Words("en").about(own.median())
        assert "2 replications" in made(material) and material.comparison.pairs == base.simulations == 2


def test_a_combination_is_made_again_from_its_parts(edited):
    def combine(manifest):
        manifest["scenarios"][0]["name"], manifest["scenarios"][1]["name"] = "housing-up+ind-capacity-up", "own+housing-up"

    manifest = json.loads((edited(combine) / "manifest.json").read_text(encoding="utf-8"))
    assert "ketensim run housing-up+ind-capacity-up own.toml+housing-up --members" in command_of(manifest)[0]


def test_an_inflow_that_is_fixed_is_not_called_unknown(edited):
    def fix(manifest):
        for name in ("spread", "group_spread", "jump_chance"):
            manifest["scenarios"][0]["values"][f"inflow.uncertainty.{name}"].append([{"value": 0.0, "from": "2026-01-01"}])

    assert "No one knows the inflow to come" in " ".join(summary(gather([edited(lambda _: None)], "en"), []))
    assert "The scenario fixes that inflow" in " ".join(summary(gather([edited(fix)], "en"), []))


def test_pairs_that_tie_are_in_favour_of_nothing():
    words = Words("en")
    assert surely(0.1, 5.0, np.array([1.0, 2.0, 0.0]), words) == "That holds in 2 of the 3 pairs of simulations."
    assert surely(0.1, 5.0, np.array([1.0, 2.0, 1.0]), words) == "That holds in each of the 3 pairs of simulations."
    assert "1 of the 3 pairs give fewer" in surely(-5.0, 5.0, np.array([-1.0, 0.0, 0.0]), words)


def test_two_folders_are_compared_and_the_first_is_the_base(page, folders, tmp_path):
    text = Reader(ks.report([folders["other"], folders["alone"]], tmp_path / "two.html").read_text(encoding="utf-8")).text
    assert "2 scenarios for the Dutch asylum chain compared" in text and text.count("run folder:") == 2
    warning = Words("en")("fit.changed", day="31 December 2025")  # a base that was changed is held against figures all the same
    assert warning in text and "the packaged base scenario" in text and warning not in Reader(page("alone")).text


def test_a_page_makes_itself_again(page):
    text = Reader(page("both")).text
    assert "ketensim run basis hostile.toml --members 0 --replications 3 --seed 7 --until 2026-12-31 --scale 0.01 --out RUN" in text
    assert "Simulated at scale 0.01: one simulated person stands for 100." in text


def test_a_short_run_has_a_page(tmp_path):
    options = {"members": 0, "replications": 1, "scale": 0.01, "jobs": 1, "out": tmp_path / "run"}
    ks.run(ks.load_scenario("basis"), until="2024-02-10", **options)
    text = Reader(ks.report(tmp_path / "run").read_text(encoding="utf-8")).text
    assert "On 10 February 2024 the model expects" in text and "80% interval" not in text.split("Charts")[1]
    assert "There is one simulation" in text and "The run holds no whole year" in text


@pytest.mark.slow
def test_a_page_on_six_scenarios_is_small_enough(folders, tmp_path):
    manifest = json.loads((folders["both"] / "manifest.json").read_text(encoding="utf-8"))
    tables = {name: pd.read_parquet(folders["both"] / f"{name}.parquet") for name in ("series", "periods")}
    names = ["basis", "hostile", "third", "fourth", "fifth", "sixth"]
    manifest["scenarios"] = [{**manifest["scenarios"][n % 2], "name": name} for n, name in enumerate(names)]
    (tmp_path / "six").mkdir()
    (tmp_path / "six" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    for key, table in tables.items():
        parts = [table[table["scenario"] == names[n % 2]].assign(scenario=name) for n, name in enumerate(names)]
        pd.concat(parts).to_parquet(tmp_path / "six" / f"{key}.parquet", index=False)
    file = ks.report(tmp_path / "six")
    assert 1_000_000 < file.stat().st_size < 5_000_000
    assert len(Reader(file.read_text(encoding="utf-8")).all("figure")) == 6 * len(CHARTS) + 3 + 3  # half of them differ from the first


# -- the command ------------------------------------------------------------------------------------------------------------
def test_the_command_writes_the_same_page_and_says_where(call, folders, page, tmp_path):
    result = call("report", folders["alone"], "--out", tmp_path / "new" / "page.html")
    assert result.exit_code == 0 and result.stdout == f"{tmp_path / 'new' / 'page.html'}\n" and result.stderr == ""
    assert (tmp_path / "new" / "page.html").read_text(encoding="utf-8") == page("alone")
    assert (folders["alone"] / "report-en.html").read_text(encoding="utf-8") == page("alone")  # where it is when not told


def test_all_that_is_wrong_with_the_folders_is_said_at_once(call, folders, tmp_path):
    (tmp_path / "none").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text("{", encoding="utf-8")
    result = call("report", tmp_path / "none", tmp_path / "broken")
    assert result.exit_code == 2 and result.stdout == "" and len(result.stderr.splitlines()) == 2
    result = call("report", folders["both"], folders["both"], folders["alone"], "--out", tmp_path)
    assert result.exit_code == 2 and [line.split(": ")[1] for line in result.stderr.splitlines()] == ["runs", "runs", "out"]


def test_a_damaged_manifest_is_no_traceback(call, edited):
    def damage(manifest):
        del manifest["scenarios"][0]["title"]
        manifest |= {"versions": None, "scale": 0, "variance": {"basis": {"2026-12-31": {}}}}

    result = call("report", edited(damage))
    assert result.exit_code == 2 and result.stdout == "" and "Traceback" not in result.stderr
    assert all(
        f"manifest.json: {key}: " in result.stderr for key in ("scale", "versions", "scenarios.0.title", "variance.basis.2026-12-31.sd")
    )


def test_wrong_arguments_in_python(folders):
    with pytest.raises(ScenarioError, match=r"report: language: is 'dutch'.*allowed is en or nl"):
        ks.report(folders["alone"], language="dutch")
    with pytest.raises(ScenarioError, match="report: runs: none given"):
        ks.report([])
    with pytest.raises(RunFolderError):
        ks.report(folders["alone"].parent)


def test_folders_that_do_not_pair_are_refused(folders, tmp_path):
    shutil.copytree(folders["other"], tmp_path / "seed")
    file = tmp_path / "seed" / "manifest.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"seed": 7', '"seed": 8'), encoding="utf-8")
    with pytest.raises(RunFolderError, match="seed: is 8"):
        ks.report([folders["alone"], tmp_path / "seed"])


# -- pieces -----------------------------------------------------------------------------------------------------------------
def test_an_svg_within_a_page_keeps_its_text_and_loses_what_clashes():
    points = " L ".join(f"{x / 10:.6f} {x % 7:.6f}" for x in range(LONG * 4))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10pt" viewBox="0 0 9 9">'
        '<metadata>x</metadata><defs><style>*{}</style><path id="mark" d="M 0 0 L 1.2345 1"/></defs><g id="unused" clip-path="url(#clip)">'
        f'<use xlink:href="#mark"/><text>id="unused" url(#clip) &lt;b&gt;</text><path d="M {points}"/></g><clipPath id="clip"/></svg>'
    )
    told = inline(svg, "p-", 'alt "quoted"')
    assert 'id="p-mark"' in told and 'href="#p-mark"' in told and 'clip-path="url(#p-clip)"' in told and 'id="p-clip"' in told
    assert "metadata" not in told and "<style" not in told and "http" not in told and 'id="unused" url(#clip) &lt;b&gt;' in told
    assert 'aria-label="alt &quot;quoted&quot;"' in told and "1.23 1" in told
    long = re.findall(r'd="(M 0 0 L .*?)"', told)[-1]
    assert LONG / 2 < long.count("L") < LONG * 4 and long.endswith("199.9 4")


@pytest.mark.parametrize(("value", "expected"), [(81283, 81300), (-1234, -1230), (999.6, 1000), (42.4, 42), (126312, 126000), (0, 0)])
def test_three_digits(value, expected):
    assert three_digits(value) == expected


def test_words_in_two_languages():
    english, dutch = Words("en"), Words("nl")
    assert (english.about(81283), dutch.about(81283)) == ("81,300", "81.300")
    assert (english.signed(1234), dutch.signed(-1234), english.signed(0)) == ("+1,230", "−1.230", "0")
    assert (english.percent(0.003), dutch.percent(0.003), english.percent(0.68)) == ("under 1%", "minder dan 1%", "68%")
    assert (english.percentage(0.025), dutch.percentage(0.025), dutch.percentage(0.15)) == ("2.5%", "2,5%", "15%")
    assert (english.unit("files/year"), dutch.unit("files/year"), dutch.unit("persons/half-year")) == (
        "files/year",
        "dossiers/jaar",
        "personen/halfjaar",
    )
    assert english.iso("2027-12-31") == "31 December 2027" and dutch.iso("no day") == "no day"
    assert dash("1", "2").replace("\u2060", "") == "1\u00a0\u2013\u00a02"
    assert isolated("a\nb\u202ec") == "\u2068a b\\u202ec\u2069" and breakable("<a>.b_c") == "&lt;a&gt;.<wbr>b_<wbr>c"
