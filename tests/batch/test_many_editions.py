"""A series over several editions has every line of any of them, and says of each figure how it stands in it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.batch.conftest import Engine, assert_same
from tests.small import FOLDER

from cchc.batch import evaluate, findings, frame_of, input_schema, over_time, rollup, tidy
from cchc.batch.codes import BROKEN, DEFINED_ANEW, REASONS, REPORTED
from cchc.batch.pictures.pictures import Break
from cchc.catalogue import Catalogue, load_catalogue
from cchc.cli import run
from cchc.edition.continuity import Life
from cchc.formula.tree import mentions_of
from cchc.report import Report
from cchc.serialize import to_json
from cchc.value import Reason

ADDED, OLD, NEW, KEPT, BEGUN = (
    "ho_so_so_hoa",
    "kiem_tra_van_de_phat_hien",
    "van_de_moi",
    "bien_che_giao",
    "bien_che_co_mat",
)
RATE = "kiem_tra_ty_le_bo_phan"
PARTS = ("kiem_tra_bo_phan_da_kiem_tra", "kiem_tra_bo_phan_ke_hoach")
NOT_APPLICABLE = REASONS[Reason.NOT_APPLICABLE]
GROUND = 'because = { instrument = "nq_1", certainty = "likely" }\n'
COUNT = 'kind = "count"\nover_time = "cumulative"\n'
LATER = f"""
id = "nho-2025"
base = "nho-2024"
status = "derived"
status_note = {{ vi = "Chưa thấy mẫu.", en = "The form has not been seen." }}
in_force = {{ from = 2025-07-01 }}
series = "broken"

[instruments.nq_1]
number = "1/2025"
date = 2025-06-16
title = {{ vi = "Nghị quyết", en = "Resolution" }}

[add.{ADDED}]
after = "ho_so_dung_han"
code = "-"
label = {{ vi = "Số hồ sơ đã số hóa", en = "Dossiers digitised" }}
unit = "ho_so"
{COUNT}{GROUND}
[add.{NEW}]
after = "kiem_tra_ty_le_xu_ly"
code = "+"
label = {{ vi = "Số vấn đề nêu trong kết luận", en = "Problems named in the conclusion" }}
unit = "van_de"
{COUNT}{GROUND}
[change.{OLD}]
ended = 2025-06-30
replaced_by = "{NEW}"
comparable = "kept"
{GROUND}
[change.{KEPT}]
comparable = "kept"
{GROUND}
[change.{RATE}]
formula = "percent({PARTS[0]}, {PARTS[1]} + {PARTS[1]})"
examples = [
    {{ {PARTS[0]} = 1, {PARTS[1]} = 2, gives = "25.00" }},
    {{ {PARTS[0]} = 0, {PARTS[1]} = 0, gives = "zero_denominator" }},
]
{GROUND}"""


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The small form and an edition on it that adds, ends, replaces, keeps and recomputes."""
    folder = tmp_path_factory.mktemp("editions") / "small"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "nho-2025").mkdir()
    (folder / "nho-2025" / "edition.toml").write_text(LATER, encoding="utf-8")
    return load_catalogue(folder)


def row(year: int, month: int, **figures: int) -> dict[str, Any]:
    return {"office": "A", "year": year, "month": month, **figures}


def frame(first: int = 1, last: int = 12) -> pl.DataFrame:
    """A ward's year 2025, as each month's own form asks it."""
    rows = []
    for month in range(first, last + 1):
        asked = {OLD: month} if month < 7 else {NEW: month, ADDED: 10 * month}
        rows.append(row(2025, month, **{KEPT: 20, BEGUN: 18, PARTS[0]: 1, PARTS[1]: 2}, **asked))
    return pl.DataFrame(rows, infer_schema_length=None)


def rolled(forms: Catalogue, period: str, data: pl.DataFrame | None = None) -> list[dict[str, Any]]:
    return rollup(frame() if data is None else data, forms, period=period).sort("year", "period").to_dicts()


def long(forms: Catalogue, period: str) -> dict[tuple[int, str], dict[str, Any]]:
    table = tidy(rollup(frame(), forms, period=period), forms, "office")
    return {(each["period"], each["indicator"]): each for each in table.iter_rows(named=True)}


def test_a_line_is_expected_for_the_months_in_which_it_is_asked(forms: Catalogue) -> None:
    """One that begins or ends in July has half a year to give; one that goes on under another's name all of it."""
    year = long(forms, "year")
    told = {
        id: [year[1, id][name] for name in ("months", "months_expected", "state")] for id in (ADDED, OLD, NEW, KEPT)
    }
    assert told == {
        ADDED: [6, 6, "complete"],
        OLD: [6, 6, "complete"],
        NEW: [12, 12, "complete"],
        KEPT: [12, 12, "complete"],
    }
    lacking = tidy(rollup(frame(1, 11), forms, period="year"), forms, "office")
    states = {row["indicator"]: row["state"] for row in lacking.iter_rows(named=True)}
    assert (states[ADDED], states[OLD], states[NEW]) == ("partial", "complete", "partial")


def test_the_whole_form_has_the_lines_of_every_edition(forms: Catalogue) -> None:
    """Each where its own edition has it, and in force when that says."""
    assert forms.id == "nho-2024"
    lines = list(forms.whole.indicators)
    assert lines.index(ADDED) == lines.index("ho_so_dung_han") + 1
    assert (ADDED in forms.edition.figures, NEW in forms.whole.figures) == (False, True)
    assert forms.series.lives == {
        ADDED: Life(since=dt.date(2025, 7, 1)),
        NEW: Life(since=dt.date(2025, 7, 1)),
        OLD: Life(ended=dt.date(2025, 7, 1), replaced_by=NEW),
    }
    assert {ADDED, NEW, OLD} <= set(input_schema(forms).names)


def test_one_edition_alone_is_the_whole(forms: Catalogue) -> None:
    alone = load_catalogue(FOLDER / "nho-2024")
    assert alone.whole is alone.edition
    assert alone.series.lives == {}


def test_an_added_line_is_added_up_and_does_not_apply_before(forms: Catalogue) -> None:
    """In months before it was asked there is no figure, and that is its reason."""
    months = rolled(forms, "month")
    assert [each[ADDED] for each in months] == [None] * 6 + [70, 80, 90, 100, 110, 120]
    assert [each[f"{ADDED}__code"] for each in months] == [NOT_APPLICABLE] * 6 + [REPORTED] * 6
    halves = rolled(forms, "half_year")
    assert [each[ADDED] for each in halves] == [None, 120]


def test_a_line_that_nobody_gave_is_blank_where_it_was_asked(forms: Catalogue) -> None:
    data = frame().with_columns(pl.lit(None, pl.Int64).alias(ADDED))
    codes = [each[f"{ADDED}__code"] for each in rolled(forms, "month", data)]
    assert codes == [NOT_APPLICABLE] * 6 + [REASONS[Reason.BLANK]] * 6


def test_a_line_s_figures_go_on_under_its_successor_s_name(forms: Catalogue) -> None:
    """As long as the catalogue says that they are comparable; the line itself does not apply any more."""
    months = rolled(forms, "month")
    assert [each[NEW] for each in months] == list(range(1, 13))
    assert [each[OLD] for each in months] == [1, 2, 3, 4, 5, 6, *[None] * 6]
    assert {each[f"{OLD}__code"] for each in months[6:]} == {NOT_APPLICABLE}
    (year,) = rolled(forms, "year")
    assert (year[NEW], year[f"{NEW}__code"]) == (12, REPORTED)


def test_a_successor_of_a_broken_series_starts_anew(forms: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    from attrs import evolve

    monkeypatch.setattr(Catalogue, "series", evolve(forms.series, comparable=frozenset()))
    months = rolled(forms, "month")
    assert [each[NEW] for each in months] == [None] * 6 + list(range(7, 13))


def test_a_rate_is_reckoned_by_the_edition_of_its_months(forms: Catalogue) -> None:
    """1 of 2 is 50 % before, 25 % since; over both nothing is given, and the reason is."""
    assert [each[RATE] for each in rolled(forms, "quarter")] == [5000, 5000, 2500, 2500]
    (year,) = rolled(forms, "year")
    assert (year[RATE], year[f"{RATE}__code"]) == (None, DEFINED_ANEW)


def test_every_engine_gives_the_same(forms: Catalogue, engine: Engine) -> None:
    for period in ("month", "quarter", "year"):
        wanted = rollup(frame(), forms, period=period)
        assert_same(engine.back(rollup(engine.of(frame()), forms, period=period)), wanted, ["year", "period"])


def test_each_figure_says_how_it_stands_in_its_series(forms: Catalogue) -> None:
    """Kept over the break, of one side of it, begun anew, refused, not yet or no longer asked."""
    year, halves, day = long(forms, "year"), long(forms, "half_year"), dt.date(2025, 7, 1)
    assert year[1, KEPT]["series"] == halves[2, KEPT]["series"] == "kept"
    assert (year[1, BEGUN]["series"], halves[2, BEGUN]["series"]) == ("one_side", "anew")
    assert halves[1, BEGUN]["series"] is halves[1, KEPT]["series"] is None
    assert (year[1, ADDED]["series"], halves[2, ADDED]["series"]) == ("not_yet", None)
    assert (year[1, OLD]["series"], year[1, OLD]["value"], year[1, NEW]["series"]) == ("ended", 6, "kept")
    assert (halves[1, ADDED]["series"], halves[1, ADDED]["reason"]) == ("not_yet", "not_applicable")
    assert (halves[2, OLD]["series"], halves[2, OLD]["replaced_by"]) == ("ended", NEW)
    told = [each for each in (*year.values(), *halves.values()) if each["series"] is not None]
    assert {each["series_since"] for each in told} == {day}


def test_what_must_not_be_put_together_is_refused_by_name(forms: Catalogue) -> None:
    flow = "kiem_tra_cbcc_bi_xu_ly"
    data = frame().with_columns(pl.lit(1).alias(flow))
    wide = rollup(data, forms, period="year")
    assert wide[f"{flow}__code"].to_list() == [BROKEN]
    table = tidy(wide, forms, "office").filter(pl.col("indicator") == flow)
    assert table.select("series", "reason").rows() == [("refused", "series_broken")]


def test_months_reported_are_told(forms: Catalogue) -> None:
    (year,) = rolled(forms, "year", frame(3, 11))
    assert (year["reports_from"], year["reports_to"]) == (202503, 202511)


def reports(forms: Catalogue) -> list[Report]:
    made = []
    for each in frame().iter_rows(named=True):
        figures = {id: each[id] for id in (KEPT, BEGUN, *PARTS, OLD, NEW, ADDED) if each[id] is not None}
        period = f"tháng {each['month']} năm 2025"
        made.append(Report.from_values(figures, office="UBND phường A", period=period))
    return made


def test_a_frame_of_reports_has_every_line_with_its_state(forms: Catalogue) -> None:
    """What a report's own edition does not have does not apply to it."""
    made = frame_of(forms.evaluate_many(reports(forms)), forms)
    assert made[ADDED].to_list() == [None] * 6 + [70, 80, 90, 100, 110, 120]
    assert made[f"{ADDED}__code"].to_list() == [NOT_APPLICABLE] * 6 + [REPORTED] * 6
    assert made[f"{OLD}__code"].to_list()[6:] == [NOT_APPLICABLE] * 6
    left_out = forms.evaluate(Report.from_values({KEPT: 3}, office="UBND phường B", period="tháng 9 năm 2025"))
    assert frame_of([left_out], forms)[f"{ADDED}__code"].to_list() == [REASONS[Reason.BLANK]]
    again = rollup(made.with_columns(office=pl.lit("A")), forms, period="year").row(0, named=True)
    assert (again[NEW], again[ADDED]) == (12, 120)


def test_rules_over_time_follow_the_successor(forms: Catalogue) -> None:
    """A cumulative figure must not fall under its new name below what it was under the old one; over a break of the
    series nothing else is compared."""
    (rule,) = [id for id, each in forms.rules.items() if "it >= previous(it)" in each.check]
    ids = {id for each in forms.whole.rules[rule].instances for id in mentions_of(each.check)}
    same = frame(6, 8).with_columns(pl.lit(7).alias(id) for id in ids - {NEW, OLD})
    fallen = same.with_columns(pl.when(pl.col("month") == 7).then(3).otherwise(pl.col(NEW)).alias(NEW))
    assert forms.series.succeeded == {NEW: OLD}
    assert NEW in ids
    assert over_time(same, forms).sort("month")[rule].to_list() == [None, True, True]
    assert over_time(fallen, forms).sort("month")[rule].to_list() == [None, False, True]


def test_frames_are_judged_with_the_lines_of_all_editions(forms: Catalogue) -> None:
    assert evaluate(frame(), forms)[RATE].to_list()[0] == 5000
    assert findings(frame(), forms).columns[:3] == ["office", "year", "month"]


@pytest.fixture
def folder(forms: Catalogue, tmp_path: Path) -> Path:
    for at, report in enumerate(reports(forms)):
        settled = forms.of_id("nho-2025").settle(report) if at >= 6 else forms.settle(report)
        (tmp_path / f"{at:02d}.json").write_text(to_json(settled), encoding="utf-8")
    return tmp_path


def told(folder: Path, forms: Catalogue, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    """What `cchc rollup` prints of the ward's year."""
    assert forms.folder is not None
    lines = [option for id in (ADDED, OLD, NEW, KEPT, BEGUN, RATE) for option in ("-i", id)]
    assert run(["rollup", str(folder), "--edition", str(forms.folder.parent), "--lang", "en", *lines, *options]) == 0
    return capsys.readouterr().out


def test_the_table_says_how_each_figure_stands(
    folder: Path, forms: Catalogue, capsys: pytest.CaptureFixture[str]
) -> None:
    """In words beside it, and the successor by its name."""
    out = " ".join(told(folder, forms, capsys, "--period", "half_year").split())
    assert "does not apply: the line is asked from 01/07/2025 on" in out
    assert "does not apply: replaced from 01/07/2025 on by line" in out
    assert "Problems named in the conclusion" in out
    assert "the series goes on over 01/07/2025" in out
    assert "began anew on 01/07/2025 and is not set against" in out
    year = " ".join(told(folder, forms, capsys, "--period", "year").split())
    assert "lies on both sides of 01/07/2025" in year
    assert "came to be defined otherwise" in year


def test_json_and_csv_carry_the_same_mark(folder: Path, forms: Catalogue, capsys: pytest.CaptureFixture[str]) -> None:
    rows = json.loads(told(folder, forms, capsys, "--period", "half_year", "--format", "json"))
    marks = {(row["period"], row["indicator"]): row["series"] for row in rows}
    assert (marks[1, ADDED], marks[2, OLD], marks[2, KEPT], marks[2, BEGUN]) == ("not_yet", "ended", "kept", "anew")
    assert {row["series_since"] for row in rows if row["series"]} == {"2025-07-01"}
    table = pl.read_csv(told(folder, forms, capsys, "--period", "half_year", "--format", "csv").encode())
    assert {(row["period"], row["indicator"]): row["series"] for row in table.iter_rows(named=True)} == marks


def test_the_spreadsheet_has_numbers_and_their_marks(
    folder: Path, forms: Catalogue, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    import openpyxl

    file = tmp_path_factory.mktemp("out") / "tong-hop.xlsx"
    told(folder, forms, capsys, "--period", "half_year", "--format", "xlsx", "--output", str(file))
    sheet = openpyxl.load_workbook(file).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    (rate, *_) = [row for row in rows if row[4] == 25]
    assert "began anew" in rate[-1]
    assert sum("does not apply" in (row[-1] or "") for row in rows) == 2
    assert {type(row[4]) for row in rows if row[-1] is None} <= {int, float}
    heights = {bool(row[-1]): sheet.row_dimensions[at].height for at, row in enumerate(rows, 5)}
    assert heights[True] > heights[False]  # a row shows the whole of what is to be known of its figure


def test_a_break_that_is_yet_to_come_is_not_drawn(
    folder: Path, forms: Catalogue, capsys: pytest.CaptureFixture[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The picture of a spring says nothing of July."""
    drawn = {}
    for months in (range(3, 6), range(4, 8)):
        home = tmp_path_factory.mktemp("spring")
        for month in months:
            shutil.copy(folder / f"{month - 1:02d}.json", home)
        picture = home.parent / f"{home.name}.svg"
        told(home, forms, capsys, "-i", BEGUN, "--picture", str(picture))
        drawn[months[-1]] = picture.read_bytes().count(b"stroke-dasharray")
    assert drawn[5] < drawn[7]


def test_a_line_is_not_drawn_over_a_break_unless_it_goes_on() -> None:
    """Between two periods, or within one; a figure is on the side that it is of."""
    nothing = float("nan")
    values = [1.0, 2.0, 3.0]
    assert parted(values, [Break(1.5, "")]) == str([1.0, 2.0, nothing, 3.0])
    assert parted(values, [Break(1, "")]) == str([1.0, nothing, 2.0, 3.0])
    assert parted(values, [Break(1.5, "", is_kept=True)]) == str(values)


def parted(values: list[float], breaks: list[Break]) -> str:
    from cchc.batch.pictures.pictures import _parted

    return str(_parted(values, breaks)[1])


@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_a_picture_of_several_editions_is_drawn(
    folder: Path,
    forms: Catalogue,
    capsys: pytest.CaptureFixture[str],
    tmp_path_factory: pytest.TempPathFactory,
    period: str,
) -> None:
    """With what it says of the break: another than of a line that knows none."""
    drawn = []
    for id in (KEPT, BEGUN):
        file = tmp_path_factory.mktemp("out") / "tranh.svg"
        assert forms.folder is not None
        edition = ("--edition", str(forms.folder.parent))
        assert run(["rollup", str(folder), *edition, "--period", period, "-i", id, "--picture", str(file)]) == 0
        capsys.readouterr()
        drawn.append(file.read_text(encoding="utf-8"))
    assert all("stroke-dasharray" in each for each in drawn) is (period != "year")
