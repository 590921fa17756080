"""A form as offices mangle it: each figure is read rightly, or is missing and told; none is wrong in silence."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.tables.forms import BIEU_06 as FORM
from tests.tables.kinds import Filled

from cchc import Report
from cchc.reading.tables.headings import TableHeadings, heading_key
from cchc.value import Missing, Reported

FORM_ROWS = Filled.of(FORM.periods[0], 4)
"""The form; the fourth row of its head are the numbers."""
TABLE = FORM.catalogue.edition.tables["b06"]
IDS = [column.id for column in TABLE.printed]
HEADINGS = TableHeadings(TABLE)
Rows = list[list[str]]
Mangling = Callable[[Rows, st.DataObject], Rows]
"""Changes the rows of a table: head, numbers, body."""
HEAD, NUMBERS = 3, 3


def bare(text: str) -> str:
    letters = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def without_diacritics(rows: Rows, data: st.DataObject) -> Rows:
    return [[bare(cell) for cell in row] for row in rows[:HEAD]] + rows[HEAD:]


def in_capitals(rows: Rows, data: st.DataObject) -> Rows:
    return [[cell.upper() for cell in row] for row in rows[:HEAD]] + rows[HEAD:]


def with_a_slip(rows: Rows, data: st.DataObject) -> Rows:
    """One letter of a heading left out, doubled or exchanged."""
    places = [(at, place) for at in range(HEAD) for place, cell in enumerate(rows[at]) if len(cell) > 4]
    at, place = data.draw(st.sampled_from(places))
    text = rows[at][place]
    letter = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(["", text[letter] * 2, "e", "ư"]))
    rows[at][place] = text[:letter] + other + text[letter + 1 :]
    return rows


def other_words(rows: Rows, data: st.DataObject) -> Rows:
    return [
        [data.draw(st.sampled_from(TABLE.spellings(cell))) if cell else cell for cell in row] for row in rows[:HEAD]
    ] + rows[HEAD:]


def without_numbers(rows: Rows, data: st.DataObject) -> Rows:
    return rows[:NUMBERS] + rows[NUMBERS + 1 :]


def bare_numbers(rows: Rows, data: st.DataObject) -> Rows:
    rows[NUMBERS] = [cell.split("=")[0].strip("()") for cell in rows[NUMBERS]]
    return rows


def extra_column(rows: Rows, data: st.DataObject) -> Rows:
    """A column of the office's own, with figures in it, somewhere; its heading may be one of the form's."""
    at = data.draw(st.sampled_from([0, 2, 6, 10, 13]))
    heading = data.draw(st.sampled_from(["Ghi chú", "Năm trước", "Tổng số", "Quá hạn", "Kế hoạch 2026", "TT"]))
    for place, row in enumerate(rows):
        row.insert(at, heading if not place else "" if place <= NUMBERS else str(7000 + place))
    return rows


def groups_exchanged(rows: Rows, data: st.DataObject) -> Rows:
    order = data.draw(st.permutations([range(2, 6), range(6, 10), range(10, 13)]))
    places = [0, 1, *(place for group in order for place in group)]
    return [[row[place] for place in places] for row in rows]


def page_break(rows: Rows, data: st.DataObject) -> Rows:
    """A page's number, and the head or the numbers again."""
    at = data.draw(st.integers(NUMBERS + 2, len(rows) - 1))
    number = data.draw(st.sampled_from([[], [["2"]], [["Trang 2/3"]], [["", "2"]]]))
    again = data.draw(st.sampled_from([rows[: NUMBERS + 1], rows[NUMBERS : NUMBERS + 1], []]))
    return rows[:at] + number + [list(row) for row in again] + rows[at:]


def blank_rows(rows: Rows, data: st.DataObject) -> Rows:
    at = data.draw(st.integers(NUMBERS, len(rows)))
    return [*rows[:at], [""] * len(rows[0]), *rows[at:]]


def total_first(rows: Rows, data: st.DataObject) -> Rows:
    return [*rows[: NUMBERS + 1], rows[-1], *rows[NUMBERS + 1 : -1]]


def total_merged(rows: Rows, data: st.DataObject) -> Rows:
    at = next(at for at, row in enumerate(rows) if "TỔNG SỐ" in row)
    place = rows[at].index("TỔNG SỐ")
    if place:
        rows[at][place - 1], rows[at][place] = "TỔNG SỐ", ""
    return rows


def thousands_apart(rows: Rows, data: st.DataObject) -> Rows:
    sign = data.draw(st.sampled_from([" ", "\u00a0", ""]))
    body = [
        [cell.replace(".", sign) if cell.replace(".", "").isdecimal() else cell for cell in row]
        for row in rows[HEAD + 1 :]
    ]
    return rows[: HEAD + 1] + body


def moved_right(rows: Rows, data: st.DataObject) -> Rows:
    return [["", *row] for row in rows]


def notes_below(rows: Rows, data: st.DataObject) -> Rows:
    note = data.draw(
        st.sampled_from(
            [
                [["Ghi chú: số liệu tính đến ngày 14/3/2026; 5 hồ sơ trả lại"]],
                [["", "(*) gồm 12 hồ sơ liên thông"]],
                [["", "Người lập biểu", "", "", "", "CHỦ TỊCH"], ["", "Nguyễn Văn A", "", "", "", "Trần Văn B"]],
                [["", "", "", "", "", "Lũng Cao, ngày 15 tháng 3 năm 2026"]],
            ]
        )
    )
    return rows + note


MANGLINGS: Sequence[Mangling] = (
    groups_exchanged, extra_column, without_diacritics, in_capitals, with_a_slip, other_words, bare_numbers,
    without_numbers, total_first, total_merged, thousands_apart, page_break, blank_rows, moved_right, notes_below,
)  # fmt: skip
_OF_NUMBERS = (page_break, blank_rows, total_first, thousands_apart)
"""What counts on the row of numbers."""


def report_of(rows: Rows) -> Report:
    return FORM.report("\n".join([*FORM_ROWS.above, *("\t".join(row) for row in rows)]) + "\n")


RIGHT = {row.key: row for row in FORM.report(FORM.periods[0]).tables["b06"].rows}


@given(st.data())
def test_no_figure_is_wrong_in_silence(data: st.DataObject) -> None:
    """However many things were done to a form at once."""
    rows = [list(row) for row in (*FORM_ROWS.head, *FORM_ROWS.body)]
    chosen = data.draw(st.lists(st.sampled_from(MANGLINGS), max_size=5, unique=True))
    has_numbers = True
    for mangle in sorted(chosen, key=MANGLINGS.index):
        if has_numbers or mangle not in _OF_NUMBERS:
            rows = mangle(rows, data)
        has_numbers = has_numbers and mangle is not without_numbers
    report = report_of(rows)
    table = report.tables["b06"]
    told = " ".join(str(finding.message["vi"]) for finding in report.findings)
    for key, right in RIGHT.items():
        for id in IDS:
            entry = table.by_key[key].entries.get(id) if key in table.by_key else None
            if entry is None or isinstance(entry.value, Missing):
                assert TABLE.columns[id].path in told or key in told, (key, id)
            else:
                assert entry.value == right.entries[id].value, (key, id, [each.__name__ for each in chosen])
    for row in table.rows:
        assert row.key in RIGHT or not any(isinstance(each.value, Reported) for each in row.entries.values()), row.key


@pytest.mark.parametrize("joined", [" - ", ": ", "; ", " › "])
@pytest.mark.parametrize("has_numbers", [True, False])
def test_headings_of_several_rows_may_stand_in_one(joined: str, has_numbers: bool) -> None:
    """As where a person has no use for merged cells."""
    paths = [["STT"], ["Lĩnh vực giải quyết"], *(list(filter(None, column.heading)) for column in TABLE.printed)]
    head = [joined.join(path) for path in paths]
    numbers = [list(FORM_ROWS.head[NUMBERS])] if has_numbers else []
    report = report_of([head, *numbers, *map(list, FORM_ROWS.body)])
    for row in report.tables["b06"].rows:
        assert {id: entry.value for id, entry in row.entries.items()} == {
            id: entry.value for id, entry in RIGHT[row.key].entries.items()
        }
    assert [finding.code for finding in report.findings] == []


def test_headings_that_are_alike_are_not_taken_for_each_other() -> None:
    """ "Đã giải quyết" and "đang giải quyết" differ by two letters; the one that is there twice is not the other."""
    text = FORM.periods[0].replace("Số lượng hồ sơ đang giải quyết", "Số lượng hồ sơ đã giải quyết")
    text = "\n".join(line for line in text.split("\n") if not line.startswith("(1)"))
    report = FORM.report(text)
    lacking = {"dang_giai_quyet", "trong_han", "dang_qua_han"}
    row = report.tables["b06"]["Hộ tịch"]
    assert not lacking & row.entries.keys()
    assert {finding.code for finding in report.findings} == {"CCHC-T006", "CCHC-T013"}


def test_the_last_headings_alone_do_in_the_forms_order() -> None:
    """Eleven columns with the form's last headings, in its order: told how they were found."""
    lasts = ["STT", "Lĩnh vực giải quyết", *(column.heading[-1] for column in TABLE.printed)]
    report = report_of([lasts, *map(list, FORM_ROWS.body)])
    assert {id: entry.value for id, entry in report.tables["b06"]["Đất đai"].entries.items()} == {
        id: entry.value for id, entry in RIGHT["Đất đai"].entries.items()
    }
    assert {finding.code for finding in report.findings} == {"CCHC-T009"}


@pytest.mark.parametrize("path", [column.heading for column in TABLE.printed], ids=IDS)
def test_each_column_is_known_by_its_own_path(path: tuple[str, ...]) -> None:
    """No path of the form is another column's, by whatever likeness."""
    keys = [heading_key(part) for part in path if part]
    scores = {id: HEADINGS.fits(keys, known) for id, known in HEADINGS.columns.items()}
    assert sorted(scores.values())[-2] < max(scores.values())
