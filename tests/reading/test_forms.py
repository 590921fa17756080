"""The same form gives the same values however it was typed, broken, copied or mended; what is wrong with it is said."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping

import pytest

from cchc.edition import Edition
from cchc.errors import ReadError
from cchc.report import Report
from cchc.value import Reported, Value

Read = Callable[[str], Report]
Rows = list[list[str]]
TITLE = "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024"
HEAD = 7
"""Lines above the first line of the form."""


def rows_of(text: str) -> Rows:
    return [line.split("\t") for line in text.split("\n")]


def text_of(rows: Rows) -> str:
    return "\n".join("\t".join(row) for row in rows)


def is_line(row: list[str]) -> bool:
    """A row of the table that is neither its header nor the numbers under it."""
    return len(row) == 5 and row[0] != "TT" and row[1] != "2"


def each_line(text: str, change: Callable[[list[str]], list[str]]) -> str:
    return text_of([change(row) if is_line(row) else row for row in rows_of(text)])


def each_row(text: str, change: Callable[[list[str]], list[str]]) -> str:
    return text_of([change(row) if len(row) == 5 else row for row in rows_of(text)])


def values(report: Report) -> Mapping[str, Value]:
    """Values by id; of a document what it refers to, not how it was typed."""
    return {
        id: Reported(str(entry.value.value)) if isinstance(entry.value, Reported) else entry.value
        for id, entry in report.entries.items()
    }


def codes(report: Report) -> list[str]:
    return [finding.code.removeprefix("CCHC-") for finding in report.findings]


def old_tones(text: str) -> str:
    for new, old in (("òa", "oà"), ("óa", "oá"), ("ọa", "oạ"), ("ủy", "uỷ"), ("Tỷ", "Tỉ"), ("tỷ", "tỉ")):
        text = text.replace(new, old)
    return text


SPELLINGS: Mapping[str, Callable[[str], str]] = {
    "NFD": lambda text: unicodedata.normalize("NFD", text),
    "non-breaking spaces": lambda text: text.replace(" ", "\u00a0"),
    "double spaces": lambda text: text.replace(" ", "  "),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "old tone placement": old_tones,
    "no markup": lambda text: re.sub(r"</?[bi]>|\*\*", "", text),
    "more markup": lambda text: each_line(text, lambda row: [f"<b>{cell}</b>" if cell else "" for cell in row]),
    "small letters": lambda text: each_line(text, lambda row: [row[0], row[1].lower(), *row[2:]]),
    "capitals": lambda text: each_line(text, lambda row: [row[0], row[1].upper(), *row[2:]]),
    "codes with points": lambda text: each_row(text, lambda row: [re.sub(r"(\d)(?=\D*$)", r"\1.", row[0]), *row[1:]]),
    "codes with commas": lambda text: each_line(text, lambda row: [row[0].replace(".", ","), *row[1:]]),
    "long dashes": lambda text: each_line(text, lambda row: [row[0].replace("-", "–"), *row[1:]]),
    "asterisks": lambda text: each_line(text, lambda row: [row[0].replace("-", "*"), *row[1:]]),
    "no code column": lambda text: each_row(text, lambda row: row[1:]),
    "codes in the labels": lambda text: each_line(text, lambda row: ["", f"{row[0]} {row[1]}".strip(), *row[2:]]),
    "unit before quantity": lambda text: each_row(text, lambda row: [row[0], row[1], row[3], row[2], row[4]]),
    "columns backwards": lambda text: each_row(text, lambda row: row[::-1]),
    "a column more": lambda text: each_row(text, lambda row: [*row, "Ghi chú" if row[0] == "TT" else "x"]),
    "a column before": lambda text: each_row(text, lambda row: ["Mã" if row[0] == "TT" else "x", *row]),
    "tabs at the end lost": lambda text: text_of([["\t".join(row).rstrip("\t")] for row in rows_of(text)]),
    "a tab too many": lambda text: each_line(text, lambda row: [*row[:2], "", *row[2:]]),
    "tabs at the end too many": lambda text: each_row(text, lambda row: [*row, "", ""]),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "a commune of another kind": lambda text: re.sub("(?i)phường", "xã", re.sub("(?i)quận", "huyện", text)),
    "other dates in a heading": lambda text: text.replace("01 tháng 01 năm 2024 đến", "15/12/2023 đến"),
    "one page": lambda text: re.sub(r"(?<=\t)\n\nTT\t.*", "", text),
    "the title on each page": lambda text: text.replace("\n\nTT\t", f"\n\n{TITLE}\n\nTT\t"),
}  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spelling_changes_nothing(real: str, read: Read, spelling: str) -> None:
    changed = SPELLINGS[spelling](real)
    assert changed != real
    report = read(changed)
    assert values(report) == values(read(real))
    assert codes(report) == []
    assert (report.prepared_by and unicodedata.normalize("NFC", report.prepared_by)) == "Nguyễn Văn An"


def test_other_columns_are_kept_under_their_heading(real: str, read: Read) -> None:
    report = read(SPELLINGS["a column more"](real))
    assert all(entry.cells["Ghi chú"].text == "x" for entry in report.entries.values())


# --- lines broken over several ---------------------------------------------------------------


def place_of(text: str, words: str) -> int:
    """Where the line with these words stands, from 0."""
    return next(place for place, line in enumerate(text.split("\n")) if words in line)


def broken(text: str, place: int, column: int, at: int, *, rows: bool = False) -> str:
    """The form with one cell broken: by a line break inside it, or (`rows`) over two rows of the table."""
    lines = text.split("\n")
    row = lines[place].split("\t")
    first, second = row[column][:at], row[column][at:].lstrip()
    if rows:
        pieces = [[*row[:column], first, *([""] * (4 - column))], [*([""] * column), second, *row[column + 1 :]]]
    else:
        pieces = [[*row[:column], first], [second, *row[column + 1 :]]]
    return "\n".join([*lines[:place], *("\t".join(piece) for piece in pieces), *lines[place + 1 :]])


@pytest.mark.parametrize("rows", [False, True], ids=["a line break", "two rows"])
@pytest.mark.parametrize(
    ("words", "column", "at"),
    [
        ("Số tin (bài)", 1, 60),
        ("Số lượng Quy trình", 4, 60),
        ("Kế hoạch Cải cách", 1, 21),
        ("Tỷ lệ% so với tổng số", 1, 29),
        ("Đã xây dựng 12", 4, 30),
    ],
)
def test_a_broken_line_is_one_line(real: str, read: Read, words: str, column: int, at: int, rows: bool) -> None:
    report = read(broken(real, place_of(real, words), column, at, rows=rows))
    assert values(report) == values(read(real))
    assert codes(report) == []


def test_a_joined_cell_keeps_its_line_break(real: str, read: Read) -> None:
    place = place_of(real, "Số tin (bài)")
    report = read(broken(real, place, 1, 60))
    assert report.entries["tuyen_truyen_tin_bai"].cells["label"].text.count("\n") == 1
    assert report.entries["tuyen_truyen_tin_bai"].cells["label"].line == place + 1


def test_pages_may_be_numbered(real: str, read: Read) -> None:
    pages = iter(range(1, 100))
    first, *others = real.split("\n\nTT\t")
    numbered = "".join(f"\n\n{next(pages)}\n\nTT\t{page}" for page in others[1:])
    report = read(f"{first}\n\nTT\t{others[0]}{numbered}")
    assert codes(report) == []
    assert values(report) == values(read(real))


# --- what is wrong is said -------------------------------------------------------------------


def without(text: str, words: str) -> str:
    return "\n".join(line for line in text.split("\n") if words not in line)


def test_a_missing_line(real: str, read: Read) -> None:
    report = read(without(real, "Số cuộc thi"))
    (finding,) = report.findings
    assert (finding.code, finding.indicators, finding.expected) == (
        "CCHC-F001",
        ("tuyen_truyen_cuoc_thi",),
        "Số cuộc thi",
    )
    assert "tuyen_truyen_cuoc_thi" not in report.entries


def test_a_missing_section_is_one_finding(real: str, read: Read, edition: Edition) -> None:
    lines = real.split("\n")
    start, end = (
        next(i for i, line in enumerate(lines) if words in line) for words in ("<b>Kiểm tra CCHC", "<b>4</b>")
    )
    report = read("\n".join(lines[:start] + lines[end:]))
    assert codes(report) == ["F001", "F001"]
    first, second = report.findings
    assert first.indicators[0] == "kiem_tra_cchc"
    assert set(first.indicators) == {id for id, line in edition.indicators.items() if line.path.startswith("I.3.1")}
    assert second.indicators[0] == "kntc_pakn"


def test_a_line_twice(real: str, read: Read) -> None:
    """The first filled row is used; the other's cells are left over, and quoted."""
    lines = real.split("\n")
    other = lines[13 - 2].replace("\t6", "\t7")
    report = read("\n".join([*lines[:12], other, *lines[12:]]))
    (finding,) = report.findings
    assert (finding.code, finding.indicators) == ("CCHC-F002", ("kh_cchc_nhiem_vu_hoan_thanh",))
    assert finding.observed is not None
    assert finding.observed.endswith("| 7")
    assert report.entries["kh_cchc_nhiem_vu_hoan_thanh"].value == Reported(6)
    assert [cell.text for cell in report.unplaced] == ["-", "Số nhiệm vụ đã hoàn thành theo kế hoạch", "Nhiệm vụ", "7"]


def test_of_a_line_twice_the_filled_row_is_used(real: str, read: Read) -> None:
    lines = real.split("\n")
    report = read("\n".join([*lines[:11], lines[11].replace("\t6", "\t"), *lines[11:]]))
    assert codes(report) == ["F002"]
    assert report.entries["kh_cchc_nhiem_vu_hoan_thanh"].value == Reported(6)


def test_an_unknown_row(real: str, read: Read) -> None:
    lines = real.split("\n")
    report = read("\n".join([*lines[:20], "-\tSố ca sĩ của phường\t5\tNgười\t", *lines[20:]]))
    (finding,) = report.findings
    assert finding.code == "CCHC-F003"
    assert finding.cell is not None
    assert finding.cell.line == 21
    assert {cell.text for cell in report.unplaced} == {"-", "Số ca sĩ của phường", "5", "Người"}
    assert values(report) == values(read(real))


@pytest.mark.parametrize(
    ("printed", "typed"),
    [
        ("Tọa đàm", "Toạ đam"),
        ("Tố cáo\t", "Tố các\t"),
        ("Số cuộc thi", "Số cuộc thi đã tổ chức trong tháng"),
        (
            "Số nhiệm vụ được giao triển khai thực hiện trong kế hoạch\t",
            "Số nhiêm vụ đuợc giao triễn khai trong kế hoạch\t",
        ),
        ("<b>Kiểm tra CCHC</b>", "<b>Công tác kiểm tra cải cách hành chính</b>"),
    ],
)
def test_a_label_with_slips(real: str, read: Read, printed: str, typed: str) -> None:
    report = read(real.replace(printed, typed, 1))
    assert codes(report) == ["F004"]
    assert values(report) == values(read(real))


def test_a_line_out_of_place(real: str, read: Read) -> None:
    lines = real.split("\n")
    place = place_of(real, "Số biên chế công chức được giao")
    report = read("\n".join([*lines[:9], lines[place], *lines[9:place], *lines[place + 1 :]]))
    (finding,) = report.findings
    assert (finding.code, finding.indicators) == ("CCHC-F005", ("bien_che_giao",))
    assert values(report) == values(read(real))


def test_parts_in_the_other_order_are_one_finding(real: str, read: Read, edition: Edition) -> None:
    """Repeated labels ("Ban hành Kế hoạch", "Khiếu nại:") stay with their own sections."""
    lines = real.split("\n")
    second, end = place_of(real, "<b>II</b>"), place_of(real, "NGƯỜI LẬP")
    report = read("\n".join([*lines[:HEAD], *lines[second:end], "", *lines[HEAD:second], *lines[end:]]))
    assert codes(report) == ["F005"]
    assert set(report.findings[0].indicators) == {
        id for id, line in edition.indicators.items() if line.path.split(".")[0] == "I"
    }
    assert values(report) == values(read(real))


@pytest.mark.parametrize(
    ("title", "expected", "number"),
    [
        ("THÁNG 5 NĂM 2024", [], 5),
        ("Quý II/2024", [], 2),
        ("\nTháng 5 năm 2024\n(Từ ngày 15/4/2024 đến ngày 14/5/2024)", [], 5),
        ("THÁNG 6 NĂM 2025", [], 6),
        ("THÁNG 7 NĂM 2025", ["F007"], 7),
        ("THÁNG 5 NĂM 2022", ["F007"], 5),
    ],
)
def test_the_period(real: str, read: Read, title: str, expected: list[str], number: int | None) -> None:
    report = read(real.replace("THÁNG 5 NĂM 2024", title))
    assert codes(report) == expected
    assert (report.period and report.period.number) == number


@pytest.mark.parametrize(
    "title",
    [
        "BÁO CÁO\nCÔNG TÁC CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024",
        "BÁO CÁO CẢI CÁCH\nHÀNH CHÍNH THÁNG 5 NĂM 2024",
        "Báo cáo kết quả CCHC tháng 5 năm 2024",
        "BIỂU TỔNG HỢP SỐ LIỆU BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5/2024",
    ],
)
def test_a_title_in_other_words(real: str, read: Read, title: str) -> None:
    report = read(real.replace("**BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024**", title))
    assert codes(report) == []
    assert report.title == title.replace("\n", " ")
    assert report.period is not None


def test_a_form_without_a_period_is_said(real: str, read: Read) -> None:
    report = read(real.replace("THÁNG 5 NĂM 2024", ""))
    assert codes(report) == ["F006"]
    assert report.period is None


def test_columns_without_headings_are_read_by_position(real: str, read: Read) -> None:
    headless = text_of([row for row in rows_of(real) if row[0] != "TT" and row[:3] != ["1", "2", "3"]])
    report = read(headless)
    assert codes(report) == ["F008"]
    assert values(report) == values(read(real))
    renamed = read(real.replace("Số lượng\tĐơn vị tính", "SL\tĐơn vị tính"))
    assert codes(renamed) == ["F008"]
    assert renamed.findings[0].expected == "Số lượng"
    assert values(renamed) == values(read(real))


def test_text_that_is_not_understood_is_said_and_kept(real: str, read: Read) -> None:
    report = read(real + "\n\nMột câu không rõ\n")
    (finding,) = report.findings
    assert (finding.code, finding.observed) == ("CCHC-F009", "Một câu không rõ")
    assert finding.message["vi"] != finding.message["en"]
    assert [cell.text for cell in report.unplaced] == ["Một câu không rõ"]


def test_a_letterhead_names_unit_superior_and_date(real: str, read: Read) -> None:
    above = (
        "UBND QUẬN BA ĐÌNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "**UBND PHƯỜNG KIM MÃ**\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 12/BC-UBND\tKim Mã, ngày 14 tháng 5 năm 2024\n"
    )
    report = read(above + real)
    assert codes(report) == []
    assert (report.office, report.superior) == ("UBND PHƯỜNG KIM MÃ", "UBND QUẬN BA ĐÌNH")
    assert report.date == dt.date(2024, 5, 14)


LETTERHEADS = {
    "office above unit": ("ỦY BAN NHÂN DÂN\nPHƯỜNG KIM MÃ\n-------\nSố:     /BC-UBND", "ỦY BAN NHÂN DÂN PHƯỜNG KIM MÃ"),
    "side by side": (
        "UBND QUẬN BA ĐÌNH   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nUBND PHƯỜNG KIM MÃ   Độc lập - Tự do - Hạnh phúc",
        "UBND PHƯỜNG KIM MÃ",
    ),
    "announced": ("Đơn vị báo cáo: UBND phường Kim Mã", "UBND phường Kim Mã"),
    "date left open": ("UBND PHƯỜNG KIM MÃ\nKim Mã, ngày      tháng 5 năm 2024", "UBND PHƯỜNG KIM MÃ"),
}


@pytest.mark.parametrize("name", LETTERHEADS)
def test_a_letterhead_in_other_arrangements(real: str, read: Read, name: str) -> None:
    above, unit = LETTERHEADS[name]
    report = read(f"{above}\n\n{real}")
    assert codes(report) == []
    assert report.office == unit


@pytest.mark.parametrize("dates", ["", " (từ ngày 15/4/2024 đến ngày 14/5/2024)", " từ 15/4 đến 14/5/2024"])
def test_the_dates_of_a_heading_are_no_part_of_its_label(real: str, read: Read, dates: str) -> None:
    printed = " từ ngày 01 tháng 01 năm 2024 đến ngày 30 tháng 4 năm 2024"
    assert printed in real
    assert codes(read(real.replace(printed, dates))) == []


BY, FOR = "NGƯỜI LẬP BÁO CÁO", "KT. CHỦ TỊCH"
SIGNATURES = {
    "two columns": f"{BY}\t{FOR}\n\tPHÓ CHỦ TỊCH\n(Ký, ghi rõ họ tên)\t(Đã ký)\nNguyễn Văn An\tTrần Thị Bình",
    "one below the other": f"{BY}\nNguyễn Văn An\n{FOR}\nPHÓ CHỦ TỊCH\nTrần Thị Bình",
    "side by side": f"{BY}            {FOR}\n              PHÓ CHỦ TỊCH\nNguyễn Văn An        Trần Thị Bình",
    "titles first": f"{BY}\n{FOR}\nPHÓ CHỦ TỊCH\nNguyễn Văn An\nTrần Thị Bình",
    "with addressees": f"{BY}\nNguyễn Văn An\nNơi nhận:\t{FOR}\n- UBND;\tPHÓ CHỦ TỊCH\n- Lưu.\t\n\tTrần Thị Bình",
}


@pytest.mark.parametrize("signatures", SIGNATURES)
def test_signatures(real: str, read: Read, signatures: str) -> None:
    table = real[: real.index("**NGƯỜI LẬP")]
    report = read(table + SIGNATURES[signatures])
    assert (report.prepared_by, report.signed_by) == ("Nguyễn Văn An", "Trần Thị Bình")
    assert codes(report) == []


# --- what is no such form --------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Kính gửi anh chị,\nđây là thư.",
        "a\tb\nc\td\n" * 50,
        "BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024",
        "BÁO CÁO\nTT\tNội dung\tSố lượng\tĐơn vị tính\tGiải trình\n1\tSố cây đã trồng\t5\tcây\t\n-\tTố cáo\t\t\t",
        "TT\tNội dung\tSố lượng\tĐơn vị tính\tGiải trình",
    ],
)
def test_another_form_is_refused(read: Read, text: str) -> None:
    with pytest.raises(ReadError) as refused:
        read(text)
    assert refused.value.source == "bao-cao.txt"
    assert set(refused.value.messages) == {"vi", "en"}
    assert refused.value.messages["en"] == refused.value.what


def test_text_in_an_old_encoding_is_told_apart(read: Read) -> None:
    with pytest.raises(ReadError, match="TCVN3"):
        read("B¸o c¸o c¶i c¸ch hµnh chÝnh th¸ng 5 n¨m 2024\nTT\tNéi dung b¸o c¸o\tSè l­îng\n" * 10)
    with pytest.raises(ReadError, match="VNI"):
        read("Baùo caùo caûi caùch haønh chính thaùng 5\nTT\tNoäi dung baùo caùo\tSoá löôïng\n" * 10)


def test_a_form_cut_short_is_still_this_form(real: str, read: Read, edition: Edition) -> None:
    report = read("\n".join(real.split("\n")[:12]))
    assert len(report.entries) == 5
    assert set(codes(report)) == {"F001"}
    missing = [id for finding in report.findings for id in finding.indicators]
    assert len(missing) == len(set(missing)) == len(edition.indicators) - 5
