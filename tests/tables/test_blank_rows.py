"""A blank row is missing, not zero; but it switches off no sum, and a total that all figures contradict is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged

from cchc import Evaluation
from cchc.value import Reported

OPEN = (
    "\n[table.t]\n"
    + STUB
    + """open = { key = "label", LEVELStotal = "Tổng cộng" }
columns = [
    { id = "don", heading = ["Số đơn"] },
    { id = "tien", heading = ["Tiền"], kind = "number", unit = "trieu_dong", decimals = 1 },
    { id = "them", heading = ["Tăng, giảm"], sign = "any" },
]
"""
)
HEAD = "STT|Nội dung|Số đơn|Tiền|Tăng, giảm"
A, B, C = "1|Xã A|10|2,5|1", "2|Xã B|20|3,5|-4", "3|Xã C|||"
RIGHT = "|Tổng cộng|30|6,0|-3"
Told = tuple[str, str, str | None]


def of_rows(folder: Path, *rows: str, levels: str = "") -> Evaluation:
    return judged(catalogue_of(folder, OPEN.replace("LEVELS", levels)), HEAD, *rows)


def told(evaluation: Evaluation) -> list[Told]:
    return [(each.code, str(each.severity), each.figure) for each in evaluation.findings]


def test_a_total_that_is_what_the_others_come_to_holds_without_a_blank_row(tmp_path: Path) -> None:
    """That is told once, as a note."""
    evaluation = of_rows(tmp_path, A, B, C, RIGHT)
    assert told(evaluation) == [("CCHC-T017", "info", "t[Xã C].don")]
    assert "(cả dòng): để trống, các số khác cho 0" in evaluation.findings[0].message["vi"]


@pytest.mark.parametrize(
    ("rows", "figures"),
    [
        ((A, B.replace("3,5", "35"), C, RIGHT), {"t[total].tien", "t[Xã B].tien"}),
        ((A, B, C, RIGHT.replace("30", "29")), {"t[total].don", "t[Xã A].don", "t[Xã B].don"}),
        ((A, B, C, "4|Xã D|||", RIGHT.replace("30", "3")), {"t[total].don", "t[Xã B].don", "t[Xã A].don"}),
    ],
)
def test_a_total_of_less_than_the_rows_that_are_there_is_wrong(
    rows: tuple[str, ...], figures: set[str], tmp_path: Path
) -> None:
    """Whatever belongs into the blank row, it makes it no less."""
    errors = [each for each in of_rows(tmp_path, *rows).findings if str(each.severity) == "error"]
    assert len(errors) == 1 and errors[0].code in ("CCHC-T001", "CCHC-T002")
    assert set(errors[0].figures) <= figures and "t[total]" in str(errors[0].figures)
    assert not any("Xã C" in name or "Xã D" in name for name in errors[0].figures)


def test_a_total_of_more_tells_what_it_leaves_for_a_blank_row(tmp_path: Path) -> None:
    evaluation = of_rows(tmp_path, A, B, C, "|Tổng cộng|30|99,0|-3")
    assert told(evaluation) == [("CCHC-T017", "warning", "t[Xã C].tien")]
    assert "các số khác cho “Tiền”: 93,0" in evaluation.findings[0].message["vi"]


def test_a_total_of_more_tells_what_it_leaves_for_several_blank_rows(tmp_path: Path) -> None:
    evaluation = of_rows(tmp_path, A, B, C, "4|Xã D|||", "|Tổng cộng|30|99,0|-3")
    assert told(evaluation) == [("CCHC-T024", "warning", "t[Xã C].don")]
    assert "còn để lại “Tiền”: 93,0" in evaluation.findings[0].message["vi"]


def test_what_may_be_negative_may_be_less(tmp_path: Path) -> None:
    evaluation = of_rows(tmp_path, A, B, C, "|Tổng cộng|30|6,0|-9")
    assert told(evaluation) == [("CCHC-T017", "warning", "t[Xã C].them")]


def test_a_blank_row_under_a_row_without_figures_switches_off_no_sum(tmp_path: Path) -> None:
    levels = 'levels = ["I", "1"], parents = "optional", '
    rows = ("I|Cấp xã|||", A, B, C, "II|Cấp phòng|||", "1|Phòng D|1|1,0|1")
    right = of_rows(tmp_path, *rows, "|Tổng cộng|31|7,0|-2", levels=levels)
    assert {(code, severity) for code, severity, _ in told(right)} == {("CCHC-T017", "info")}
    wrong = of_rows(tmp_path, *rows, "|Tổng cộng|31|2,0|-2", levels=levels)
    assert "CCHC-T002" in {each.code for each in wrong.findings}


@pytest.mark.parametrize(
    "aside",
    [
        "|Ghi chú: số liệu xã B chưa đối chiếu|||",
        "*|Lưu ý: số tạm tính|||",
        "|Note: not yet checked|||",
        "I|Cấp xã|||",
        "|Các xã vùng cao|||",
    ],
)
def test_a_note_or_a_heading_amid_rows_is_none_of_them(aside: str, tmp_path: Path) -> None:
    """It has no figures, and no code as the others have."""
    evaluation = of_rows(tmp_path, A, aside, B, RIGHT)
    assert told(evaluation) == []
    assert evaluation["t[total].don"] == Reported(30)
    wrong = of_rows(tmp_path, A, aside, B, "|Tổng cộng|30|99,0|-3")
    assert [code for code, _, _ in told(wrong)] == ["CCHC-T002"]


def test_cells_that_a_sum_lacks_are_told_once_a_sum(tmp_path: Path) -> None:
    """Of several nobody can tell how much of it belongs to which."""
    evaluation = of_rows(tmp_path, "1|Xã A|10||1", "2|Xã B|20||-4", "3|Xã C|1|1,0|0", "|Tổng cộng|31|9,0|-3")
    assert told(evaluation) == [("CCHC-T024", "warning", "t[Xã A].tien")]
    assert set(evaluation.findings[0].figures) == {"t[Xã A].tien", "t[Xã B].tien"}


@pytest.mark.parametrize(("total", "severity"), [("|Tổng cộng|10|6,0|-3", "info"), ("|Tổng cộng|30|6,0|-3", "warning")])
def test_words_for_nothing_that_are_worth_no_figure_are_told(total: str, severity: str, tmp_path: Path) -> None:
    """The form does not say that they are 0, and a total rests on them."""
    rows = (A, B.replace("20", "không có"), "3|Xã C|nil|0|0")
    evaluation = of_rows(tmp_path, *rows, total)
    assert told(evaluation) == [("CCHC-T024", severity, "t[Xã B].don")]
    assert "“không có”" in evaluation.findings[0].message["vi"]


def test_one_word_for_nothing_beside_a_total_that_holds_is_a_note(tmp_path: Path) -> None:
    evaluation = of_rows(tmp_path, A, B.replace("20", "không có"), "|Tổng cộng|10|6,0|-3")
    assert told(evaluation) == [("CCHC-T024", "info", "t[Xã B].don")]


def test_a_row_that_the_form_does_not_have_and_that_has_no_figures_is_said_to_have_none(tmp_path: Path) -> None:
    form = OPEN.replace(
        'open = { key = "label", LEVELStotal = "Tổng cộng" }', 'rows = [{ id = "a", label.vi = "Xã A" }]'
    )
    rows = ("|Xã A|10|2,5|1", "|NB: chưa đối chiếu|||", "|Xã A|||")
    evaluation = judged(catalogue_of(tmp_path, form), HEAD, *rows)
    (found,) = (each for each in evaluation.findings if each.code == "CCHC-T008")
    assert (str(found.severity), "không có số liệu" in found.message["vi"]) == ("info", True)
