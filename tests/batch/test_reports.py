"""Files become rows that say what the single reports said."""

from __future__ import annotations

import json

import polars as pl
import pytest

from cchc.batch import evaluate, rollup
from cchc.batch.codes import MEANINGS, code_column, code_of
from cchc.batch.reports import frame_of, tree_of
from cchc.catalogue import load_catalogue
from cchc.cli import run
from cchc.cli.render.rollup_periods import of_all_offices, together
from cchc.errors import DataError
from cchc.judge.computation import Computation
from cchc.period import PeriodKind
from cchc.readers import read_report
from cchc.readers.folder import read_reports
from cchc.report import Report
from cchc.serialize import from_json, to_json
from cchc.value import Cause, Origin, Reason


@pytest.fixture(scope="session")
def catalogue():
    """The edition that ships: the command line knows no other here."""
    return load_catalogue()


@pytest.fixture
def evaluation(catalogue, real_report):
    return catalogue.evaluate(read_report(real_report, catalogue))


def test_a_row_says_what_the_report_says(catalogue, evaluation):
    """The computed figures of the row are those of the report; codes keep how each figure came to be."""
    frame = evaluate(frame_of([evaluation], catalogue), catalogue)
    row = frame.row(0, named=True)
    results: Computation = evaluation.computation
    assert tuple(row[id] for id in catalogue.engine.index) == results.scaled
    for id, value in evaluation.values.items():
        if code_column(id) in row:
            origin = evaluation.provenance(id).origin
            assert row[code_column(id)] == code_of(value, None if origin is Origin.DERIVED else origin)
    assert (row["year"], row["month"], row["months"]) == (2024, 5, 1)


def test_outcomes_that_only_the_form_can_give_are_kept(catalogue, evaluation):
    """Each rule of the catalogue has its column, the form's own among them."""
    row = evaluate(frame_of([evaluation], catalogue), catalogue).row(0, named=True)
    for rule, outcome in evaluation.outcomes.items():
        assert row[rule] == {"pass": True, "fail": False}.get(outcome.result.value), rule


def test_json_of_an_evaluation_makes_the_same_row(catalogue, evaluation):
    """What another program wrote down is as good as what was just read."""
    record = from_json(to_json(evaluation))
    assert frame_of([record], catalogue).drop("superior").equals(frame_of([evaluation], catalogue).drop("superior"))


def test_a_folder_is_read_and_what_cannot_be_is_told(catalogue, real_report, tmp_path):
    """One bad file keeps no other from being read; a report without an office goes by its file's name."""
    (tmp_path / "a.txt").write_bytes(real_report.read_bytes())
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.txt").write_bytes(real_report.read_bytes())
    (tmp_path / "bad.txt").write_text("no form at all", encoding="utf-8")
    told: list[str] = []
    frame, failures = read_reports([tmp_path], catalogue, progress=told.append)
    assert frame["office"].to_list() == ["a", "b"]
    assert [failure.source for failure in failures] == [str(tmp_path / "bad.txt")]
    assert len(told) == 3


def test_figures_beyond_64_bits_are_refused(catalogue, counts):
    """A column cannot hold them; they are named."""
    with pytest.raises(DataError, match=counts[0]):
        frame_of([catalogue.evaluate(Report.from_values({counts[0]: 10**20}))], catalogue)


def test_superiors_make_a_tree(catalogue, counts):
    """Where no table of offices is at hand, reports name their superiors."""
    evaluations = [
        catalogue.evaluate(
            Report.from_values(
                {counts[0]: 4}, office=f"UBND phường {name}", superior="UBND quận Một", period="tháng 5 năm 2024"
            )
        )
        for name in ("A", "B")
    ]
    frame = frame_of(evaluations, catalogue)
    found = rollup(frame, catalogue, tree_of(frame, "office", "district"), by="district")
    assert found.select("district", counts[0], "offices_expected").rows() == [("UBND quận Một", 8, 2)]


def test_every_code_has_a_meaning():
    """The codes of reasons and causes are told in the words of values."""
    assert {*map(str, Reason), *map(str, Cause)} <= set(MEANINGS.values())
    assert len(set(MEANINGS)) == len(MEANINGS)


@pytest.fixture
def folder(catalogue, tmp_path):
    """Reports of four wards of two districts for three months, as JSON."""
    from cchc.batch.samples.sample import Mistakes, generate

    frame = generate(catalogue, 4, 3, mistakes=Mistakes(0, 0, 0, 0, 0, 0, 0, 0)).reports
    ids = [id for id, line in catalogue.edition.figures.items() if id in frame.columns and line.kind == "count"]
    for at, row in enumerate(frame.iter_rows(named=True)):
        report = Report.from_values(
            {id: row[id] for id in ids},
            office=row["office"],
            superior=f"Quận {at // 6}",
            period=f"tháng {row['month']} năm {row['year']}",
        )
        (tmp_path / f"{at:02d}.json").write_text(to_json(catalogue.settle(report)), encoding="utf-8")
    return tmp_path


def test_the_command_adds_up_a_folder(folder, capsys):
    """`cchc rollup` with neither table nor options but level and period."""
    assert (
        run(["rollup", str(folder), "--by", "district", "--period", "quarter", "--format", "json", "--lang", "en"]) == 0
    )
    rows = json.loads(capsys.readouterr().out)
    assert {row["district"] for row in rows} == {"Quận 0", "Quận 1"}
    assert {(row["period"], row["offices_expected"], row["reports"]) for row in rows} == {(1, 2, 6)}
    assert all(row["value"] is not None for row in rows)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_command_shows_tables_pages_and_pictures(folder, capsys, tmp_path_factory, language):
    """Text names every office; a page carries its pictures inside it and fetches nothing."""
    arguments = ["rollup", str(folder), "--by", "district", "--lang", language]
    assert run(arguments) == 0
    assert "Quận 0" in capsys.readouterr().out
    shown = tmp_path_factory.mktemp("shown")
    page, picture = shown / "page.html", shown / "trend.svg"
    assert run([*arguments, "--format", "html", "--output", str(page), "--picture", str(picture)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg") > 5
    assert not any(
        outside in text.replace("http://www.w3.org", "").replace("http://purl.org", "")
        for outside in ("<script", "<link", "src=", "@import")
    )
    assert picture.read_bytes().startswith(b"<?xml")
    assert run([*arguments, "--format", "csv", "-i", "I.1.4"]) == 0
    assert capsys.readouterr().out.startswith("district,year,period,")


def test_the_command_counts_nothing_twice(folder, capsys):
    """Of two reports of one office for one month one counts: their files are named, and the sums are as before."""
    assert run(["rollup", str(folder)]) == 0
    once = capsys.readouterr().out
    (folder / "again.json").write_bytes((folder / "00.json").read_bytes())
    assert run(["rollup", str(folder)]) == 0
    told = capsys.readouterr()
    assert "00.json" in told.err
    assert "again.json" in told.err
    assert told.out == once


def test_a_table_of_units_is_read(folder, capsys, catalogue, tmp_path_factory):
    """Levels and dates come from a CSV file."""
    frame, _ = read_reports([folder], catalogue)
    table = tmp_path_factory.mktemp("offices") / "offices.csv"
    rows = "".join(f"{office},ward,Tỉnh,2020-01-01,\n" for office in frame["office"].unique().sort())
    table.write_text(f"office,level,parent,valid_from,valid_to\n{rows}Tỉnh,province,,,\n", encoding="utf-8")
    command = ["rollup", str(folder), "--by", "province", "--offices", str(table), "--format", "csv"]
    assert run(command) == 0
    found = pl.read_csv(capsys.readouterr().out.encode())
    assert found.select("province", "offices_expected").unique().rows() == [("Tỉnh", 4)]


def test_a_picture_says_what_all_offices_come_to(folder, catalogue):
    """The ratio of the sums, not a mean of rates; of months the last one's."""

    frame, _ = read_reports([folder], catalogue)
    line = next(each for each in catalogue.edition.computed if each.kind.is_rate)
    at = frame.select("year", "month").sort("year", "month").row(-1)
    row = together(of_all_offices(frame, catalogue, PeriodKind.MONTH), catalogue, line, at)
    whole = rollup(frame, catalogue, tree_of_one(frame), by="whole", period="month")
    wanted = whole.filter((pl.col("year") == at[0]) & (pl.col("period") == at[1]))[line.id].to_list()
    assert row is not None and [row["value"]] == wanted
    assert together(of_all_offices(frame, catalogue, PeriodKind.MONTH), catalogue, line, (1999, 1)) is None


def tree_of_one(frame: pl.DataFrame) -> pl.DataFrame:
    offices = frame["office"].unique().to_list()
    return pl.DataFrame(
        [*((name, "ward", "P") for name in offices), ("P", "whole", None)], ["office", "level", "parent"], orient="row"
    )
