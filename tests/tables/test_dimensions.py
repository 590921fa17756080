"""Columns that are repeated for the members of a dimension, and rules over columns, in which names are rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables import small

from cchc import Catalogue, Evaluation, load_catalogue
from cchc.readers import read_report

HERE = Path(__file__).parent
HEAD = """THU CHI THEO NGUỒN THÁNG 5 NĂM 2024
TT\tNội dung\tTổng số\tTrung ương\t\tĐịa phương\t
\t\t\tKế hoạch năm 2024\tThực hiện\tKế hoạch năm 2024\tThực hiện
\t\t\t1\t2\t3\t4
"""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(HERE / "thu-chi")


def judged(catalogue: Catalogue, *rows: str) -> Evaluation:
    return catalogue.evaluate(read_report((HEAD + "\n".join(rows) + "\n").encode(), catalogue, name="thu-chi.tsv"))


def test_columns_that_name_a_dimension_are_repeated_together(catalogue: Catalogue) -> None:
    """Neighbours first, then the next member: as such forms print them, with a number each."""
    columns = catalogue.edition.tables["t"].columns
    assert list(columns) == ["tong", "kh_tw", "th_tw", "kh_dp", "th_dp"]
    assert [column.mark for column in columns.values()] == [None, "1", "2", "3", "4"]
    assert columns["th_dp"].path == "Địa phương › Thực hiện"
    assert columns["th_dp"].asks.part_of == "kh_dp"


RIGHT = ("I\tThu\t30\t10\t5\t20\t8", "1\tThuế\t20\t8\t4\t12\t8", "2\tPhí\t10\t2\t1\t8\t0", "II\tChi\t29\t10\t5\t19\t8")


def test_a_right_table_has_no_finding(catalogue: Catalogue) -> None:
    assert judged(catalogue, *RIGHT).findings == ()


def test_a_rule_over_columns_is_asked_of_each(catalogue: Catalogue) -> None:
    """Names are rows; the column is told, with the report's year in its heading."""
    findings = judged(catalogue, *RIGHT[:3], "II\tChi\t31\t10\t6\t21\t8").findings
    assert [finding.figure for finding in findings] == ["t[Chi].tong", "t[Chi].th_tw", "t[Chi].kh_dp"]
    assert (
        findings[2].message["vi"]
        == "(3) “Địa phương › Kế hoạch năm 2024”: không đạt “Chi” <= “Thu”: biểu ghi 21, cần không quá 20"
    )


def test_a_part_is_not_more_than_its_whole(catalogue: Catalogue) -> None:
    """The whole agrees with the total, so only the part can be wrong: at most the whole."""
    (part, *_) = judged(catalogue, *RIGHT[:3], "II\tChi\t29\t10\t11\t19\t8").findings
    assert part.required is not None
    assert (part.required.sign, part.required.value, part.required.text["en"]) == ("<=", "10", "at most 10")
    assert (part.code, part.figure, part.expected) == ("CCHC-T001", "t[Chi].th_tw", "không quá 10")


TWO = """
[dimension.ky]
members = [{ id = "k1", heading = "Kỳ trước" }, { id = "k2", heading = "Kỳ này" }]

[dimension.gioi]
members = [{ id = "nam", heading = "Nam" }, { id = "nu", heading = "Nữ" }]

[table.t]
stub    = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Ngành"] }]
rows    = [
    { id = "a", code = "I", label.vi = "Nhà nước", formula = "children" },
    { id = "a1", under = "a", code = "1", label.vi = "Trung ương" },
    { id = "a2", under = "a", code = "2", label.vi = "Địa phương" },
    { id = "b", code = "II", label.vi = "Ngoài nhà nước", formula = "children" },
    { id = "b1", under = "b", code = "1", label.vi = "Trung ương" },
    { id = "b2", under = "b", code = "2", label.vi = "Địa phương" },
]
columns = [
    { id = "n_{ky}_{gioi}", heading = ["{ky}", "{gioi}"] },
    { id = "n_{ky}", heading = ["{ky}", "Cộng"], formula = "n_{ky}_nam + n_{ky}_nu" },
]
"""
TWO_FORM = (
    "STT|Ngành|Kỳ trước|||Kỳ này||",
    "||Nam|Nữ|Cộng|Nam|Nữ|Cộng",
    "I|Nhà nước|3|4|7|5|6|11",
    "1|Trung ương|1|1|2|2|2|4",
    "2|Địa phương|2|3|5|3|4|7",
    "II|Ngoài nhà nước|7|7|14|8|8|16",
    "1|Trung ương|3|3|6|4|4|8",
    "2|Địa phương|4|4|8|4|{cell}|8",
)


def test_a_dimension_may_be_repeated_within_another(tmp_path: Path) -> None:
    """Men, women and all of the period before, then of this one; rows of one label are told apart by those above."""
    catalogue = small.catalogue_of(tmp_path, TWO)
    assert list(catalogue.edition.tables["t"].columns) == ["n_k1_nam", "n_k1_nu", "n_k1", "n_k2_nam", "n_k2_nu", "n_k2"]
    assert list(small.judged(catalogue, *(line.format(cell=4) for line in TWO_FORM)).findings) == []
    wrong = small.judged(catalogue, *(line.format(cell=9) for line in TWO_FORM)).findings
    assert [finding.figure for finding in wrong] == ["t[Ngoài nhà nước › Địa phương].n_k2_nu"]


def test_a_column_of_endless_dimensions_is_refused(tmp_path: Path) -> None:
    """A stranger's catalogue is bounded."""
    many = "".join(f"[dimension.d{at}]\nmembers = ['A', 'B']\n" for at in range(40))
    named = "".join(f"{{d{at}}}" for at in range(40))
    text = f'{many}[table.t]\nrows = "one"\ncolumns = [{{ id = "x", heading = ["{named}"] }}]\n'
    assert any("a column may name 4 dimensions" in mistake for mistake in small.mistakes(tmp_path, text))
