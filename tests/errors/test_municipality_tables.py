"""A table of municipalities that is wrong, or does not go with the run: everything at once, with line and what is allowed."""

from __future__ import annotations

import pandas as pd
import pytest
from typer.testing import CliRunner

import ketensim as ks
from ketensim.cli import app
from ketensim.municipalities.table import LARGEST, MOST_PROBLEMS, MOST_ROWS, read_municipalities
from ketensim.results.folder import RunFolderError
from national_periods import COLUMNS, people, periods, write

GOOD = people([412_300, 64_210])


@pytest.fixture
def told(tmp_path, monkeypatch):
    """The messages on a table that is wrong, without the name of its file."""
    monkeypatch.chdir(tmp_path)

    def told(text, inhabitants=None):
        (tmp_path / "t.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
        with pytest.raises(ks.ScenarioError) as caught:
            read_municipalities("t.csv", inhabitants)
        lines = str(caught.value).splitlines()
        assert all(line.startswith("t.csv: ") for line in lines)
        return [line.removeprefix("t.csv: ") for line in lines]

    return told


def test_every_kind_of_mistake_at_once(told):
    found = told(
        "code,name,province,inhabitants,housd,places\n"
        "GM0344,Utrecht,Utrecht,361924,1,10\n"
        "344,Elders,Utrecht,12.5,1,10\n"
        "GM12345,,Utrecht,-3,1,-1\n"
        "0345,UTRECHT,utrecht,361.924,1,x\n"
        "0346,Te kort,Utrecht\n"
    )
    whole = "allowed is a whole number from 1 to 20,000,000, written without thousands marks"
    places = "allowed is a whole number from 0 to 1,000,000, written without thousands marks"
    allowed = "allowed are code, name, province, inhabitants, places, places_share, housed, arrears"
    assert found == [
        f"line 1, housd: is no column that is known, did you mean 'housed'? {allowed}",
        f"line 3, inhabitants: is '12.5'; {whole}",
        "line 3, code: GM0344 is there twice, first on line 2; allowed is once",
        "line 4, code: is 'GM12345'; allowed is GM and four digits, or one to four digits, like GM0344 or 344",
        "line 4, name: is missing; allowed is a text of 1 to 100 letters",
        f"line 4, inhabitants: is '-3'; {whole}",
        f"line 4, places: is '-1'; {places}",
        f"line 5, inhabitants: is '361.924'; {whole}",
        f"line 5, places: is 'x'; {places}",
        "line 5, name: UTRECHT in Utrecht is there twice, first on line 2; allowed is once",
        "line 6: has 3 cells; allowed are 6, as in the heading",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty; allowed is a heading with code, name, province, inhabitants, and a line a municipality"),
        ("# a note alone\n\n", "is empty; allowed is a heading"),
        ("code,name,province,inhabitants\n", "has no municipality; allowed is one or more"),
        ("code;name;inhabitants\n1;A;5\n", "province: is missing; a table needs the columns code, name, province, inhabitants"),
        ("gemeentecode;gemeente;provincie;inwoners\n1;A;P;5\n", "line 1, inwoners: is no column that is known, did you mean 'inhabitants'?"),
        ("code,name,province,inhabitants,name\n1,A,P,5,A\n", "line 1, name: is there twice; a column is allowed once"),
        ("code,name,province,inhabitants\n1,\"A,P,5\n", "line 2: is not CSV: unexpected end of data"),
        ("code,name,province,inhabitants\n0,A,P,5\n", "line 2, code: is '0'; allowed is GM and four digits"),
        ("code,name,province,inhabitants\nGM344,A,P,5\n", "line 2, code: is 'GM344'; allowed is GM and four digits"),
        ("code,name,province,inhabitants\n1,A,P,\n", "line 2, inhabitants: is missing; allowed is a whole number from 1"),
        ("code,name,province,inhabitants\n1,A,P,0\n", "line 2, inhabitants: is '0'; allowed is a whole number from 1"),
        ("code,name,province,inhabitants\n1,A,P,٣\n", "line 2, inhabitants: is '٣'; allowed is a whole number from 1"),
        (f"code,name,province,inhabitants\n1,{'A' * 101},P,5\n", "line 2, name: is 'AAAA"),
        ("code,name,province,inhabitants,places_share\n1,A,P,5,nan\n", "line 2, places_share: is 'nan'; allowed is a number from 0"),
        ("code,name,province,inhabitants,arrears\n1,A,P,5,\n", "line 2, arrears: is missing; allowed is a whole number from -1,000,000"),
        ("code,name,province,inhabitants,housed\n1,A,P,5,0\n2,B,P,5,0\n", "housed: is 0 everywhere, so nothing can be split by it"),
        ("code,name,province,inhabitants\n1,A,P,5\ntotal,,,6\n", "line 3, inhabitants: is '6', and the municipalities add up to 5; allowed is their sum"),
        ("code,name,province,inhabitants,arrears\n1,A,P,5,-3\ntotaal,,,5,3\n", "line 3, arrears: is '3', and the municipalities add up to -3"),
        (b"code,name,province,inhabitants\n1,\xcbA,P,5\n", "is not UTF-8 text (byte 34); allowed is a CSV in UTF-8"),
        (b"PK\x03\x04\x00\x00", "is not a CSV: it has bytes of nought"),
        (b"a," * (LARGEST // 2 + 1), f"is larger than {LARGEST:,} bytes"),
        ("code,name,province,inhabitants\n" + "1,A,P,5\n" * (MOST_ROWS + 1), f"has {MOST_ROWS + 1:,} lines; allowed are {MOST_ROWS:,}"),
    ],
)  # fmt: skip
def test_one_mistake(told, text, says):
    assert any(line.startswith(says) for line in told(text))


def test_inhabitants_of_the_country(told):
    text = "code,name,province,inhabitants\n1,A,P,5\n2,B,P,6\n"
    assert told(text, 12) == [
        "inhabitants: add up to 11 in the table, and 12 were given of the country; allowed is a table that has them all"
    ]
    assert read_municipalities("t.csv", 11).inhabitants == 11


def test_what_a_spreadsheet_makes_of_a_table_can_be_read(tmp_path):
    file = tmp_path / "t.csv"
    text = (
        '# note, with a "mark\r\n\r\nCode;Name;Province;Inhabitants;;\r\ngm0003; Aa ;"P; Q";5;;\r\n14;Bb;P;6\r\n;;;;;\r\nTotal;;;11;;\r\n'
    )
    file.write_bytes(b"\xef\xbb\xbf" + text.encode())
    rows = read_municipalities(file).rows
    assert [(row.code, row.name, row.province, row.inhabitants) for row in rows] == [("GM0003", "Aa", "P; Q", 5), ("GM0014", "Bb", "P", 6)]


def test_a_file_that_is_not_there(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("municipalities-invnted", "a\0b", str(tmp_path)):
        with pytest.raises(ks.ScenarioError, match="cannot be read"):
            read_municipalities(name)
    with pytest.raises(ks.ScenarioError, match="did you mean 'municipalities-invented'"):
        read_municipalities("municipalities-invnted")


def test_endless_mistakes_are_cut(told):
    found = told("code,name,province,inhabitants\n" + "x,A,P,y\n" * 500)
    assert len(found) == MOST_PROBLEMS + 1 and found[-1].startswith("and ")


# -- what does not go with the run ------------------------------------------------------------------------------------------------
def refused(table, **options):
    with pytest.raises(ks.ScenarioError) as caught:
        ks.split_municipalities(options.pop("runs", periods()), table, **options)
    return str(caught.value).splitlines()


def test_all_that_is_wrong_with_table_and_question_is_told_together(tmp_path):
    file = write(tmp_path, [("x", "A", "P", 5)])
    found = refused(file, by="provinces", half_years=["2027H3", "2030H1", "2025H2"], scenario=None)
    ends = "; the half years of the run are 2025H2 to 2027H1"
    assert found == [
        f"{file}: line 2, code: is 'x'; allowed is GM and four digits, or one to four digits, like GM0344 or 344",
        "municipalities: by: is 'provinces', did you mean 'province'? allowed are municipality and province",
        "municipalities: half year: '2027H3' is none; allowed is one like 2027H1 or 2027H2",
        f"municipalities: half year: is 2030H1{ends}",
        "municipalities: half year: is 2025H2, and the split begins with 2026H1; the first half year can be set, with columns that are of it",
    ]
    assert refused(write(tmp_path, GOOD), first="2029H1") == [f"municipalities: first: is 2029H1{ends}"]
    assert refused(write(tmp_path, GOOD), scenario="bassis") == [
        "municipalities: scenario: 'bassis' is not in the run, did you mean 'basis'? there are basis"
    ]


def test_more_realised_than_the_country_has(tmp_path):
    rows = [(*GOOD[0], 16_000, 60_000), (*GOOD[1], 784, 30_000)]
    file = write(tmp_path, rows, (*COLUMNS, "housed", "places"))
    published = "the figure of the country of 2025H2 (Staat van Migratie 2026, figure 116)"
    assert refused(file, runs=periods(places=79_000)) == [
        f"{file}: housed: adds up to 16,784; allowed is at most 16,783, {published}",
        f"{file}: places: adds up to 90,000; allowed is at most 79,072, the high end of coa.places in 2025H2 (basis)",
    ]
    ks.split_municipalities(periods(), write(tmp_path, [(*GOOD[0], 16_783)], (*COLUMNS, "housed")))


def test_a_run_that_cannot_be_split(tmp_path):
    file, whole = write(tmp_path, GOOD), periods()
    assert refused(file, runs=whole[whole["series"] != "housing.arrears"]) == [
        "basis: housing.arrears: is not in every half year of the run; the split needs it"
    ]
    months = whole.assign(period="2026-01")
    assert refused(file, runs=months) == ["basis: half years: the run has no whole half year; allowed is one that is longer"]
    none = ["municipalities: half years: there is none that all scenarios have; allowed is a run with one"]
    assert refused(file, runs=whole.iloc[:0]) == none
    later = periods(scenario="later", halves=("2028H1",))
    assert refused(file, runs=pd.concat([whole, later])) == none
    assert refused(file, first="") == ["municipalities: half year: '' is none; allowed is one like 2027H1 or 2027H2"]
    assert refused(file, runs=whole.drop(columns="value"))[0].startswith("periods: value: is no column; needed are scenario, member")


def test_a_folder_that_is_none_and_a_table_that_is_wrong_are_told_together(tmp_path):
    file = write(tmp_path, [("x", "A", "P", 5)])
    with pytest.raises(RunFolderError) as caught:
        ks.split_municipalities(tmp_path / "none", file)
    assert [line.split(": ")[0] for line in str(caught.value).splitlines()] == [str(tmp_path / "none"), str(file)]


def test_the_command_ends_in_status_2_without_a_traceback(tmp_path):
    file = write(tmp_path, [("x", "[red]\x1b[31mA", "P", 5)])
    done = CliRunner().invoke(app, ["municipalities", str(tmp_path / "none"), str(file)])
    assert done.exit_code == 2 and done.stdout == "" and "Traceback" not in done.stderr
    assert "no such run folder" in done.stderr and "\\x1b[31mA" in done.stderr and "\x1b" not in done.stderr


def test_the_table_is_not_written_over(tmp_path):
    file = write(tmp_path, GOOD)
    before = file.read_bytes()
    done = CliRunner().invoke(app, ["municipalities", str(tmp_path / "none"), str(file), "--csv", str(tmp_path / "." / "table.csv")])
    assert done.exit_code == 2 and "is named twice" in done.stderr and file.read_bytes() == before
