"""A file is read as text only if its encoding is certain; what is no form is refused, whatever it is, with a remedy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pace import within
from tests.small import small_catalogue

from cchc.errors import CchcError, ReadError
from cchc.readers import read_report
from cchc.readers.text import LARGEST_FILE, MOST_ROWS, parse, read


def texts(raw: object) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in raw.rows]  # type: ignore[attr-defined]


def test_rows_are_lines_and_cells_stand_between_tabs() -> None:
    raw = parse("a\tb\t\n\n  \nMột câu\r\nc\td\re", "x.txt")
    assert texts(raw) == [["a", "b", ""], ["Một câu"], ["c", "d"], ["e"]]
    assert [row.cells[0].line for row in raw.rows] == [1, 4, 5, 6]
    assert raw.source == "x.txt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_in_any_form(real: str, encoding: str) -> None:
    assert texts(read(real.encode(encoding))) == texts(parse(real))


@pytest.mark.parametrize("end", ["\v", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_odd_ends_of_lines_end_lines_where_there_are_no_others(real: str, end: str, last: str) -> None:
    """A text whose lines end in them alone is the text; beside usual ends they stand inside of a cell as they did."""
    assert texts(read(f"{end.join(real.splitlines())}{last}".encode())) == texts(parse(real))
    assert texts(read(f"a\tb{end}c\nd".encode())) == [["a", f"b{end}c"], ["d"]]


def test_windows_1258_if_it_gives_vietnamese() -> None:
    text = "BÁO CÁO CẢI CÁCH HÀNH CHÍNH\tSố lượng – “đủ”"
    legacy = b"B\xc1O C\xc1O C\xc2\xd2I C\xc1CH".replace(b"\xc2\xd2", b"A\xd2")
    assert texts(read(legacy)) == [["BÁO CÁO CẢI CÁCH"]]
    with pytest.raises(ReadError, match="encoding"):
        read("B¸o c¸o µ".encode("latin-1"))
    with pytest.raises(ReadError, match="encoding"):
        read(text.encode() + b"\xff")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\n \t\n\r\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"PK\x03\x04\x14\x00", "xlsx"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", r"Office 97–2003 .*save it as \.docx"),
        (b"{\\rtf1\\ansi", r"RTF .*save it as \.docx"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"a\x00b\x00\x00\x01c", "no kind of file"),
        (bytes(range(256)) * 10, "no kind of file"),
        (b"x" * 200_000, "line 1"),
        (b"x\n" * (MOST_ROWS + 1), f"{MOST_ROWS} rows"),
        (b"x" * (LARGEST_FILE + 1), "larger"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_text_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(ReadError, match=says) as refused:
        read(data, name="tệp")
    assert refused.value.source == "tệp"
    assert refused.value.messages["vi"] != refused.value.messages["en"] == refused.value.what
    assert not any("{" in text for text in refused.value.messages.values())


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_report(tmp_path / "thieu.txt")
    with pytest.raises(ReadError, match="folder"):
        read_report(tmp_path)
    with pytest.raises(ReadError):
        read_report("a\0b")


def test_a_hundred_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    junk = tmp_path / "rac.txt"
    with junk.open("wb") as file:
        file.truncate(100_000_000)
    with within(2), pytest.raises(ReadError, match="larger"):
        read_report(junk)


def test_a_path_or_its_bytes_give_the_same(real_report: Path) -> None:
    by_path = read_report(real_report)
    by_text = read_report(str(real_report))
    by_bytes = read_report(real_report.read_bytes(), name=str(real_report))
    assert by_path == by_text == by_bytes
    assert by_path.source == str(real_report)


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_report_or_refused(data: bytes) -> None:
    with pytest.raises(CchcError):
        read_report(data, small_catalogue())


@given(st.data())
def test_a_mangled_form_is_still_read_or_refused(real_report: Path, data: st.DataObject) -> None:
    """Cut, doubled, or with anything put in anywhere, the form never breaks the reader."""
    lines = real_report.read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(lines)))
        kind = data.draw(st.sampled_from(["cut", "double", "insert", "glue", "garble"]))
        if kind == "cut":
            del lines[place : place + data.draw(st.integers(1, 30))]
        elif kind == "double":
            lines[place:place] = lines[place : place + data.draw(st.integers(1, 30))]
        elif kind == "insert":
            lines.insert(
                place,
                data.draw(st.text(alphabet=st.sampled_from("ab1%/:.,-+\t\n\r \u00a0<b>$\\#{}*|Cóệ"), max_size=40)),
            )
        elif kind == "glue" and place + 1 < len(lines):
            lines[place : place + 2] = [lines[place] + lines[place + 1]]
        elif place < len(lines):
            lines[place] = data.draw(st.permutations(lines[place].split("\t")).map("\t".join))
    try:
        report = read_report("\n".join(lines).encode(), small_catalogue())
    except ReadError:
        return
    kept = sum(len(entry.cells) for entry in report.entries.values()) + len(report.unplaced)
    assert kept > 0


@pytest.mark.parametrize(
    "hostile",
    [
        lambda: "\t" * 90_000,
        lambda: "x\t" * 40_000,
        lambda: ("1" * 400 + "/" + "1" * 400 + " ") * 100,
        lambda: "(" * 90_000,
        lambda: "<b>" * 30_000,
        lambda: "$" * 90_000,
        lambda: "ngày 1 tháng 1 " * 6_000,
        lambda: "Số 1/KH-UBND " * 7_000,
        lambda: "\u0301" * 90_000,
    ],
)
def test_hostile_cells_are_read_in_good_time(real: str, hostile: Callable[[], str]) -> None:
    with within(3):
        read_report(real.replace("Đang triển khai", hostile()).encode())


def test_thousands_of_strange_rows_are_read_in_good_time(real: str) -> None:
    rows = "".join(f"-\tSố việc thứ {place} của phường trong kế hoạch\t{place}\tViệc\t\n" for place in range(1500))
    with within(2):
        report = read_report(real.replace("2\t<i>x", "").replace("\n+\tTố cáo\t", f"\n{rows}+\tTố cáo\t", 1).encode())
    assert sum(finding.code == "CCHC-F003" for finding in report.findings) == 1500
