"""Unnumbered rows among those of an office that only add up others count once, and are told; no total is blamed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged

from cchc import Catalogue, Evaluation

TABLE = f"""
[table.t]
kind = "count"
unit = "ho_so"
{STUB}open = {{ key = "label", levels = ["1"], total = "Tổng số" }}
columns = [
    {{ id = "a", number = "1=2+3", heading = ["Tổng"] }},
    {{ id = "b", number = "2", heading = ["Mới"] }},
    {{ id = "c", number = "3", heading = ["Cũ"] }},
]
"""
HEAD = "STT|Nội dung|Tổng|Mới|Cũ"
COMMUNES = ("1|Xã An|30|10|20", "2|Xã Bình|50|20|30")
OFFICES = ("3|Phòng Nội vụ|7|3|4", "4|Phòng Y tế|8|4|4")
TOTAL = "|Tổng số|95|37|58"


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return catalogue_of(tmp_path, TABLE)


def told(evaluation: Evaluation) -> list[tuple[str, str, str | None]]:
    return [(each.code, str(each.severity), each.observed) for each in evaluation.findings]


def leaves(evaluation: Evaluation) -> list[str]:
    return [row.key for row in evaluation.report.tables["t"].rows]


@pytest.mark.parametrize(
    ("first", "second"), [("Cộng các xã", "Cộng các phòng"), ("Subtotal", "Sub-total: offices"), ("CỘNG", "TỔNG (3+4)")]
)
def test_a_row_that_adds_up_those_above_it_is_not_added_again(catalogue: Catalogue, first: str, second: str) -> None:
    """Up to the subtotal before it. It was counted twice, and the right total told to be wrong."""
    rows = (HEAD, *COMMUNES, f"|{first}|80|30|50", *OFFICES, f"|{second}|15|7|8", TOTAL)
    evaluation = judged(catalogue, *rows)
    assert told(evaluation) == [("CCHC-T028", "info", first), ("CCHC-T028", "info", second)]
    assert leaves(evaluation) == ["Xã An", "Xã Bình", "Phòng Nội vụ", "Phòng Y tế", "total"]


def test_a_subtotal_may_stand_over_its_rows(catalogue: Catalogue) -> None:
    rows = (HEAD, "|Cộng các xã|80|30|50", *COMMUNES, "|Cộng các phòng|15|7|8", *OFFICES, TOTAL)
    assert [each[:2] for each in told(judged(catalogue, *rows))] == [("CCHC-T028", "info")] * 2


def test_a_wrong_cell_of_a_subtotal_is_told_at_it(catalogue: Catalogue) -> None:
    """And nothing else: the total is right without it."""
    (finding,) = judged(catalogue, HEAD, *COMMUNES, "|Cộng các xã|80|30|51", *OFFICES, TOTAL).findings
    assert (finding.code, finding.severity, finding.observed) == ("CCHC-T028", "error", "Cộng các xã")
    assert "“Cũ”" in finding.message["vi"]
    assert "“Xã An” – “Xã Bình”" in finding.message["vi"]


def test_a_subtotal_that_nothing_comes_to_is_told_where_the_total_holds_without_it(catalogue: Catalogue) -> None:
    rows = (HEAD, *COMMUNES, "|Cộng các xã|60|21|39", *OFFICES, TOTAL)
    assert told(judged(catalogue, *rows)) == [("CCHC-T028", "warning", "Cộng các xã")]


def test_a_place_that_is_called_so_is_a_row_like_others(catalogue: Catalogue) -> None:
    """Its figures tell, with those of the total."""
    rows = (HEAD, *COMMUNES, "|Cộng Hiền|5|2|3", *OFFICES, "|Tổng số|100|39|61")
    evaluation = judged(catalogue, *rows)
    assert told(evaluation) == []
    assert "Cộng Hiền" in leaves(evaluation)
    slip = judged(catalogue, *rows[:-1], "|Tổng số|101|39|61")
    assert [each.figure for each in slip.findings] == ["t[total].a"]


def test_a_row_that_may_be_either_is_asked_about_and_no_total_is_blamed(catalogue: Catalogue) -> None:
    """It is neither what others come to, nor does the total hold with it or without it."""
    rows = (HEAD, *COMMUNES, "|Cộng các xã|60|21|39", *OFFICES, "|Tổng số|200|90|110")
    assert told(judged(catalogue, *rows)) == [("CCHC-T028", "error", "Cộng các xã")]


def test_names_that_only_begin_as_a_total_does_are_none(catalogue: Catalogue) -> None:
    rows = (HEAD, *COMMUNES, "|Tổng công ty Điện lực|80|30|50", "|Tổng số|160|60|100")
    assert told(judged(catalogue, *rows)) == []


def test_a_total_that_is_called_otherwise_is_still_the_total(catalogue: Catalogue) -> None:
    """The last row, behind subtotals of the parts."""
    rows = (HEAD, *COMMUNES, "|Cộng các xã|80|30|50", *OFFICES, "|Cộng các phòng|15|7|8", "|Toàn huyện|95|37|58")
    assert sorted(told(judged(catalogue, *rows))) == [
        ("CCHC-T012", "warning", "Toàn huyện"),
        ("CCHC-T028", "info", "Cộng các phòng"),
        ("CCHC-T028", "info", "Cộng các xã"),
    ]


def test_a_slip_in_a_row_is_told_with_its_subtotal(catalogue: Catalogue) -> None:
    """The sum of the row names the cell; the subtotal says that it does not agree."""
    rows = (HEAD, "1|Xã An|30|10|21", COMMUNES[1], "|Cộng các xã|80|30|50", *OFFICES, "|Cộng các phòng|15|7|8", TOTAL)
    evaluation = judged(catalogue, *rows)
    assert [each.figure for each in evaluation.findings if each.code == "CCHC-T001"] == ["t[Xã An].c"]
    assert [each.observed for each in evaluation.findings if each.severity == "error" and each.code == "CCHC-T028"] == [
        "Cộng các xã"
    ]


def test_figures_that_count_twice_in_the_total_as_well_are_asked_about(catalogue: Catalogue) -> None:
    """The office added its subtotals to the total: all sums hold, and the total is twice what there is."""
    rows = (HEAD, *COMMUNES, "|Cộng các xã|80|30|50", *OFFICES, "|Cộng các phòng|15|7|8", "|Tổng số|190|74|116")
    assert [each[:2] for each in told(judged(catalogue, *rows))] == [("CCHC-T028", "error")] * 2


def test_a_subtotal_stands_for_rows_that_are_blank_or_wrong(catalogue: Catalogue) -> None:
    """The total holds with it in place of them."""
    blank = judged(catalogue, HEAD, "1|Xã An|||", COMMUNES[1], "|Cộng các xã|80|30|50", *OFFICES, TOTAL)
    assert told(blank)[0] == ("CCHC-T028", "info", "Cộng các xã")
    wrong = judged(catalogue, HEAD, "1|Xã An|31|11|20", COMMUNES[1], "|Cộng các xã|80|30|50", *OFFICES, TOTAL)
    assert told(wrong)[0] == ("CCHC-T028", "error", "Cộng các xã")
    assert "Cộng các xã" not in leaves(wrong)


def test_parts_may_have_a_total_that_is_called_as_that_of_the_table(catalogue: Catalogue) -> None:
    """The last is the table's; they were taken for totals that come again, and right ones were blamed."""
    rows = (HEAD, *COMMUNES, "|Tổng số|80|30|50", *OFFICES, "|Tổng số|15|7|8", "5|Sở A|1|1|0", "|Tổng số|96|38|58")
    evaluation = judged(catalogue, *rows)
    assert told(evaluation) == [("CCHC-T028", "info", "Tổng số")] * 2
    assert leaves(evaluation)[-2:] == ["Sở A", "total"]


def test_groups_may_have_a_subtotal_below_them(tmp_path: Path) -> None:
    """Under a row of figures, or under a heading."""
    rows = ("1|Xã An|30|10|20", "2|Xã Bình|50|20|30", "|Cộng|80|30|50")
    more = ("1|Phòng Nội vụ|7|3|4", "2|Phòng Y tế|8|4|4", "|Cộng|15|7|8")
    for parents, first, second in (("sum", "|80|30|50", "|15|7|8"), ("heading", "|||", "|||")):
        own = TABLE.replace('levels = ["1"]', f'levels = ["I", "1"], parents = "{parents}"')
        catalogue = catalogue_of(tmp_path, own)
        evaluation = judged(catalogue, HEAD, f"I|Các xã{first}", *rows, f"II|Các phòng{second}", *more, TOTAL)
        assert [each[:2] for each in told(evaluation)] == [("CCHC-T028", "info")] * 2, parents
        assert len(leaves(evaluation)) == 7
