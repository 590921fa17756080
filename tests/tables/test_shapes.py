"""Forms of other shapes, each right without a finding and with each mistake at its cell: nested rows, money, means."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import catalogue_of

from cchc import Evaluation, load_catalogue
from cchc.errors import CatalogueError
from cchc.readers import read_report
from cchc.writers.empty import EmptyForm

HERE = Path(__file__).parent
SHAPES = ("thu-ngan-sach", "giao-vien", "tram-y-te", "consultas")


def judged(folder: str, *changes: tuple[str, str]) -> Evaluation:
    """A right form with some texts changed."""
    catalogue = load_catalogue(HERE / folder)
    text = (HERE / folder / "right.tsv").read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    return catalogue.evaluate(read_report(text.encode(), catalogue, name="form.tsv"))


@pytest.mark.parametrize("folder", SHAPES)
def test_a_right_form_has_no_finding(folder: str) -> None:
    """Parts that are no partition are counted once, rows under rows add up at every level, means are rounded."""
    assert judged(folder).findings == ()


@pytest.mark.parametrize(
    ("folder", "old", "new", "figure", "expected"),
    [
        # a part of nested rows: its own row, the row above it
        ("thu-ngan-sach", "1.2\tThuế môn bài\t100,0", "1.2\tThuế môn bài\t110,0", "thu[Thuế môn bài].dt", "100,0"),
        # a difference that may be below zero
        ("thu-ngan-sach", "50,0\t-500,0", "50,0\t-50,0", "thu[Thu chuyển giao].chenh", "-500,0"),
        # three partitions of one whole
        ("giao-vien", "Cơ sở 1\t12\t", "Cơ sở 1\t21\t", "gv[Mầm non › Trường Hoa Sen › Cơ sở 1].c1", "12"),
        # a mean by the number of people
        ("giao-vien", "6\t7\t7\t32,5", "6\t7\t7\t39,5", "gv[Mầm non › Trường Hoa Sen].c7", "32,5"),
    ],
)
def test_a_mistake_is_named_at_its_cell(folder: str, old: str, new: str, figure: str, expected: str) -> None:
    (finding, *_) = judged(folder, (old, new)).findings
    assert (finding.code, finding.figure) == ("CCHC-T001", figure)
    assert finding.expected == expected


def test_a_part_of_a_row_is_no_more_than_the_row() -> None:
    """Of what adds up; a difference or a rate of the part may well be greater."""
    findings = judged("thu-ngan-sach", ("chợ\t50,0", "chợ\t250,0")).findings
    assert "thu[Trong đó: phí chợ].dt" in findings[0].figures


def test_a_total_may_be_a_mean() -> None:
    """By the column that it names; one without weights is a mistake of the catalogue."""
    evaluation = judged("giao-vien", ("30\t20\t10\t35,2", "30\t20\t10\t36,2"))
    assert [(finding.code, finding.figure) for finding in evaluation.findings] == [("CCHC-T001", "gv[total].c7")]


def test_two_tables_bands_and_a_row_without_a_name() -> None:
    """A band of a rate, a rate per thousand, one row that no column names, and how many rows keep a condition."""
    evaluation = judged("tram-y-te")
    assert str(evaluation["kham[Đông].c6"].value) == "300.00"
    assert str(evaluation["kham[total].c7"].value) == "900.00"
    assert evaluation["nhan_luc[one].tong"].value == 5
    assert evaluation["thon_dat"].value == 1


def test_a_form_in_portuguese_is_read_in_its_own_way() -> None:
    """Its period, its commas, a difference below zero, a mean by weights; a printed row that is gone is told."""
    evaluation = judged("consultas")
    assert str(evaluation.report.period) == "month 3/2026"
    assert str(evaluation["m[total].demora"].value) == "3.2"
    assert str(evaluation["m[Maternidade].custo"].value) == "-100.00"
    gone = judged("consultas", ("2\tMaternidade\t100\t50\t50\t-100,00\t1,0\t50,0\t\n", ""))
    assert "CCHC-T007" in [finding.code for finding in gone.findings]


MINI = """title.vi = "Vốn đầu tư"
in_force = { from = 2024-01-01 }
[table.v]
kind = "number"
unit = "trieu_dong"
decimals = 2
stub = [{ is = "label", heading = ["Dự án"] }]
open = { key = "label", levels = [""] }
columns = [
    { id = "a", heading = ["Tổng"], formula = "b + c" },
    { id = "b", heading = ["Trung ương"] },
    { id = "c", heading = ["Địa phương"] },
]
"""


@pytest.mark.parametrize(
    ("row", "is_wrong"),
    [
        ("30,9\t10\t20", True),
        ("30,50\t10\t20", True),
        ("30\t10,30\t20,40", True),
        ("31\t10,30\t20,40", False),
        ("30\t10\t20", False),
    ],
)
def test_a_part_with_few_decimals_is_what_it_says(row: str, is_wrong: bool, tmp_path: Path) -> None:
    """Who writes 10 for 10,00 means no less; only a whole that is printed with fewer decimals may be rounded."""
    (tmp_path / "von").mkdir()
    (tmp_path / "von" / "edition.toml").write_text(MINI, encoding="utf-8")
    catalogue = load_catalogue(tmp_path / "von")
    text = f"VỐN ĐẦU TƯ\nTháng 5 năm 2026\nDự án\tTổng\tTrung ương\tĐịa phương\nCầu\t{row}\n"
    evaluation = catalogue.evaluate(read_report(text.encode(), catalogue, name="form.tsv"))
    assert bool(evaluation.findings) == is_wrong


def test_a_table_without_a_figure_is_told() -> None:
    """Once, as a warning: an empty form is no error, and no report either."""
    lines = (HERE / "consultas" / "right.tsv").read_text(encoding="utf-8").split("\n")
    blank = ["\t".join([*line.split("\t")[:2], *[""] * 7]) if "," in line else line for line in lines]
    catalogue = load_catalogue(HERE / "consultas")
    report = read_report("\n".join(blank).encode(), catalogue, name="form.tsv")
    assert [finding.code for finding in catalogue.evaluate(report).findings] == ["CCHC-T015"]


def test_an_empty_form_of_two_tables_without_names_is_written() -> None:
    catalogue = load_catalogue(HERE / "tram-y-te")
    for suffix in (".xlsx", ".docx", ".html"):
        data = EmptyForm(catalogue.edition, "vi").write(f"form{suffix}")
        codes = {finding.code for finding in read_report(data, catalogue, name=f"form{suffix}").findings}
        assert "CCHC-T015" in codes


def test_what_a_printed_band_lacks_is_told() -> None:
    """A figure by a table of bands that is printed without its parts: bands are no figure of the report."""
    catalogue = load_catalogue(HERE / "tram-y-te")
    text = (HERE / "tram-y-te" / "right.tsv").read_text(encoding="utf-8").replace("\t95\t95,0\t500", "\t\t\t500")
    findings = catalogue.evaluate(read_report(text.encode(), catalogue)).findings
    told = [each for each in findings if "(500)" in each.message["vi"] or " 500 " in each.message["vi"]]
    assert [finding.code for finding in told] == ["CCHC-S006"]
    assert told[0].figure == "kham[Đoài].c4"


ROW_OF = """
[table.t]
stub = [{ is = "label", heading = ["Nội dung"] }]
rows = [
    { id = "a", label.vi = "Một", columns = ["x..z"] },
    { id = "b", label.vi = "Hai", except = ["w"] },
    { id = "c", label.vi = "Ba", except = ["x..y", "w"] },
    { id = "d", label.vi = "Bốn", columns = ["w..y"], except = ["x"] },
    { id = "e", label.vi = "Năm" },
]
columns = [
    { id = "w", heading = ["W"] }, { id = "x", heading = ["X"] }, { id = "y", heading = ["Y"] },
    { id = "z", heading = ["Z"] },
]
"""


def test_a_row_may_name_the_columns_that_it_has_not(tmp_path: Path) -> None:
    """All but some, and from one to another as they are printed: an "x" in each of many cells is one word."""
    rows = catalogue_of(tmp_path, ROW_OF).edition.tables["t"].rows
    assert [row.columns for row in rows.values()] == [("x", "y", "z"), ("x", "y", "z"), ("z",), ("w", "y"), None]


@pytest.mark.parametrize("wrong", ['columns = ["x..q"]', 'except = ["q"]', 'except = ["q..x"]'])
def test_a_column_that_is_not_there_is_told_in_ranges_too(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="there is no column 'q'"):
        catalogue_of(tmp_path, ROW_OF.replace('columns = ["x..z"]', wrong))
