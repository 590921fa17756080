"""What a terminal shows of a form of tables: the row with its wrong cell marked, totals, and what holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.forms import BIEU_06 as FORM
from tests.tables.forms import QD_766
from tests.tables.small import STUB, catalogue_of, form

from cchc.cli.render.figure_quote import FigureQuote, QuotedCell, drawn
from cchc.cli.render.table import width

CASES = {case["id"]: case for case in FORM.wrong}


def wrong(case: str) -> bytes:
    """The second quarter with a mistake in it."""
    return FORM.changed(CASES[case])[0].encode()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("name", "case", "code"), [("one-cell", "w02", 1), ("one-of-three", "w04", 1), ("one-of-a-column", "w07", 1)]
)
def test_a_wrong_table_reads_as_agreed(
    cchc: Callable, agreed: Callable, name: str, case: str, code: int, language: str
) -> None:
    """The wrong cell is marked in its row, and those that may be wrong beside it."""
    done = cchc("check", "-", "--lang", language, stdin=wrong(case))
    assert (done.code, done.err) == (code, "")
    agreed(f"check-table-{name}.{language}.txt", done.out)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_right_table_reads_as_agreed(cchc: Callable, agreed: Callable, language: str) -> None:
    """Nothing to tell but what the table comes to."""
    done = cchc("check", "-", "--lang", language, stdin=FORM.periods[0].encode())
    assert (done.code, done.err) == (0, "")
    agreed(f"check-table-right.{language}.txt", done.out)


def test_a_right_table_breaks_no_rule_over_rows(cchc: Callable) -> None:
    """A rule is counted for the rows that it is about: some rows of the index do not have its columns."""
    out = cchc("check", "-", stdin=QD_766.periods[0].encode()).out
    assert "Không có lỗi" in out
    assert "quy tắc theo dòng: 58 lần đạt, 0 không đạt, 0 chưa xét được" in out


def test_a_rule_over_rows_marks_the_figure_that_does_not_carry_over(cchc: Callable, tmp_path: Path) -> None:
    """What the report before said is held against this one, and the cell is marked."""
    before = tmp_path / "q1.tsv"
    before.write_text(FORM.periods[0], encoding="utf-8")
    out = cchc("check", "-", "--previous", str(before), stdin=wrong("w06")).out
    assert "Đất đai, cột (6) “Số lượng hồ sơ tiếp nhận › Từ kỳ trước”" in out
    place, mark = _marked(out, "13")
    assert place[mark].strip() == "18"
    assert "quy tắc theo dòng: 12 lần đạt, 1 không đạt, 0 chưa xét được" in out


def test_what_stands_outside_of_the_columns_is_marked_where_it_stands(cchc: Callable) -> None:
    """A number behind the last column, and a row that stands twice, are marked there and not at a like number."""
    lines = FORM.periods[0].split("\n")
    at = next(at for at, line in enumerate(lines) if "Nuôi con nuôi" in line)
    again = lines[at].split("\t")
    again[4] = "6"
    lines[at : at + 1] = [lines[at] + "\t6", "\t".join(again)]
    out = cchc("check", "-", "--all", stdin="\n".join(lines).encode()).out
    outside, first = _marked(out, str(at + 1))
    assert outside[first] == "6"
    assert first.start == len(outside) - 1
    twice, second = _marked(out, str(at + 2))
    assert twice[second] == "Nuôi con nuôi"
    assert twice[: second.start].count("│") == 2


def test_many_wrong_cells_are_listed_by_row_and_column(cchc: Callable) -> None:
    """Three single cells that are wrong take a line each: place, number, row, what stands there and what should."""
    lines = FORM.periods[0].split("\n")
    for label, place, figure in (("Hộ tịch", 2, "250"), ("Đất đai", 6, "73"), ("Bảo trợ xã hội", 10, "8")):
        at = next(at for at, line in enumerate(lines) if label in line)
        cells = lines[at].split("\t")
        cells[place] = figure
        lines[at] = "\t".join(cells)
    out = cchc("check", "-", stdin="\n".join(lines).encode()).out
    listed = [line for line in out.split("\n") if "│" in line]
    assert [line.split("│")[1].split()[0] for line in listed] == ["(3)", "(7)", "(11)"]
    assert [line.split("  ")[-1].strip() for line in listed] == ["250 → 260", "73 → 72", "8 → 9"]


def _marked(out: str, place: str) -> tuple[str, slice]:
    """The quoted line at a place, and what is marked under it."""
    lines = out.split("\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(f"{place} │"))
    mark = lines[at + 1]
    return lines[at], slice(mark.index("^"), mark.rindex("^") + 1)


# --- a row in the width of a page

TEXTS = st.text(st.sampled_from("0123456789. -ạữ"), max_size=12)
BOXES = st.builds(QuotedCell, st.sampled_from(["", "(3)", "(10)", "(12345)"]), TEXTS)


@given(st.text(st.sampled_from("aăơ đ"), max_size=60), st.lists(BOXES, min_size=1, max_size=45), st.data())
def test_a_row_fits_the_page_and_shows_what_is_marked(label: str, boxes: list[QuotedCell], data: st.DataObject) -> None:
    """However many columns: no wider than the page, the cell that is meant in full, its mark under it."""
    room = data.draw(st.integers(60, 140))
    meant = data.draw(st.integers(0, len(boxes) - 1))
    named = data.draw(st.sets(st.integers(0, len(boxes) - 1)))
    marked = [QuotedCell(box.head, box.text, True, at == meant, at in named) for at, box in enumerate(boxes)]
    row = FigureQuote("7", (QuotedCell("", "1", is_figure=False), QuotedCell("", label, is_figure=False), *marked))
    drawing = drawn([row, row], room)
    assert width(drawing.head) <= room
    for _, text, marks in drawing.rows:
        assert width(text) <= room
        (start, end) = next((start, end) for start, end, is_meant in marks if is_meant)
        assert text.ljust(end)[start:end] == boxes[meant].text
        assert [mark for mark in marks if mark[2]] == [(start, end, True)]
        if sum(max(box.width, 1) + 3 for box in boxes) + 20 <= room:
            assert text.count(" │") == len(boxes) + 1


def test_of_very_many_causes_the_first_are_told_and_the_others_counted(cchc: Callable, tmp_path: Path) -> None:
    """A report in which every row is wrong fills no terminal; every finding stands in JSON, and in `--all`."""
    columns = '{ id = "a", number = "(1)=(2)+(3)", heading = ["A"] }, { id = "b", number = "(2)", heading = ["B"] }'
    text = (
        f'[table.t]\nkind = "count"\nunit = "viec"\n{STUB}open = {{ key = "label" }}\n'
        f'columns = [{columns}, {{ id = "c", number = "(3)", heading = ["C"] }}]\n[units.viec]\nlabel.vi = "việc"\n'
    )
    catalogue_of(tmp_path, text)
    rows = [f"{n}|Việc {n}|{n + 7}|{n}|3" for n in range(1, 301)]
    given = form("STT|Nội dung|A|B|C", "||(1)=(2)+(3)|(2)|(3)", *rows).encode()
    asked = ("check", "-", "--edition", tmp_path / "thu", "--lang", "en")
    done = cchc(*asked, stdin=given)
    assert (done.code, done.err) == (1, "")
    assert "To be done: 300" in done.out
    assert "\n… and 100 more.\n" in done.out
    assert "\n200. error" in done.out
    assert "\n201. error" not in done.out
    assert "Việc 300" not in done.out
    assert "Việc 300" in cchc(*asked, "--all", stdin=given).out
    assert len(json.loads(cchc(*asked, "--format", "json", stdin=given).out)["causes"]) == 300
