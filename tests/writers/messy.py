"""Forms as offices send them: the real report with rows lost, doubled, moved, broken, strange, and texts all around."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from cchc.readers.grid import column_name
from cchc.readers.text import parse
from cchc.record import frozen
from cchc.report import RawForm, Row
from cchc.value import Cell

Rows = list[list[str]]
ROOT = Path(__file__).resolve().parents[2]
REAL = (ROOT / "examples" / "phuong-2024-05.txt").read_text(encoding="utf-8")

HEAD = ["TT", "Nội dung báo cáo của đơn vị", "Số lượng", "Đơn vị tính", "Giải trình"]
TITLE = "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024"
TEXTS = (
    "", "0", "5", "05", "20", "1.234", "30,00 %", "30", "không có", "Chưa phát sinh", "Đang thực hiện", "162/173",
    "46/162 = 28,39%", "Có", "#DIV/0!", "2 nhiệm vụ", "12 (mười hai)", "Số 62/KH-UBND ngày 28/02/2024", "-", "-1",
    "=1+1", "+1", "'=1", "@a", '"Hội thi', '"Hội thi"', "a; b, c | d", "<b>7</b>", "**8**", "một\nhai", "một\thai",
    "3\n4", "  6  ", "A & B < C", "và nhiều việc khác " * 5, "1", "2", "2024",
)  # fmt: skip
"""What is found in cells, and what a kind of file may stumble over."""
STRANGERS = (
    ["-", "Số ca sĩ của phường", "5", "Người", ""],
    ["", "Số ca sĩ của phường", "", "", ""],
    ["-", "Số ca sĩ của phường", "", "", ""],
    ["9.9", "", "5", "", ""],
    ["", "", "7", "", ""],
    ["", "", "", "", "giải trình thêm"],
    ["C", "NỘI DUNG KHÁC", "", "", ""],
    ["-", "Số cuộc thi", "4", "", "lần nữa"],
    ["-", "Số cuộc thi đã tổ chức trong tháng", "", "Cuộc", ""],
)
ASTRAY = (
    TITLE, "Một câu không rõ", "UBND PHƯỜNG KIM MÃ", "Phụ lục 3 (tiếp theo)", "17", "1", "2", "Kim Mã, ngày 14/5/2024",
    "Ghi chú: số liệu tính đến 14/5/2024", "---", "một câu\nhai dòng",
)  # fmt: skip
ABOVE = (
    [
        ["UBND QUẬN BA ĐÌNH", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["UBND PHƯỜNG KIM MÃ", "Độc lập - Tự do - Hạnh phúc"],
    ],
    [["UBND QUẬN BA ĐÌNH\nUBND PHƯỜNG KIM MÃ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"]],
    [["ỦY BAN NHÂN DÂN"], ["PHƯỜNG KIM MÃ"], ["Số:     /BC-UBND", "", "Kim Mã, ngày 14 tháng 5 năm 2024"]],
    [["Một câu không rõ", "Một câu khác"], ["BÁO CÁO"], ["CÔNG TÁC CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024"]],
    [["(Kèm theo Báo cáo số 12/BC-UBND ngày 14/5/2024)"]],
    [["", "Biểu số 3"], [TITLE, "", "Trang 1"]],
)
BELOW = (
    [["NGƯỜI LẬP BÁO CÁO", "KT. CHỦ TỊCH"], ["", "PHÓ CHỦ TỊCH"], ["Đỗ Minh Khang", "Đinh Thanh Bình"]],
    [["NGƯỜI LẬP BÁO CÁO"], ["Đỗ Minh Khang"], ["KT. CHỦ TỊCH"], ["(Đã ký)"], ["Đinh Thanh Bình"]],
    [["Nơi nhận:", "KT. CHỦ TỊCH"], ["- UBND;", "PHÓ CHỦ TỊCH"], ["- Lưu.", ""], ["", "Đinh Thanh Bình"]],
    [["Nơi nhận:", "Kim Mã, ngày 14 tháng 5 năm 2024"], ["Một câu không rõ", "Một câu khác"]],
    [["Một câu không rõ"], ["KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"], ["Đinh Thanh Bình"], ["Một câu khác", "5"]],
    [["NGƯỜI LẬP BÁO CÁO\n\nĐỗ Minh Khang", "", "KT. CHỦ TỊCH\n\nĐinh Thanh Bình"]],
    [["3"], ["Tổng số: 5 văn bản"]],
    [["Một câu không rõ", "Một câu khác"], ["Một câu nữa"]],
)


def table() -> Rows:
    """The lines of the real report without their head and pages."""
    rows = [line.split("\t") for line in REAL.split("\n")]
    return [row for row in rows if len(row) == 5 and row[0] != "TT" and row[1] != "2"]


Change = Callable[[Rows, Random], None]


def _drop(rows: Rows, chance: Random) -> None:
    start, count = chance.randint(0, len(rows) - 2), chance.randint(1, 40)
    del rows[start : min(start + count, len(rows) - 1)]


def _twice(rows: Rows, chance: Random) -> None:
    row = list(rows[_place(rows, chance)])
    row[2:3] = [chance.choice(TEXTS)]
    rows.insert(_place(rows, chance), row)


def _move(rows: Rows, chance: Random) -> None:
    row = rows.pop(_place(rows, chance))
    rows.insert(chance.randint(0, len(rows)), row)


def _strange(rows: Rows, chance: Random) -> None:
    rows.insert(chance.randint(0, len(rows)), list(chance.choice(STRANGERS)))


def _astray(rows: Rows, chance: Random) -> None:
    rows.insert(chance.randint(0, len(rows)), [chance.choice(ASTRAY)])


def _fill(rows: Rows, chance: Random) -> None:
    row = rows[_place(rows, chance)]
    if len(row) > 2:
        row[chance.randint(2, len(row) - 1)] = chance.choice(TEXTS)


def _mistype(rows: Rows, chance: Random) -> None:
    row = rows[_place(rows, chance)]
    if len(row) > 1 and len(row[1]) > 4:
        place = chance.randint(0, len(row[1]) - 1)
        row[1] = chance.choice((row[1][:place] + row[1][place + 1 :], row[1].upper(), f"{row[1]} (nếu có)", ""))


def _recode(rows: Rows, chance: Random) -> None:
    rows[_place(rows, chance)][0] = chance.choice(("", "–", "*", "1", "2.", "II", "3,1", "a)", "Ghi chú"))


def _break(rows: Rows, chance: Random) -> None:
    """One cell of a row goes on in a row of its own."""
    place = _place(rows, chance)
    row = rows[place]
    column = chance.randint(1, max(1, len(row) - 1))
    if column < len(row) and len(row[column]) > 6:
        at = chance.randint(1, len(row[column]) - 1)
        rest = [*[""] * column, row[column][at:].lstrip(), *row[column + 1 :]]
        rows[place : place + 1] = [[*row[:column], row[column][:at], *[""] * (len(row) - column - 1)], rest]


def _shift(rows: Rows, chance: Random) -> None:
    row = rows[_place(rows, chance)]
    row.insert(chance.randint(0, len(row)), "")


def _cut(rows: Rows, chance: Random) -> None:
    row = rows[_place(rows, chance)]
    while len(row) > 1 and not row[-1]:
        row.pop()


def _page(rows: Rows, chance: Random) -> None:
    place = chance.randint(1, len(rows))
    number = chance.choice(([], [["2"]], [["- 3 -"]]))
    rows[place:place] = [*number, list(HEAD), *chance.choice(([], [["1", "2", "3", "4", "5"]]))]


def _place(rows: Rows, chance: Random) -> int:
    return int(chance.randint(0, len(rows) - 1))


CHANGES: Mapping[str, Change] = {
    "lines lost": _drop, "a line twice": _twice, "a line moved": _move, "a strange row": _strange,
    "a text astray": _astray, "a cell filled in": _fill, "a label mistyped": _mistype, "a code changed": _recode,
    "a cell over two rows": _break, "a tab too many": _shift, "tabs lost": _cut, "a page begun": _page,
}  # fmt: skip

HEADS: Mapping[str, Callable[[Rows], Rows]] = {
    "head": lambda rows: [list(HEAD), *rows],
    "head and numbers": lambda rows: [list(HEAD), ["1", "2", "3", "4", "5"], *rows],
    "no head": lambda rows: rows,
    "a heading of its own": lambda rows: [["TT", "Nội dung", "SL", "ĐVT", "Giải trình"], *rows],
    "the last heading blank": lambda rows: [[*HEAD[:4], ""], *rows],
    "the last heading missing": lambda rows: [HEAD[:4], *rows],
    "a column more": lambda rows: [[*HEAD, "Ghi chú"], *([*row, "x"] for row in rows)],
    "a column more without a heading": lambda rows: [[*HEAD], *([*row, "x"] for row in rows)],
    "a column before": lambda rows: [["Mã", *HEAD], *(["x", *row] if len(row) > 1 else row for row in rows)],
    "no codes": lambda rows: [HEAD[1:], *(row[1:] if len(row) > 1 else row for row in rows)],
    "no codes, no head": lambda rows: [row[1:] if len(row) > 1 else row for row in rows],
    "unit before quantity": lambda rows: [_swapped(row) for row in [list(HEAD), *rows]],
    "backwards": lambda rows: [row[::-1] for row in [list(HEAD), *rows]],
    "the head on the second page": lambda rows: [*rows[:20], list(HEAD), *rows[20:]],
}


def _swapped(row: list[str]) -> list[str]:
    return [row[0], row[1], row[3], row[2], *row[4:]] if len(row) > 3 else row


KINDS: Mapping[str, Callable[[Rows], RawForm]] = {
    "text": lambda rows: parse("\n\n".join("\n".join("\t".join(_flat(row)) for row in part) for part in _parts(rows))),
    "lines": lambda rows: parse("\n".join("\t".join(_flat(row)) for row in rows)),
    "document": lambda rows: RawForm(tuple(Row(tuple(map(Cell, row))) for row in rows)),
    "sheet": lambda rows: RawForm(tuple(_sheet(rows))),
}
"""The rows as files of some kinds have them: lines of a text, bare cells, rows as wide as a sheet."""


def _flat(row: list[str]) -> list[str]:
    return [" ".join(cell.split()) for cell in row]


def _parts(rows: Rows) -> list[Rows]:
    """Runs of rows with cells and of texts alone, which a text keeps apart by blank lines."""
    parts: list[Rows] = []
    for row in rows:
        if parts and (len(row) > 1) == (len(parts[-1][-1]) > 1):
            parts[-1].append(row)
        else:
            parts.append([row])
    return parts


def _sheet(rows: Rows) -> list[Row]:
    width = max(map(len, rows))
    return [
        Row(
            tuple(
                Cell(text, sheet="Biểu", ref=f"{column_name(column)}{number}")
                for column, text in enumerate([*row, *[""] * (width - len(row))])
            )
        )
        for number, row in enumerate(rows, 1)
    ]


@frozen
class Messy:
    """A form with some things wrong with it, told by what was done: the changes, each with a number to decide by."""

    kind: str = "text"
    head: str = "head"
    changes: tuple[tuple[str, int], ...] = ()
    above: int | None = None
    below: int | None = None

    @property
    def rows(self) -> Rows:
        """The rows of the file as texts."""
        rows = table()
        for change, number in self.changes:
            CHANGES[change](rows, Random(number))
        above = [[TITLE]] if self.above is None else ABOVE[self.above]
        below = [] if self.below is None else BELOW[self.below]
        return [*above, *HEADS[self.head](rows), *below]

    @property
    def form(self) -> RawForm:
        """The form as a reader hands it over."""
        return KINDS[self.kind](self.rows)


def messy_forms() -> st.SearchStrategy[Messy]:
    """Forms of all kinds with up to eight things wrong in the table, and any texts around it."""
    return st.builds(
        Messy,
        kind=st.sampled_from(list(KINDS)),
        head=st.sampled_from(list(HEADS)),
        changes=st.lists(st.tuples(st.sampled_from(list(CHANGES)), st.integers(0, 9999)), max_size=8).map(tuple),
        above=st.none() | st.integers(0, len(ABOVE) - 1),
        below=st.none() | st.integers(0, len(BELOW) - 1),
    )
