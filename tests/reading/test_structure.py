"""Tables as offices lay them out: columns more and lost, rows beside their cells, labels worn away, pages twice."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cchc
from cchc.edition import IndicatorKind
from cchc.evaluation import Evaluation
from cchc.readers.text import parse
from cchc.reading import marked, read_rows
from cchc.reading.spans import FigureTime, span_of
from cchc.report import Report
from cchc.value import Missing, Reason, Reported
from cchc.writers import text

CATALOGUE = cchc.load_catalogue("phuong-2024")
EDITION = CATALOGUE.edition
TEXT = (Path(__file__).parent / "wordings" / "filling.txt").read_text(encoding="utf-8")
LINES = TEXT.split("\n")
HEAD = next(place for place, line in enumerate(LINES) if line.startswith("TT\t"))
FIRST = HEAD + 2
ROWS = [place for place, line in enumerate(LINES) if place >= FIRST and line.count("\t") == 4]
IDS = dict(zip(ROWS, EDITION.indicators, strict=True))
Cells = list[str]


def read(text: str) -> Report:
    return read_rows(parse(text), EDITION)


def judged(text: str) -> Evaluation:
    return CATALOGUE.evaluate(read(text))


def values(report: Report) -> Mapping[str, object]:
    return {id: entry.value for id, entry in report.entries.items()}


RIGHT = values(read(TEXT))


def with_rows(change: Callable[[int, Cells], Cells], head: Sequence[str] | None = None) -> str:
    """The right form with every row of its table changed, under other headings."""
    lines = list(LINES)
    for place in ROWS:
        lines[place] = "\t".join(change(place, LINES[place].split("\t")))
    if head is not None:
        lines[HEAD] = "\t".join(head)
        lines[HEAD + 1] = "\t".join(str(number) for number in range(1, len(head) + 1))
    return "\n".join(lines)


def with_row(place: int, change: Callable[[Cells], Cells]) -> str:
    return with_rows(lambda at, cells: change(cells) if at == place else cells)


def codes(evaluation: Evaluation) -> list[str]:
    return [finding.code.removeprefix("CCHC-") for finding in evaluation.findings]


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


# --- two columns of figures ---------------------------------------------------------------------

CODE, LABEL, QUANTITY, UNIT, REMARKS = LINES[HEAD].split("\t")
PAIRS = [
    ("Trong tháng", "Lũy kế"),
    ("Số lượng tháng này", "Lũy kế từ đầu năm"),
    ("Số lượng trong kỳ", "Số lượng lũy kế"),
    ("Số lượng", "Lũy kế"),
    ("Tháng 5", "5 tháng đầu năm"),
    ("Tháng 5/2024", "Lũy kế 5 tháng"),
    ("Kết quả trong tháng", "Kết quả từ đầu năm"),
    ("Phát sinh trong tháng", "Số lượng"),
    ("TRONG THÁNG", "LŨY KẾ"),
    ("Trong thang", "Luy ke"),
]


def is_count(id: str) -> bool:
    return EDITION.indicators[id].kind is IndicatorKind.COUNT


def beside(month: str, cumulative: str, *, turned: bool = False) -> str:
    """A form with a column for the month, as the right one, and one for the year so far, with a hundred more."""

    def change(place: int, cells: Cells) -> Cells:
        own, more = cells[2], str(int(cells[2]) + 100) if is_count(IDS[place]) else cells[2]
        return [*cells[:2], *((more, own) if turned else (own, more)), *cells[3:]]

    heads = (cumulative, month) if turned else (month, cumulative)
    return with_rows(change, [CODE, LABEL, *heads, UNIT, REMARKS])


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("month", "cumulative"), PAIRS)
def test_each_line_takes_the_column_that_it_asks_for(month: str, cumulative: str, turned: bool) -> None:
    """What adds up over months takes the month's figure, all else that as it stands; the other is kept, and told."""
    evaluation = judged(beside(month, cumulative, turned=turned))
    for id, entry in evaluation.report.entries.items():
        right = RIGHT[id]
        if is_count(id) and isinstance(right, Reported) and isinstance(right.value, int):
            flow = str(EDITION.indicators[id].over_time) == "flow"
            assert entry.value == Reported(right.value if flow else right.value + 100), id
            assert {cell.text for cell in entry.cells.values()} >= {str(right.value), str(right.value + 100)}
    (told,) = (finding for finding in evaluation.findings if finding.code == "CCHC-F024")
    assert set(told.indicators) == {id for id in RIGHT if is_count(id)}
    assert told.severity == "info"


def test_headings_over_headings_part_a_column_in_two() -> None:
    """A head of two rows, "Số lượng" over "Trong tháng" and "Lũy kế"."""
    lines = beside("Số lượng", "").split("\n")
    lines.insert(HEAD + 1, "\t\tTrong tháng\tLũy kế\t\t")
    assert values(read("\n".join(lines))) == values(read(beside("Trong tháng", "Lũy kế")))


@pytest.mark.parametrize(
    ("other", "own"),
    [
        ("Tháng trước", "Số lượng"),
        ("Số lượng tháng trước", "Số lượng tháng này"),
        ("Số lượng cùng kỳ năm trước", "Số lượng"),
        ("Kế hoạch", "Thực hiện"),
        ("Tháng 4", "Tháng 5"),
        ("Chỉ tiêu năm", "Số lượng"),
    ],
)
def test_a_column_of_another_time_is_no_line_s(other: str, own: str) -> None:
    """Last month's figures, last year's, a plan's, however they are headed, are read on no line."""

    def change(_: int, cells: Cells) -> Cells:
        return [*cells[:2], f"{cells[2]}9" if cells[2].isdigit() else cells[2], *cells[2:]]

    assert values(read(with_rows(change, [CODE, LABEL, other, own, UNIT, REMARKS]))) == RIGHT


def two(first: str, second: str, more: int = 9) -> str:
    """A form with two columns of figures, the second with more in it."""

    def change(_: int, cells: Cells) -> Cells:
        return [*cells[:3], str(int(cells[2]) + more) if cells[2].isdigit() else cells[2], *cells[3:]]

    return with_rows(change, [CODE, LABEL, first, second, UNIT, REMARKS])


ASKED = {id for id in RIGHT if is_count(id) and EDITION.indicators[id].formula is None}
"""The counts that nothing is computed for."""


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    "heads", [("Số lượng", "Số lượng"), ("Số lượng 1", "Số lượng 2"), ("SL", "SL"), ("Số cũ", "Số mới")]
)
def test_of_two_columns_that_nothing_tells_apart_neither_is_taken(heads: tuple[str, str], turned: bool) -> None:
    """Each count has both figures as candidates, and a finding of its own; where they agree there is no doubt."""
    evaluation = judged(two(*(reversed(heads) if turned else heads)))
    for id in ASKED:
        entry, own = evaluation.report.entries[id], RIGHT[id].value  # type: ignore[union-attr]
        assert entry.value == Missing(Reason.AMBIGUOUS), id
        assert [each.number.value for each in entry.candidates] == [own, own + 9]
    assert {id for each in evaluation.findings if each.code == "CCHC-C005" for id in each.indicators} >= ASKED
    assert values(read(two(*heads, more=0))) == RIGHT


@pytest.mark.parametrize("heads", [("Số lượng", "Trong đó nữ"), ("Tháng 5", "Tháng 4"), ("Số lượng", "Kế hoạch năm")])
def test_a_column_that_no_line_takes_is_told(heads: tuple[str, str]) -> None:
    """Once for the whole column, by its heading."""
    evaluation = judged(two(*heads))
    assert values(evaluation.report) == RIGHT
    (told,) = (finding for finding in evaluation.findings if finding.code == "CCHC-F034")
    assert told.observed == heads[1] and told.severity == "info"


@pytest.mark.parametrize(
    ("heading", "is_asked"),
    [
        ("Tháng 4", lambda _: True),
        ("Lũy kế từ đầu năm", lambda id: str(EDITION.indicators[id].over_time) == "flow"),
        ("Tháng 5", lambda _: False),
    ],
)
def test_figures_under_a_heading_of_another_time_are_asked_about(heading: str, is_asked: Callable[[str], bool]) -> None:
    """A column of April is no figure of May, and one since the year began no figure of a month."""
    report = read(with_rows(lambda _, cells: cells, [CODE, LABEL, heading, UNIT, REMARKS]))
    for id in ASKED:
        assert (report.entries[id].value == Missing(Reason.AMBIGUOUS)) is is_asked(id), id


@pytest.mark.parametrize(
    ("heading", "span"),
    [
        ("Cùng kỳ 2023", FigureTime.OTHER),
        ("Trong tháng", FigureTime.MONTH),
        ("Kỳ này", FigureTime.MONTH),
        ("Tháng 5/2024", FigureTime.MONTH),
        ("Lũy kế từ đầu năm đến nay", FigureTime.CUMULATIVE),
        ("5 tháng", FigureTime.CUMULATIVE),
        ("5 tháng đầu năm 2024", FigureTime.CUMULATIVE),
        ("Từ đầu năm", FigureTime.CUMULATIVE),
        ("Tháng trước", FigureTime.OTHER),
        ("So với cùng kỳ", FigureTime.OTHER),
        ("Kế hoạch năm", FigureTime.OTHER),
        ("Số lượng", None),
        ("Ghi chú", None),
        ("3", None),
    ],
)
def test_a_heading_says_of_what_time_its_figures_are(heading: str, span: FigureTime | None) -> None:
    assert span_of(heading) is span


# --- rows beside their columns ------------------------------------------------------------------


@given(st.sampled_from(ROWS), st.integers(1, 3), st.booleans())
@settings(max_examples=60)
def test_a_row_shifted_by_cells_is_read_and_told(place: int, cells: int, to_the_right: bool) -> None:
    """To the right by any cells, or to the left over its code: the values are the same, and the line has a finding."""
    text = with_row(place, lambda row: ["", *([""] * (cells - 1)), *row] if to_the_right else row[1:])
    evaluation = judged(text)
    assert values(evaluation.report) == RIGHT
    assert any(IDS[place] in finding.indicators for finding in evaluation.findings)


@given(st.sampled_from(ROWS), st.integers(1, 4), st.integers(-2, 2))
@settings(max_examples=80)
def test_cells_that_slip_leave_a_finding_if_not_the_value(place: int, begins: int, by: int) -> None:
    """Cells pushed to the right or pulled to the left: what was meant is read, or the line has a finding."""

    def slip(row: Cells) -> Cells:
        slipped = [*row[:begins], *[""] * by, *row[begins:]] if by >= 0 else [*row[: begins + by], *row[begins:]]
        return slipped[:5]

    evaluation = judged(with_row(place, slip))
    for id, value in values(evaluation.report).items():
        named = any(id in finding.indicators for finding in evaluation.findings)
        assert value == RIGHT[id] or named, id


MEASURED = [place for place in ROWS if LINES[place].split("\t")[3]]
SHIFTS: Mapping[str, Callable[[Cells], Cells]] = {
    "one cell to the right": lambda row: ["", *row],
    "three cells to the right": lambda row: ["", "", "", *row],
    "over its code": lambda row: row[1:],
    "over its code and one to the right": lambda row: ["", "", *row[1:]],
}


@pytest.mark.parametrize("shift", SHIFTS)
@given(st.sampled_from(MEASURED), st.sampled_from(["", "12", "Đã có 12 văn bản", "Không có", "12/20"]))
@settings(max_examples=30)
def test_a_shifted_row_without_a_quantity_is_put_straight(shift: str, place: int, remark: str) -> None:
    """Its unit and its remark are read in their columns, it is told, and it is written where it belongs."""
    row = [*LINES[place].split("\t")[:2], "", LINES[place].split("\t")[3], remark]
    straight, shifted = (judged(with_row(place, lambda _, cells=cells: cells)) for cells in (row, SHIFTS[shift](row)))
    assert columns(shifted, IDS[place]) == columns(straight, IDS[place])
    assert shifted.report.entries[IDS[place]].value == straight.report.entries[IDS[place]].value
    assert [code for code in codes(shifted) if code != "F027"] == codes(straight)
    assert any(IDS[place] in each.indicators for each in shifted.findings if each.code == "CCHC-F027")
    assert "F027" not in codes(judged(text.write(shifted.report, EDITION)))


def columns(evaluation: Evaluation, id: str) -> dict[str, str | None]:
    """The texts of a line by column from its label on, and where its value stood."""
    entry = evaluation.report.entries[id]
    cells = {name: cell.text for name, cell in entry.cells.items() if name != "code"}
    return {**cells, "value": entry.cell.column if entry.cell else None}


@pytest.mark.parametrize("quantity", ["12", "không có", "12/20"])
@given(st.sampled_from([place for place in MEASURED if is_count(IDS[place])]))
@settings(max_examples=10)
def test_a_figure_pushed_on_with_its_unit_is_put_back(quantity: str, place: int) -> None:
    """In a table as wide as the form a unit under the remarks tells that figure and unit stand one cell too far."""
    code, label, _, unit, _ = LINES[place].split("\t")
    straight, shifted = (
        judged(with_row(place, lambda _, cells=cells: cells))
        for cells in ([code, label, quantity, unit, ""], [code, label, "", quantity, unit])
    )
    assert columns(shifted, IDS[place]) == columns(straight, IDS[place])
    assert sorted(codes(shifted)) == sorted(["F027", *codes(straight)])


# --- labels -------------------------------------------------------------------------------------


@given(st.sets(st.sampled_from(ROWS)))
@settings(max_examples=30)
def test_labels_without_diacritics_are_the_form_s_own(which: set[int]) -> None:
    """However many rows were typed so, nothing changes and nothing is told."""
    text = with_rows(lambda place, row: [row[0], bare(row[1]) if place in which else row[1], *row[2:]])
    evaluation = judged(text)
    assert values(evaluation.report) == RIGHT
    assert codes(evaluation) == []


def test_a_whole_form_without_diacritics_is_read() -> None:
    """Title, period, headings, labels, words, units, documents and signatures, as an old machine types them."""
    evaluation = judged(bare(TEXT))
    right = {id: str(value) for id, value in RIGHT.items() if EDITION.indicators[id].kind.is_number}
    assert {id: str(value) for id, value in values(evaluation.report).items() if id in right} == right
    assert evaluation.report.period == read(TEXT).period
    assert codes(evaluation) == []
    assert (evaluation.report.prepared_by, evaluation.report.signed_by) == ("Nguyen Van A", "Tran Thi B")


LETTER = next(place for place, id in IDS.items() if id == "thu_xin_loi")


@pytest.mark.parametrize(
    "label",
    ["Số thư xin lỗi", "Thư xin lỗi", "", "Số thư…", "Số lượng thư xin lỗi đã gửi cho người dân", "So thu xin loi"],
)
def test_marker_unit_and_neighbours_tell_a_line_that_its_label_does_not(label: str) -> None:
    """A label reworded, cut off or left out, where one line only can be meant: matched, and told as an info."""
    evaluation = judged(with_row(LETTER, lambda row: [row[0], label, *row[2:]]))
    assert values(evaluation.report) == RIGHT
    (finding,) = evaluation.findings
    assert (finding.code, finding.severity, finding.indicators) == ("CCHC-F025", "info", ("thu_xin_loi",))


@pytest.mark.parametrize(
    "row",
    [
        ["-", "Số máy tính được trang bị", "7", "Hồ sơ", ""],
        ["-", "Số thư xin lỗi", "7", "Người", ""],
        ["+", "Số thư xin lỗi", "7", "Hồ sơ", ""],
    ],
)
def test_a_stranger_is_no_line_of_the_form(row: Cells) -> None:
    """Another matter, another unit or another marker: the row is told as a stranger, and the line as missing."""
    evaluation = judged(with_row(LETTER, lambda _: row))
    assert "thu_xin_loi" not in evaluation.report.entries
    assert {"F001", "F003"} <= set(codes(evaluation))


@given(st.sampled_from(ROWS), st.integers(0, 40))
@settings(max_examples=80)
def test_a_label_cut_off_takes_no_other_line_s_place(place: int, length: int) -> None:
    """Whatever is left of a label, each line has its own figure, or a finding that names it."""
    evaluation = judged(with_row(place, lambda row: [row[0], row[1][:length], *row[2:]]))
    found = values(evaluation.report)
    for id, value in RIGHT.items():
        named = any(id in finding.indicators for finding in evaluation.findings)
        assert (found.get(id) == value) or (named and id == IDS[place]), id


def test_a_figure_whose_label_was_lost_goes_to_no_other_line() -> None:
    """Not to the heading above it either: the row is its own line, told by its unit and its neighbours."""
    place = next(place for place, id in IDS.items() if id == "ho_so_truc_tuyen_ty_le")
    evaluation = judged(with_row(place, lambda row: [row[0], "", *row[2:]]))
    assert values(evaluation.report) == RIGHT
    assert codes(evaluation) == ["F025"]


@pytest.mark.parametrize("piece", [["", "", "", "", "giải trình thêm"], ["", "", "", "", "12"], ["", "", "7", "", ""]])
def test_more_of_a_line_stays_with_it(piece: Cells) -> None:
    """A row that has no unit is no line: what it says is more of the line above it."""
    lines = [*LINES[: LETTER + 1], "\t".join(piece), *LINES[LETTER + 1 :]]
    entry = judged("\n".join(lines)).report.entries["thu_xin_loi"]
    assert any(piece[2] + piece[4] in cell.text for cell in entry.cells.values())


# --- columns set apart by blanks ----------------------------------------------------------------


@given(st.integers(2, 9))
@settings(max_examples=8, deadline=None)
def test_tabs_turned_into_blanks_are_still_columns(width: int) -> None:
    """As many blanks for each tab: an empty cell is twice as many."""
    evaluation = judged(TEXT.replace("\t", " " * width))
    assert values(evaluation.report) == RIGHT
    assert codes(evaluation) == ["F029"]


def aligned(gap: int, *, to_the_right: bool) -> str:
    """The form in columns as wide as their longest text; figures against the right end, if need be."""
    rows = [line.split("\t") for line in LINES if line.count("\t") == 4]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]

    def laid(row: Cells) -> str:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[2] = row[2].rjust(widths[2]) if to_the_right else cells[2]
        return (" " * gap).join(cells).rstrip()

    return "\n".join(laid(line.split("\t")) if line.count("\t") == 4 else line for line in LINES)


@pytest.mark.parametrize("to_the_right", [False, True])
@pytest.mark.parametrize("gap", [2, 3, 5])
def test_texts_under_their_headings_are_in_their_columns(gap: int, to_the_right: bool) -> None:
    evaluation = judged(aligned(gap, to_the_right=to_the_right))
    assert values(evaluation.report) == RIGHT
    assert codes(evaluation) == ["F029"]


def test_blanks_by_feel_are_read_by_what_stands_between_them() -> None:
    """Nobody counted the blanks: code, label, figure, unit and remarks tell each other apart."""
    blanks = ["  ", "     ", "   ", "       "]

    def typed(place: int, row: Cells) -> str:
        filled = [cell for cell in row if cell]
        return "".join(f"{cell}{blanks[(place + at) % 4]}" for at, cell in enumerate(filled)).rstrip()

    lines = list(LINES)
    for place in ROWS:
        lines[place] = typed(place, LINES[place].split("\t"))
    lines[HEAD], lines[HEAD + 1] = "   ".join(LINES[HEAD].split("\t")), "1   2   3   4   5"
    evaluation = judged("\n".join(lines))
    assert values(evaluation.report) == RIGHT
    assert codes(evaluation) == ["F029"]


# --- offices, and slips that multiply -----------------------------------------------------------

TITLE = "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024"


@pytest.mark.parametrize(
    ("above", "title", "of"),
    [
        ("", "BÁO CÁO CẢI CÁCH HÀNH CHÍNH CỦA QUẬN X THÁNG 5 NĂM 2024", "QUẬN X"),
        ("", "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024 CỦA UBND HUYỆN HOÀI ĐỨC", "HUYỆN HOÀI ĐỨC"),
        ("UBND HUYỆN HOÀI ĐỨC\n", TITLE, "HUYỆN HOÀI ĐỨC"),
        ("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ Z\n", TITLE, "THÀNH PHỐ Z"),
        ("UBND THỊ XÃ SƠN TÂY\n", TITLE, "THỊ XÃ SƠN TÂY"),
    ],
)
def test_a_report_of_the_level_above_is_no_ward_s(above: str, title: str, of: str) -> None:
    """Whoever names a district or a city in the title, or alone over it, reports other figures than a ward's."""
    findings = judged(above + TEXT.replace(TITLE, title)).findings
    (finding,) = (each for each in findings if each.severity != "info")
    assert (finding.code, finding.severity) == ("CCHC-F028", "error")
    assert of in (finding.observed or "")


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("UBND QUẬN X\nUBND PHƯỜNG Y\n", TITLE),
        ("ỦY BAN NHÂN DÂN QUẬN X\nỦY BAN NHÂN DÂN\nPHƯỜNG Y\n", TITLE),
        ("UBND QUẬN X\nPHƯỜNG Y\n", TITLE),
        ("UBND HUYỆN X\nXÃ Y\n", TITLE),
        ("UBND THỊ XÃ X\nUBND PHƯỜNG Y\n", TITLE),
        ("UBND QUẬN X\n", f"{TITLE} CỦA PHƯỜNG Y"),
        ("", f"{TITLE} CỦA UBND PHƯỜNG Y, QUẬN X"),
    ],
)
def test_a_ward_under_its_district_is_a_ward(above: str, title: str) -> None:
    assert codes(judged(above + TEXT.replace(TITLE, title))) == []


@given(st.integers(0, len(ROWS) - 3), st.integers(3, 60))
@settings(max_examples=30)
def test_a_page_copied_twice_is_one_finding(start: int, length: int) -> None:
    """Lines that come again as they were, together: one finding that names them all, and no value changes."""
    copied = ROWS[start : start + length]
    lines = [*LINES[: copied[-1] + 1], *(LINES[place] for place in copied), *LINES[copied[-1] + 1 :]]
    evaluation = judged("\n".join(lines))
    assert values(evaluation.report) == RIGHT
    assert codes(evaluation) == ["F026"]
    labels = {id: line.label["vi"].rstrip(":") for id, line in EDITION.indicators.items()}
    named = {labels[id] for id in evaluation.findings[0].indicators}
    assert named == {labels[IDS[place]] for place in copied}


def test_lines_that_share_labels_keep_their_own_figures_beside_a_copy() -> None:
    """“Khiếu nại, Tố cáo, Phản ánh” stand twice on the form: the first rows are the lines', the last ones the copy."""
    copied = ROWS[25:29]
    lines = [*LINES[: copied[-1] + 1], *(LINES[place] for place in copied), *LINES[copied[-1] + 1 :]]
    evaluation = judged("\n".join(lines))
    assert values(evaluation.report) == RIGHT
    assert codes(evaluation) == ["F026"]


def test_a_copy_that_says_otherwise_is_told_line_by_line() -> None:
    """In a page that comes again with another figure, the line is told by itself: one of the two is right."""
    copied = ROWS[40:60]
    other = [LINES[place].replace("\t3\t", "\t33\t") for place in copied]
    changed = [place for place, line in zip(copied, other, strict=True) if line != LINES[place]]
    lines = [*LINES[: copied[-1] + 1], *other, *LINES[copied[-1] + 1 :]]
    evaluation = judged("\n".join(lines))
    told = [finding.indicators[0] for finding in evaluation.findings if finding.code == "CCHC-F002"]
    assert changed and told == [IDS[place] for place in changed]


def test_the_last_label_of_the_form_may_be_broken_off_by_a_page() -> None:
    """Its rest stands alone under the head that the next page repeats."""
    head = next(line for line in LINES if line.startswith("TT\t"))
    code, label, *rest = LINES[ROWS[-1]].split("\t")
    words = label.split()
    broken = ["\t".join([code, " ".join(words[:5]), *rest]), head, "\t".join(["", " ".join(words[5:]), "", "", ""])]
    evaluation = judged("\n".join([*LINES[: ROWS[-1]], *broken, *LINES[ROWS[-1] + 1 :]]))
    assert values(evaluation.report) == RIGHT
    assert [finding.code for finding in evaluation.findings] == []


@pytest.mark.parametrize("third", ["3", "3,00", "3 lượt", "(3)", "3.0"])
def test_numbers_of_columns_may_be_shown_as_figures_are(third: str) -> None:
    """Who formats a whole column formats the number under its heading, too."""
    place = next(place for place, line in enumerate(LINES) if line.startswith("TT\t")) + 1
    below = LINES[place + 1 :] if LINES[place].startswith("1\t2") else LINES[place:]
    evaluation = judged("\n".join([*LINES[:place], f"1\t2\t{third}\t4\t5", *below]))
    assert values(evaluation.report) == RIGHT
    assert codes(evaluation) == []


@pytest.mark.parametrize(
    ("line", "office"),
    [
        ("UBND phường báo cáo như sau: đã ban hành các văn bản", None),
        ("Đơn vị báo cáo: UBND phường Định Công", "UBND phường Định Công"),
        ("ĐƠN VỊ BÁO CÁO: PHƯỜNG ĐỊNH CÔNG", "PHƯỜNG ĐỊNH CÔNG"),
        ("đơn vị báo cáo: phường định công", "phường định công"),
        ("phường định công", "phường định công"),
    ],
)
def test_a_sentence_that_speaks_of_an_office_is_no_name(line: str, office: str | None) -> None:
    title = "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024"
    assert read("\n".join((title, line, *LINES[HEAD : FIRST + 9]))).office == office


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("[CCHC-C001] cảnh báo: số 20 không ghi ở cột Số lượng.", True),
        ("cảnh báo CCHC-R003: 27,7 không khớp", True),
        ("Đọc ở cột Giải trình: “20”.", True),
        ("Read in the column Giải trình: “20”.", True),
        ("Sửa thành 7/8", False),
        ("Theo Công văn số 15/UBND-VP thì là 7", False),
    ],
)
def test_remarks_of_ours_are_known_without_who_wrote_them(text: str, is_ours: bool) -> None:
    """LibreOffice drops the author of a comment; what we wrote beside a figure says nothing of it."""
    assert marked.is_remark(text) is is_ours


@pytest.mark.parametrize(
    "numbers", [("Phường An Bình", "1", "2", "3", "4", "5"), ("", "1", "2", "3", "4", "5"), tuple("123456")]
)
def test_a_column_of_offices_before_the_form_is_none_of_units(numbers: Sequence[str]) -> None:
    """Both are headed "Đơn vị"; the one before the labels says whose report it is."""
    head = next(place for place, line in enumerate(LINES) if line.startswith("TT\t"))
    code, label, quantity, _, remarks = LINES[head].split("\t")
    table = [f"Phường An Bình\t{line}" for line in LINES[head + 2 :] if line.count("\t") == 4]
    heading = f"Đơn vị\t{code}\t{label}\t{quantity}\tĐơn vị\t{remarks}"
    evaluation = judged("\n".join([*LINES[:head], heading, "\t".join(numbers), *table]))
    assert values(evaluation.report) == RIGHT
    assert codes(evaluation) == []
