"""A document is recognised however it was typed, and what is no document is left alone."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.period import format_date
from cchc.text.documents import BODIES, TYPES, find_documents, issuer_among
from cchc.value import Document

FEBRUARY_28 = dt.date(2024, 2, 28)


@pytest.mark.parametrize(
    ("text", "shown", "type_", "body"),
    [
        ("Số 62/KH-UBND NGÀY 28/02/2024", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("Số 19/KH-UBND 26/01/2024", "19/KH-UBND ngày 26/01/2024", "KH", "UBND"),
        ("62/KH-UBND ngày 28 tháng 02 năm 2024", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("Kế hoạch số: 62 / KH - UBND, ngày 28-2-2024", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/KH-UBND (28/02/2024)", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/KH-UBND ban hành ngày 28/02/2024", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/KH-UBND của UBND phường Láng Hạ ngày 28/02/2024", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/KH-UBND tỉnh ngày 28/02/2024", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/KH-UBND quận Ba Đình, ngày 28 tháng 02 năm 2024.", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/KH-UBND về CCHC năm 2024 ngày 28/02/2024", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/KH-UBND của UBND phường về kiểm tra CCHC, ngày 28/02/2024", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/KH-UBND (CCHC) ngày 28/02/2024", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("KH số 62 về CCHC ngày 28/02/2024", "KH số 62 về CCHC ngày 28/02/2024", "KH", None),
        ("Ngày 28/02/2024 UBND phường ban hành Kế hoạch số 62/KH-UBND", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/kh-ubnd ngày 28/2/24", "62/KH-UBND ngày 28/02/2024", "KH", "UBND"),
        ("62/KH\u2011UBND", "62/KH-UBND", "KH", "UBND"),
        ("62/KH–UBND", "62/KH-UBND", "KH", "UBND"),
        ("62/KH UBND", "62/KH-UBND", "KH", "UBND"),
        ("số111/KH-UBND", "111/KH-UBND", "KH", "UBND"),
        ("<b>Số 62</b>/KH-UBND", "62/KH-UBND", "KH", "UBND"),
        ("Kế hoạch số 62/KH", "62/KH", "KH", None),
        ("5/KH-UBND ngày 3/3/2024", "05/KH-UBND ngày 03/3/2024", "KH", "UBND"),
        ("01 /2018/TT-VPCP", "01/2018/TT-VPCP", "TT", "VPCP"),
        ("18/2022/NQ- HĐND", "18/2022/NQ-HĐND", "NQ", "HĐND"),
        ("42/2022/NĐCP", "42/2022/NĐ-CP", "NĐ", "CP"),
        ("12/2024/LCP", "12/2024/L-CP", "L", "CP"),
        ("46/2019/QĐUBND", "46/2019/QĐ-UBND", "QĐ", "UBND"),
        ("Nghị quyết số 05 - NQ/TW", "05-NQ/TW", "NQ", "TW"),
        ("32/2021/NÐ-CP", "32/2021/NĐ-CP", "NĐ", "CP"),
        ("32/2021/ND-CP", "32/2021/NĐ-CP", "NĐ", "CP"),
        ("62/QD-UBND", "62/QĐ-UBND", "QĐ", "UBND"),
        ("Quyết định 766/QĐ-TTg", "766/QĐ-TTg", "QĐ", "TTg"),
        ("Nghị quyết 97/2019/QH14", "97/2019/QH14", "NQ", "QH"),
        ("203/2025/QH15", "203/2025/QH15", None, "QH"),
        ("05-NQ/TW ngày 1/1/2024", "05-NQ/TW ngày 01/01/2024", "NQ", "TW"),
        ("12-KH/ĐU", "12-KH/ĐU", "KH", "ĐU"),
        ("123/UBND-VP ngày 5/3/2024", "123/UBND-VP ngày 05/3/2024", "CV", "UBND"),
        ("Công văn số 45/TTPVHCC-KSTT", "45/TTPVHCC-KSTT", "CV", "TTPVHCC"),
        ("15/TTr-UBND", "15/TTr-UBND", "TTr", "UBND"),
        ("01/2018/TTLT-BNV-BTC", "01/2018/TTLT-BNV-BTC", "TTLT", "BNV"),
        ("Quyết định số 58 ngày 15/3/2024", "Quyết định số 58 ngày 15/3/2024", "QĐ", None),
        ("KH số 62 ngày 28/02/2024", "KH số 62 ngày 28/02/2024", "KH", None),
        ("Nghị định 61/2018", "Nghị định 61/2018", "NĐ", None),
    ],
)
def test_a_reference_has_one_canonical_spelling(text: str, shown: str, type_: str | None, body: str | None) -> None:
    """Number, symbol and date come out in the official spelling, whatever stands between them."""
    for form in ("NFC", "NFD"):
        (document,) = find_documents(unicodedata.normalize(form, text))
        assert (str(document), document.type, document.body) == (shown, type_, body)


def test_what_is_read_of_a_reference() -> None:
    """A document has its parts, the title that follows it, and its citation verbatim."""
    text = "Kế hoạch số 46/KH-UBND ngày 03/03/2023 về công tác rà soát, phối hợp đánh giá TTHC năm 2023"
    assert find_documents(f"Thực hiện {text}.") == [
        Document(
            number=46,
            symbol="KH-UBND",
            date=dt.date(2023, 3, 3),
            type="KH",
            body="UBND",
            title="về công tác rà soát, phối hợp đánh giá TTHC năm 2023",
            text=text,
        )
    ]
    legal = "Nghị định 32/2021/NĐ-CP về thí điểm tổ chức mô hình chính quyền đô thị tại thành phố Hà Nội"
    assert find_documents(f"{legal}:") == [
        Document(
            number=32,
            symbol="NĐ-CP",
            year=2021,
            type="NĐ",
            body="CP",
            title="về thí điểm tổ chức mô hình chính quyền đô thị tại thành phố Hà Nội",
            text=legal,
        )
    ]


def test_a_number_without_symbol_keeps_its_date_and_type() -> None:
    """ "Quyết định số 58" has a type by its word and no symbol, so no canonical reference."""
    (document,) = find_documents("theo Quyết định số 58 ngày 15/3/2024 1/ Quy trình A 2/ Quy trình B")
    assert (document.number, document.symbol, document.type, document.title) == (58, None, "QĐ", None)
    assert (document.date, document.reference) == (dt.date(2024, 3, 15), None)
    (document,) = find_documents("Kế hoạch công tác CCHC số 62 ngày 28/02/2024")
    assert (document.number, document.type, document.date) == (62, "KH", FEBRUARY_28)


def test_a_day_that_does_not_exist_is_no_date() -> None:
    """An impossible date leaves the document without one, and is no title."""
    (document,) = find_documents("62/KH-UBND ngày 31/02/2024")
    assert (document.reference, document.date, document.title) == ("62/KH-UBND", None, None)
    assert document.text == "62/KH-UBND ngày 31/02/2024"


def test_a_document_begins_where_another_ends() -> None:
    """Though nothing stands between them."""
    found = find_documents("Quyết định số 58 (15/3/2024)Kế hoạch số 62/KH-UBND")
    assert [(each.number, each.type) for each in found] == [(58, "QĐ"), (62, "KH")]


@pytest.mark.parametrize("between", [" và ", "; ", ", ", "\n", "; 2/ "])
def test_two_documents_in_a_cell_are_two(between: str) -> None:
    """Each keeps its own date and title."""
    one = "Kế hoạch số 62/KH-UBND ngày 28/02/2024"
    other = "Kế hoạch số 18/KH-UBND ngày 26/01/2024 về một cửa"
    first, second = find_documents(f"1/ {one}{between}{other}")
    assert (first.text, first.title, second.text, second.title) == (one, None, other, "về một cửa")
    assert (first.date, second.date) == (FEBRUARY_28, dt.date(2024, 1, 26))


@pytest.mark.parametrize(
    "text",
    ["", "Có", "không có", "Đang thực hiện", "46/166", "46/162 = 28,39%", "15/3/2024", "20/nhiệm vụ", "20/Người",
     "Đã xây dựng 12 Kế hoạch",
     "12 Kế hoạch", "Kế hoạch năm 2024", "Kế hoạch 2024", "Kế hoạch 2024 ngày 15/3/2024", "Báo cáo 6 tháng",
     "Báo cáo 15/3/2024",
     "Biểu số 06/VPCP/KSTT", "phụ lục 3", "Số nhiệm vụ: 20", "tháng 5/2024", "46/TTHC", "/KH-UBND",
     "Số ……/KH-UBND ngày …/…/2024",
     "1/ Quy trình", "quyết định 46/162"],
)  # fmt: skip
def test_other_numbers_are_no_documents(text: str) -> None:
    """Counts, fractions, dates, years and forms cite nothing."""
    assert find_documents(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "62/KH-UBND về tổ chức hội nghị ngày 28/02/2024",
        "62/KH-UBND của UBND phường về cuộc thi ngày 28/02/2024",
        "62/KH-UBND thực hiện Kế hoạch của UBND quận ngày 28/02/2024",
        "62/KH-UBND theo Quyết định ngày 28/02/2024",
        "62/KH-UBND có hiệu lực từ ngày 28/02/2024",
        "62/KH-UBND về CCHC ngày 28/02/2024 tại hội trường",
    ],
)
def test_a_day_of_something_else_is_not_the_document_s(text: str) -> None:
    """A meeting's day, a term's or another document's is left where it stands."""
    assert find_documents(text)[0].date is None


@pytest.mark.parametrize(
    "about",
    [
        "về CCHC giai đoạn 2021-2025",
        "về CCHC giai đoạn 2021 - 2025 và năm 2024",
        "về rà soát 05 TTHC",
        "về CCHC 6 tháng đầu năm 2024",
        "về CCHC quý I/2024",
        "về kiểm tra CCHC đợt 1 năm 2024",
        "về CCHC đến năm 2025",
        "về triển khai cải cách hành chính theo hướng hiện đại",
        "về tập huấn nghiệp vụ CCHC năm 2024",
        "về nâng cao chỉ số PAR INDEX 2024",
        "về CCHC năm 2024 trên địa bàn phường (kèm phụ lục 1)",
        "về ứng dụng CNTT, chuyển đổi số và bảo đảm an toàn thông tin mạng trong hoạt động của phường năm 2024",
    ],
)
@pytest.mark.parametrize(
    "dated",
    [
        " ngày 28/02/2024",
        ", ngày 28 tháng 02 năm 2024",
        " (28/02/2024)",
        " - 28/02/2024",
        " ngày 28/02/2024 (đính kèm)",
    ],
)
def test_a_title_of_any_words_does_not_hide_the_date(about: str, dated: str) -> None:
    """Years, numbers and terms in what a plan is about say nothing of its day."""
    (document,) = find_documents(f"Số 62/KH-UBND {about}{dated}")
    assert (document.number, document.symbol, document.date) == (62, "KH-UBND", FEBRUARY_28)


@pytest.mark.parametrize(
    "text",
    [
        "62/KH-UBND về thực hiện Nghị quyết số 76/NQ-CP ngày 15/7/2021",
        "62/KH-UBND về triển khai Đề án 06 ngày 28/02/2024",
        "62/KH-UBND về sửa đổi, bổ sung Kế hoạch CCHC năm 2024 ngày 28/02/2024",
        "62/KH-UBND về kiểm tra từ ngày 01/3/2024 đến ngày 15/3/2024",
        "62/KH-UBND, hoàn thành trước ngày 15/3/2024",
        "62/KH-UBND về đối thoại với người dân ngày 28/02/2024",
        "62/KH-UBND về thực hiện kế hoạch ngày 28/02/2024",
    ],
)
def test_a_date_of_another_document_or_of_a_term_is_not_taken(text: str) -> None:
    assert find_documents(text)[0].date is None


def test_a_date_behind_a_title_is_part_of_the_citation() -> None:
    """The title is what the document is about, and the citation is whole, so that it can be read again."""
    (document, other) = find_documents("Kế hoạch 62/KH-UBND tỉnh về CCHC ngày 28/02/2024; 5/QĐ-UBND ngày 1/3/2024")
    assert document.title == "tỉnh về CCHC"
    assert document.text == "Kế hoạch 62/KH-UBND tỉnh về CCHC ngày 28/02/2024"
    assert find_documents(document.text) == [document]
    assert other.date == dt.date(2024, 3, 1)


def test_a_title_ends_where_the_citation_ends() -> None:
    """A semicolon, a closed bracket or the next item of a list ends a title."""
    assert [one.title for one in find_documents("62/KH-UBND ngày 28/02/2024; đã gửi Quận")] == [None]
    assert [one.title for one in find_documents("(58/QĐ-UBND ngày 15/3/2024) đã xong")] == [None]
    assert [one.title for one in find_documents("62/KH-UBND về CCHC 2/ Quy trình")] == ["về CCHC"]


@given(
    st.integers(1, 999999),
    st.sampled_from(sorted(set(TYPES.values()) - {"CV"})),
    st.sampled_from(BODIES),
    st.none() | st.integers(1946, 2999),
    st.none() | st.dates(dt.date(1945, 9, 2), dt.date(2999, 12, 31)),
    st.sampled_from(["{}", "Số {}", "căn cứ {} về việc", "({})", "số: {}"]),
)
def test_a_written_reference_is_read_back(
    number: int, type_: str, body: str, year: int | None, date: dt.date | None, around: str
) -> None:
    """Reading is the inverse of writing for every type, body, number and date."""
    document = Document(number, f"{type_}-{body}", date, type_, body, year)
    assert document.reference == "/".join(str(part) for part in (f"{number:02d}", year, document.symbol) if part)
    (found,) = find_documents(around.format(document))
    assert (found.number, found.symbol, found.date, found.type, found.body, found.year) == (
        number, document.symbol, date, type_, body, year,
    )  # fmt: skip
    assert str(found) == str(document)


def test_a_document_line_may_only_say_that_there_is_one() -> None:
    """A document known by words alone is written by these words."""
    document = Document(text="Có")
    assert (str(document), document.reference) == ("Có", None)
    assert format_date(FEBRUARY_28) in str(Document(1, "KH-UBND", FEBRUARY_28))


OFFICES = ("UBND quận", "UBND thành phố", "quận", "tỉnh")


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("62/KH-UBND ngày 28/02/2024 của UBND quận", "UBND quận"),
        ("62/KH-UBND của UBND thành phố ngày 28/02/2024", "UBND thành phố"),
        ("62/KH-UBND, do UBND quận ban hành", "UBND quận"),
        ("62/KH-UBND tỉnh", "tỉnh"),
        ("62/KH-UBND của UBND quận, như 62/KH-UBND", "UBND quận"),
        ("của UBND quận 62/KH-UBND; 62/KH-UBND", "UBND quận"),
        ("62/KH-UBND của UBND quận, theo mẫu KH-UBND", "UBND quận"),
        ("Kế hoạch của UBND quận số 62/KH-UBND", "UBND quận"),
        ("Kế hoạch của UBND quận về CCHC số 62/KH-UBND", "UBND quận"),
        ("62/KH-UBND quậnn", None),
        ("62/KH-UBND", None),
        ("62/KH-UBND của phường gửi UBND quận", None),
        ("Báo cáo UBND quận, Kế hoạch số 62/KH-UBND", None),
        ("Kế hoạch số 62 của UBND quận", None),
    ],
)
def test_who_stands_beside_a_reference_issued_it(text: str, issuer: str | None) -> None:
    """Right behind it, or named right before it; whoever else is spoken of did not."""
    document = find_documents(text)[0]
    assert issuer_among(OFFICES, document, text) == issuer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("62/KH", 0), ("số 62/KH", 1), ("62/AB-CD", 0), ("số 62/AB-CD", 1), ("62/SNV", 0), ("62/SNV-CCHC", 1),
        ("62/UBND ngày 28/02/2024", 1), ("62/UBND", 0),
        ("62/A-UBND", 0), ("số 62/A-UBND", 0), ("số 62/abc", 0), ("62/KH-abc", 0),
        ("62/2024/AB", 1), ("62/QĐUBNDABCD", 0),
        ("Kế hoạch 62", 0), ("Quyết định số 58/2024", 1),
        ("Kế hoạch 1899 ngày 15/3/2024", 1), ("Kế hoạch 1900 ngày 15/3/2024", 0),
        ("Kế hoạch 2999 ngày 15/3/2024", 0), ("Kế hoạch 3000 ngày 15/3/2024", 1), ("số 2000 ngày 15/3/2024", 1),
    ],
)  # fmt: skip
def test_what_nothing_beside_it_calls_a_document_is_one_only_if_it_looks_like_it(text: str, found: int) -> None:
    """Type and body, or a body and more; a plan of a year is no plan of that number."""
    assert len(find_documents(text)) == found


def test_a_symbol_that_begins_with_a_body_is_a_letter_s() -> None:
    """Where there is more behind it; a type alone, or a body alone, is no letter."""
    types = [find_documents(text)[0].type for text in ("62/SNV-CCHC", "số 62/SNV", "số 62/AB-CD", "số 62/kh-ubnd")]
    assert types == ["CV", None, None, "KH"]


@pytest.mark.parametrize(
    ("text", "reference", "title"),
    [
        ("62/kh-ubnd-abc", "62/KH-UBND", "abc"),
        ("số 62/UBND-abc", "62/UBND", "abc"),
        ("62/2024/CVUBND", "62/2024/CV-UBND", None),
        ("62/KH-UBND - về CCHC. ", "62/KH-UBND", "về CCHC"),
        ("62/KH-UBND: (về CCHC", "62/KH-UBND", "về CCHC"),
        ("62/KH-UBND về CCHC, và 63/KH-UBND", "62/KH-UBND", "về CCHC"),
        ("62/KH-UBND, về CCHC và 63/KH-UBND", "62/KH-UBND", "về CCHC"),
        ("62/KH-UBND về CCHC và (63/KH-UBND)", "62/KH-UBND", "về CCHC"),
    ],
)
def test_a_symbol_ends_where_its_abbreviations_do(text: str, reference: str, title: str | None) -> None:
    """What follows is what the document is about, without the signs and the "and" at its ends."""
    first = find_documents(text)[0]
    assert (first.reference, first.title) == (reference, title)


def test_a_reference_alone_may_have_its_year() -> None:
    (document,) = find_documents("Quyết định số 58/2024")
    assert (document.number, document.year, document.type) == (58, 2024, "QĐ")


def test_what_it_is_about_stands_before_its_day() -> None:
    """Who issued it is no title; of two documents each has its own."""
    about, issued = "62/KH-UBND của UBND quận về cải cách ngày 28/02/2024", "62/KH-UBND của UBND quận ngày 28/02/2024"
    assert [find_documents(text)[0].title for text in (about, issued)] == ["của UBND quận về cải cách", None]
    assert [document.text for document in find_documents("62/KH-UBND và 63/KH-UBND")] == ["62/KH-UBND", "63/KH-UBND"]
