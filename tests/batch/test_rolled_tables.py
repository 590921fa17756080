"""Tables added up: the half-year of two quarters, offices together, and what is not given told as such."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.forms import BIEU_06, QD_766
from tests.tables.small import HEAD, STUB, catalogue_of
from tests.tables.small import judged as judged_form

from cchc import DataError, Evaluation, Missing, Reported, UnknownNameError, from_dict, to_dict
from cchc.batch.rollup.table import CoverageState
from cchc.batch.rollup.table_groups import RolledReport, roll_up_tables, silent_tables
from cchc.batch.rollup.table_office import NOT_LISTED, NOT_REPORTED, RolledFigure
from cchc.serialize import record_of

OPENING, FLOWS = "ky_truoc", ("truc_tuyen", "truc_tiep", "da_giai_quyet", "truoc_han", "dung_han", "qua_han")
CLOSING = ("dang_giai_quyet", "trong_han", "dang_qua_han")
QUARTERS = BIEU_06.periods


def judged(*texts: str) -> list[Evaluation]:
    return [BIEU_06.judged(text) for text in texts]


def rolled(*texts: str, period: str | None = "half_year", **asked: Any) -> list[RolledReport]:
    return roll_up_tables(judged(*texts), BIEU_06.catalogue, period=period, **asked)


def figures(report: RolledReport, table: str = "b06") -> dict[str, dict[str, RolledFigure]]:
    """By row and column."""
    return {row.key: dict(report.tables[table].figures(row)) for row in report.tables[table].rows}


def without(text: str, label: str) -> str:
    return "\n".join(line for line in text.split("\n") if f"\t{label}\t" not in line)


def by_another(text: str, office: str = "UBND xã Khác") -> str:
    return text.replace("UBND xã Lũng Cao", office)


def test_the_half_year_of_two_quarters() -> None:
    """Flows are added, the opening is the first quarter's, the closing the second's, totals and rates are made anew."""
    (half,) = rolled(*QUARTERS)
    assert (half.office, str(half.period), half.reports, half.expected) == (
        "UBND xã Lũng Cao",
        "half_year 1/2026",
        2,
        2,
    )
    expected, found = BIEU_06.expected["half_year_from_the_two_quarters"], figures(half)
    marks = {column.mark: id for id, column in BIEU_06.catalogue.tables["b06"].columns.items()}
    assert len(expected) == len(found) == 7
    for wanted, row in zip(expected.values(), found.values(), strict=True):
        assert {mark: row[marks[mark]].value for mark in wanted} == wanted
    assert found["total"]["tiep_nhan"].value == 3376 != 1629 + 1802, "what is carried over would count twice"
    assert found["total"]["ty_le_truc_tuyen"].value == Decimal("22.93")
    assert {(each.given, each.of) for row in found.values() for each in row.values()} == {(2, 2), (1, 1)}


@pytest.mark.parametrize("form", [BIEU_06, QD_766], ids=lambda form: form.folder)
def test_a_report_by_itself_is_its_own_roll_up(form: Any) -> None:
    """Every figure, in every row and in the total, is worth what the report says."""
    for text in form.periods:
        evaluation = form.judged(text)
        (one,) = roll_up_tables([evaluation], form.catalogue)
        for id, record in record_of(evaluation).tables.items():
            found = figures(one, id)
            for row in (*record.rows, *([record.total] if record.total is not None else [])):
                for column, figure in row.values.items():
                    if isinstance(figure.value, Reported):
                        assert found[row.key][column].value == figure.value.value, (row.key, column)


def test_a_row_that_the_last_quarter_does_not_list_has_no_last_figure() -> None:
    """It is missing, not zero; its flows are those of the quarter that lists it; the total is that of the others."""
    (half,) = rolled(QUARTERS[0], without(QUARTERS[1], "Đất đai"))
    found = figures(half)
    for column in CLOSING:
        assert (found["Đất đai"][column].value, found["Đất đai"][column].reason) == (None, NOT_LISTED)
        assert (found["Đất đai"][column].given, found["Đất đai"][column].of) == (0, 1)
    assert (found["Đất đai"]["truc_tuyen"].value, found["Đất đai"]["truc_tuyen"].given) == (63, 1)
    assert found["Đất đai"][OPENING].value == 18
    others = [row["dang_giai_quyet"].value for key, row in found.items() if key not in ("Đất đai", "total")]
    assert found["total"]["dang_giai_quyet"].value == sum(others)  # type: ignore[arg-type]


def test_a_row_that_only_the_last_quarter_lists_has_no_opening() -> None:
    """And stands where that quarter's report has it."""
    (half,) = rolled(without(QUARTERS[0], "Đất đai"), QUARTERS[1])
    found = figures(half)
    assert list(found)[2] == "Đất đai"
    assert found["Đất đai"][OPENING].reason == NOT_LISTED
    assert found["Đất đai"]["dang_giai_quyet"].value == 15


def test_without_the_first_or_the_last_report_there_is_no_opening_or_closing() -> None:
    """A late office's figure of the quarter before does not stand for the half-year's."""
    (first,), (last,) = rolled(QUARTERS[0]), rolled(QUARTERS[1])
    assert (first.reports, first.expected) == (1, 2)
    assert figures(first)["Hộ tịch"]["dang_giai_quyet"].reason == NOT_REPORTED
    assert figures(last)["Hộ tịch"][OPENING].reason == NOT_REPORTED
    flow = figures(first)["Hộ tịch"]["truc_tuyen"]
    assert (flow.value, flow.given, flow.of) == (214, 1, 2)


def test_a_blank_figure_is_told_and_no_zero() -> None:
    """A sum says how many give it; a closing figure left blank leaves the total without one."""
    line = next(line for line in QUARTERS[1].split("\n") if "\tĐất đai\t" in line)
    cells = line.split("\t")
    cells[3], cells[11], cells[12] = "", "", ""
    (half,) = rolled(QUARTERS[0], QUARTERS[1].replace(line, "\t".join(cells)))
    found = figures(half)
    assert (found["Đất đai"]["truc_tuyen"].value, found["Đất đai"]["truc_tuyen"].given) == (63, 1)
    assert (found["Đất đai"]["trong_han"].value, found["Đất đai"]["trong_han"].reason) == (None, "blank")
    assert (found["total"]["trong_han"].value, found["total"]["trong_han"].reason) == (None, "blank")


def test_offices_are_added_row_by_row() -> None:
    """By the office above them: rows of one name are one, rates are of the sums, never averaged."""
    tree = pl.DataFrame(
        {
            "office": ["UBND xã Lũng Cao", "UBND xã Khác", "Tỉnh"],
            "level": ["xã", "xã", "tỉnh"],
            "parent": ["Tỉnh", "Tỉnh", None],
        }
    )
    texts = (QUARTERS[0], without(by_another(QUARTERS[0]), "Chứng thực"))
    (province,) = rolled(*texts, period=None, offices=tree, by="tỉnh")
    assert (province.office, province.reports, province.expected) == ("Tỉnh", 2, 2)
    found, own = figures(province), figures(rolled(QUARTERS[0], period=None)[0])
    for column in (OPENING, *FLOWS, *CLOSING):
        assert found["Hộ tịch"][column].value == 2 * own["Hộ tịch"][column].value  # type: ignore[operator]
        assert found["Chứng thực"][column].value == own["Chứng thực"][column].value
        assert (found["Chứng thực"][column].given, found["Chứng thực"][column].of) == (1, 2)
    assert found["Hộ tịch"]["ty_le_dung_han"] == RolledFigure(
        Decimal("97.69"), 2, 2, offices=2, state=CoverageState.COMPLETE
    )
    received = [found[key]["tiep_nhan"].value for key in found if key != "total"]
    assert found["total"]["tiep_nhan"].value == sum(received)  # type: ignore[arg-type]


def test_scores_are_made_of_added_parts() -> None:
    """Of two communes alike the index is that of one: maxima are no sums, and points are not added over offices."""
    text = QD_766.periods[0]
    tree = pl.DataFrame({"office": ["UBND xã Lũng Cao", "UBND xã Khác"], "level": ["xã"] * 2, "parent": ["Tỉnh"] * 2})
    tree = pl.concat([tree, pl.DataFrame({"office": ["Tỉnh"], "level": ["tỉnh"], "parent": [None]}, tree.schema)])
    both = [QD_766.judged(text), QD_766.judged(by_another(text))]
    (one,) = roll_up_tables(both[:1], QD_766.catalogue)
    (province,) = roll_up_tables(both, QD_766.catalogue, tree, by="tỉnh")
    alone, together = figures(one, "qd766"), figures(province, "qd766")
    key = "Tỷ lệ hồ sơ xử lý trước hạn, đúng hạn"
    assert together[key]["tu"].value == 2 * alone[key]["tu"].value  # type: ignore[operator]
    for column in ("ty_le", "toi_da", "diem"):
        assert together[key][column].value == alone[key][column].value
    reported = "Dịch vụ công trực tuyến (điểm do hệ thống công bố)"
    assert alone[reported]["diem"].value is not None
    assert (together[reported]["diem"].value, together[reported]["diem"].reason) == (None, "no_parts")


def test_json_gives_the_same_roll_up() -> None:
    """What was written down by another program is added up as the reports are."""
    evaluations = judged(*QUARTERS)
    written = [from_dict(to_dict(each)) for each in evaluations]
    mine = roll_up_tables(evaluations, BIEU_06.catalogue, period="half_year")
    theirs = roll_up_tables(written, BIEU_06.catalogue, period="half_year")
    assert [list(each.rows()) for each in mine] == [list(each.rows()) for each in theirs]


def test_the_order_of_reports_changes_no_figure() -> None:
    """Which file is read first is chance."""
    (one,), (other,) = rolled(*QUARTERS), rolled(*reversed(QUARTERS))
    assert figures(one) == figures(other)


def test_what_cannot_be_added_up_is_refused() -> None:
    """Two reports of one office for one quarter, another period, a level without a tree."""
    with pytest.raises(DataError, match="two reports of one office"):
        rolled(QUARTERS[0], QUARTERS[0])
    with pytest.raises(UnknownNameError, match="half_year"):
        rolled(QUARTERS[0], period="half_yaer")
    with pytest.raises(DataError, match="tree of offices"):
        rolled(QUARTERS[0], by="tỉnh")
    assert rolled(QUARTERS[0], period="month") == []


COUNTS = st.lists(st.lists(st.integers(0, 10**6), min_size=7, max_size=7), min_size=1, max_size=3)


def filled(rows: list[list[int]], office: str) -> Evaluation:
    """Biểu 06 with rows of these: online, in person, carried over; early, on time, late; in hand past its day."""
    head = QUARTERS[0].split("\n1\t", 1)[0].replace("UBND xã Lũng Cao", office)
    lines = []
    for place, (online, person, carried, early, timely, late, over) in enumerate(rows, start=1):
        received, resolved = online + person + carried, early + timely + late
        cells = [received, online, person, carried, resolved, early, timely, late, over + 1, 1, over]
        lines.append("\t".join([str(place), f"Lĩnh vực {place}", *map(str, cells)]))
    return BIEU_06.judged("\n".join([head, *lines, "\tTỔNG SỐ" + "\t" * 11]))


@given(COUNTS, COUNTS)
def test_a_whole_is_the_sum_of_its_offices(one: list[list[int]], other: list[list[int]]) -> None:
    """Column by column, row by row and in the total; its rates lie between those of its offices."""
    evaluations = [filled(one, "A"), filled(other, "B")]
    tree = pl.DataFrame({"office": ["A", "B", "C"], "level": ["xã", "xã", "tỉnh"], "parent": ["C", "C", None]})
    (whole,) = roll_up_tables(evaluations, BIEU_06.catalogue, tree, by="tỉnh")
    parts = [each.table("b06") for each in evaluations]
    for key, row in figures(whole).items():
        own = [each[key] for each in parts if key == "total" or key in [row.key for row in each.rows]]
        for column in (OPENING, *FLOWS, *CLOSING, "tiep_nhan"):
            values = [each[column] for each in own]
            assert not any(isinstance(value, Missing) for value in values)
            assert row[column].value == sum(value.value for value in values)  # type: ignore[union-attr, misc]
            assert (row[column].given, row[column].of) == (len(own), 2)
        rates = [value.value for each in own if isinstance(value := each["ty_le_truc_tuyen"], Reported)]
        rate = row["ty_le_truc_tuyen"].value
        assert (rate is None) == (not rates)
        if rate is not None:
            assert min(rates) <= rate <= max(rates)  # type: ignore[type-var, operator]


def test_parents_of_rows_that_nobody_gave_are_no_zero(tmp_path: Path) -> None:
    """Where the last month is not filed, neither rows nor what is made of them have a last figure."""
    catalogue = catalogue_of(
        tmp_path,
        f"""[table.t]
{STUB}
columns = [{{ id = "nay", heading = ["Lũy kế"], over_time = "last" }}]
rows = [
    {{ id = "kham", code = "1", label.vi = "Khám", formula = "bh + khac" }},
    {{ id = "bh", under = "kham", code = "1.1", label.vi = "Có bảo hiểm" }},
    {{ id = "khac", under = "kham", code = "1.2", label.vi = "Không bảo hiểm" }},
]
""",
    )
    filed = judged_form(
        catalogue,
        "STT|Nội dung|Lũy kế",
        "1|Khám|7",
        "1.1|Có bảo hiểm|3",
        "1.2|Không bảo hiểm|4",
        period="THÁNG 4 NĂM 2024",
    )
    (quarter,) = roll_up_tables([filed], catalogue, period="quarter")
    for row in quarter.tables["t"].rows:
        figure = quarter.tables["t"].figures(row)["nay"]
        assert (figure.value, figure.reason, figure.given) == (None, NOT_REPORTED, 0), row.label


DATED = """
[table.t]
kind = "count"
unit = "ho_so"
stub = [{ is = "label", heading = ["Nội dung"] }]
rows = [
    { id = "a", label.vi = "Một" },
    { id = "b", label.vi = "Hai" },
    { id = "tong", label.vi = "Cộng", formula = "a + b" },
]
columns = [
    { id = "so", number = "1", heading = ["Số"] },
    { id = "gap", number = "2", heading = ["Tính đủ"], formula = "number(so) * he_so", kind = "score",
      over_rows = "recompute", over_time = "recompute", over_offices = "recompute" },
]

[parameters.he_so]
label.vi = "Hệ số"
values = [
    { from = 2024-01-01, to = 2024-05-31, value = 2, source = "thử" },
    { from = 2024-06-01, value = 3, source = "thử" },
]
"""


@pytest.mark.parametrize(
    ("months", "kind", "expected"),
    [
        ([2], None, {"Một": 2, "Hai": 4, "Cộng": 6}),
        ([1, 2, 3], "quarter", {"Một": 6, "Hai": 12, "Cộng": 18}),
        ([7, 8, 9], "quarter", {"Một": 9, "Hai": 18, "Cộng": 27}),
        ([4, 5, 6], "quarter", None),
    ],
)
def test_a_parameter_is_as_it_is_in_the_period(
    tmp_path: Path, months: list[int], kind: str | None, expected: dict[str, int] | None
) -> None:
    """Of a time in which it changed the flows are not computed by either value."""
    head = HEAD.replace("closing_day = 0", 'closing_day = 0, periods = ["month", "quarter"]')
    catalogue = catalogue_of(tmp_path, DATED, head)
    evaluations = [
        judged_form(catalogue, "Nội dung|Số|Tính đủ", "Một|1|", "Hai|2|", "Cộng|3|", period=f"THÁNG {month} NĂM 2024")
        for month in months
    ]
    (whole,) = roll_up_tables(evaluations, catalogue, period=kind)
    found = {row.key: whole.tables["t"].figures(row)["gap"] for row in whole.tables["t"].rows}
    if expected is None:
        assert {each.reason for each in found.values()} == {"series_broken"}
    else:
        assert {key: each.value for key, each in found.items()} == expected


TREE = {
    "office": ["UBND xã Lũng Cao", "UBND xã Khác", "UBND xã Im", "Tỉnh"],
    "level": ["xã", "xã", "xã", "tỉnh"],
    "parent": ["Tỉnh", "Tỉnh", "Tỉnh", None],
}


def tree(**dates: list[str | None]) -> pl.DataFrame:
    """Three communes of a province, from and to some dates."""
    columns = {name: pl.Series(given).str.to_date() for name, given in dates.items()}
    return pl.DataFrame(TREE).with_columns(**columns)


def test_who_is_silent_lacks() -> None:
    """Of three communes two report, one of them a quarter alone: flows lack of six reports, ends of three offices."""
    (half,) = rolled(*QUARTERS, by_another(QUARTERS[1]), offices=tree(), by="tỉnh")
    assert (half.reports, half.expected, half.offices, half.offices_expected) == (3, 6, 2, 3)
    found = figures(half)["total"]
    assert (found["truc_tuyen"].given, found["truc_tuyen"].of, found["truc_tuyen"].offices) == (3, 6, 2)
    assert (found["dang_giai_quyet"].given, found["dang_giai_quyet"].of) == (2, 3)
    assert (found[OPENING].given, found[OPENING].of, found[OPENING].offices) == (1, 3, 1)
    assert {each.state for each in found.values()} == {CoverageState.PARTIAL}
    (whole,) = rolled(
        QUARTERS[0],
        by_another(QUARTERS[0]),
        by_another(QUARTERS[0], "UBND xã Im"),
        offices=tree(),
        by="tỉnh",
        period=None,
    )
    assert {each.state for row in figures(whole).values() for each in row.values()} == {CoverageState.COMPLETE}


def test_an_office_is_expected_while_it_is_there() -> None:
    """One that begins with the second quarter has its opening figure then; one that has ended is not waited for."""
    lives = tree(
        valid_from=[None, "2026-04-01", None, None],
        valid_to=[None, None, "2025-12-31", None],
    )
    (half,) = rolled(*QUARTERS, by_another(QUARTERS[1]), offices=lives, by="tỉnh")
    assert (half.reports, half.expected, half.offices_expected) == (3, 3, 2)
    found, opening = (
        figures(half)["total"],
        [figures(rolled(text, period=None)[0])["total"][OPENING] for text in QUARTERS],
    )
    assert found[OPENING].value == sum(each.value for each in opening)  # type: ignore[misc]
    assert {each.state for each in found.values()} == {CoverageState.COMPLETE}


def test_a_report_out_of_its_offices_time_leaves_unknown_what_was_expected() -> None:
    """As does one of an office that is not in the tree: nobody knows who was to report."""
    lives = tree(valid_from=[None, "2026-06-01", None, None], valid_to=[None, None, "2025-12-31", None])
    (half,) = rolled(*QUARTERS, by_another(QUARTERS[0]), by_another(QUARTERS[1]), offices=lives, by="tỉnh")
    assert {each.state for each in figures(half)["total"].values()} == {CoverageState.UNKNOWN}
    nowhere = rolled(by_another(QUARTERS[0], "UBND xã Lạ"), offices=tree(), by="tỉnh", period=None)
    assert [each.office for each in nowhere] == [None]
    assert {each.state for each in figures(nowhere[0])["total"].values()} == {CoverageState.UNKNOWN}


def test_an_office_counts_where_it_was_when_it_last_reported() -> None:
    """One that ended in the half-year counts for the office above it, not for none."""
    lives = tree(valid_to=["2026-03-31", None, "2025-12-31", None])
    found = rolled(QUARTERS[0], *map(by_another, QUARTERS), offices=lives, by="tỉnh")
    assert [(each.office, each.reports, each.expected) for each in found] == [("Tỉnh", 3, 3)]


def test_the_silent_of_tables_are_named() -> None:
    """Each office of the tree, and each period from the first to the last of which anyone reported."""
    evaluations = judged(QUARTERS[0], by_another(QUARTERS[1]))
    missing = silent_tables(evaluations, BIEU_06.catalogue, tree())
    assert [(office, str(period)) for _, office, period in missing] == [
        ("UBND xã Lũng Cao", "quarter 2/2026"),
        ("UBND xã Khác", "quarter 1/2026"),
        ("UBND xã Im", "quarter 1/2026"),
        ("UBND xã Im", "quarter 2/2026"),
    ]
    assert silent_tables(evaluations, BIEU_06.catalogue, None) == []


def test_a_row_is_one_however_offices_spell_it() -> None:
    """As most of them do; a report that tells two rows apart by that alone keeps both."""
    loud = by_another(QUARTERS[0]).replace("\tĐất đai\t", "\tĐẤT ĐAI\t")
    (whole,) = rolled(QUARTERS[0], loud, by_another(QUARTERS[0], "UBND xã Im"), offices=tree(), by="tỉnh", period=None)
    found, (own,) = figures(whole), rolled(QUARTERS[0], period=None)
    assert "ĐẤT ĐAI" not in found
    land = figures(own)["Đất đai"]["truc_tuyen"].value
    assert isinstance(land, int)
    assert (found["Đất đai"]["truc_tuyen"].value, found["Đất đai"]["truc_tuyen"].given) == (3 * land, 3)
    both = QUARTERS[0].replace("\tHộ tịch\t", "\tĐẤT ĐAI\t")
    (two,) = rolled(both, period=None)
    assert {"Đất đai", "ĐẤT ĐAI"} <= figures(two).keys()
