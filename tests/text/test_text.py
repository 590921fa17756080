"""Every spelling of the same words has one key, and other words have another."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.text.lists import list_items
from cchc.text.markup import struck
from cchc.text.spelling import DATES, fold, label_key, nfc, squeeze, strip_markup

from .texts import disguises, texts

LABELS = (
    "Tỷ lệ hồ sơ TTHC do UBND phường tiếp nhận được giải quyết đúng hạn",
    "Sân khấu hóa do đơn vị tổ chức",
    "Trong đó, số TTHC được UBND quận ủy quyền",
    "Số lượng các văn bản chỉ đạo, điều hành; bồi dưỡng công tác CCHC",
    "Xây dựng và phát triển Chính quyền điện tử, Chính quyền số",
    "Số cá nhân được khen thưởng (do đơn vị khen)",
    "Thủy lợi, khỏe mạnh, thuở nào, giá quý, quốc tế, gìn giữ",
)


def decomposed(text: str) -> str:
    """The text in NFD, as macOS and some PDF readers give it."""
    return unicodedata.normalize("NFD", text)


@given(st.sampled_from(LABELS).flatmap(lambda label: st.tuples(st.just(label), disguises(label))))
def test_a_disguise_keeps_its_key(pair: tuple[str, str]) -> None:
    """Case, decomposition, kinds of space, markup and end punctuation do not change a key."""
    label, disguise = pair
    assert label_key(disguise) == label_key(label)


def test_different_labels_have_different_keys() -> None:
    """A key tells words apart that differ in a letter, a tone or a number."""
    words = (
        *LABELS,
        "Khiếu nại",
        "Khiếu nài",
        "ma",
        "má",
        "mà",
        "mã",
        "mạ",
        "đa",
        "da",
        "3 cấp",
        "2 cấp",
        "hòa",
        "hoa",
    )
    assert all(label_key(one) != label_key(other) for one, other in combinations(words, 2))


@pytest.mark.parametrize(
    ("raw", "seen", "left_out"),
    [
        ("<s>2</s>1", "1", ("2",)),
        ("<DEL class='x'>12</DEL > 15", "15", ("12",)),
        ("~~12/KH~~ 15/KH", "15/KH", ("12/KH",)),
        ("2\u03361", "1", ("2",)),
        ("1\u03372\u0337 3", "3", ("12",)),
        ("a ~~ b ~~", "a ~~ b ~~", ()),
        ("a < b </ c", "a < b </ c", ()),
        ("☒ Có   ☐ Không", "Có", ()),
        ("\uf0fe Có \uf0a8 Không", "Có", ()),
        ("☐ Có ☑ Không", "Không", ()),
        ("Có ☐ Không ☒", "Không", ()),
        ("[x] Có [ ] Không", "Có", ()),
        ("( ) Có (X) Không", "Không", ()),
        ("■ Có □ Không", "Có", ()),
        ("✓ Đáp ứng", "Đáp ứng", ()),
        ("☐ Có ☐ Không", "☐ Có ☐ Không", ()),
        ("☒ Có ☒ Không", "☒ Có ☒ Không", ()),
        ("Có ☒ Không", "Có ☒ Không", ()),
        ("☒", "☒", ()),
        (
            "● Kế hoạch số 12/KH-UBND ngày 15/01/2024 ○ phụ lục",
            "● Kế hoạch số 12/KH-UBND ngày 15/01/2024 ○ phụ lục",
            (),
        ),
    ],
)
def test_what_is_struck_out_or_not_ticked_is_not_seen(raw: str, seen: str, left_out: tuple[str, ...]) -> None:
    assert strip_markup(raw) == seen
    assert struck(raw) == left_out


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hoá", "hóa"), ("hoà", "hòa"), ("loà", "lòa"), ("uỷ", "ủy"), ("thuỷ", "thủy"), ("khoẻ", "khỏe"),
        ("xoá", "xóa"),
        ("toàn", "tòan"), ("hoàn", "hòan"), ("ngoài", "ngòai"), ("quý", "qúy"), ("giá", "gía"), ("thuý", "thúy"),
        ("tỉ lệ", "tỷ lệ"), ("lí do", "lý do"), ("kĩ năng", "kỹ năng"), ("mĩ thuật", "mỹ thuật"), ("bác sĩ", "bác sỹ"),
        ("quí I", "quý I"), ("kì họp", "kỳ họp"), ("xử lí", "xử lý"), ("HOÁ", "hóa"),
        ("Tỷ lệ%", "Tỷ lệ %"), ("( số vấn đề x 100 ):", "(số vấn đề × 100)"), ("Khiếu nại:", "Khiếu nại"),
        ("UBND Thành phố - UBND cấp huyện", "UBND Thành phố – UBND cấp huyện"), ("“Một cửa”", '"Một cửa"'),
        ("Ðịnh kỳ", "Định kỳ"), ("liên\u00a0thông", "liên thông"), ("phi\u00adlợi", "philợi"),
        ("KH\u2011UBND", "KH-UBND"),
        ("một\u200b cửa", "một cửa"), ("quán triệt...)", "quán triệt…)"), ("phí, lệ phí,...)", "phí, lệ phí...)"),
        ("Cổng/Trang thông tin", "Cổng / Trang thông tin"), ("<b><i>TTHC</i></b>", "TTHC"), ("A<br>B", "A B"),
        ("R&amp;D", "R&D"), ("Đã&nbsp;xử lý", "đã xử lý"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_share_a_key(one: str, other: str) -> None:
    """Old and new tone placement, i and y, look-alike signs and spaces around punctuation are one."""
    assert label_key(one) == label_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("qua", "của"),
        ("thi", "thy"),
        ("chi", "chỉ"),
        ("khi", "khỉ"),
        ("vì", "vỳ"),
        ("gì", "gỳ"),
        ("hai", "hay"),
        ("mia", "mya"),
    ],
)
def test_i_and_y_are_one_only_where_both_are_written(one: str, other: str) -> None:
    """i stands for y only at the end of the syllables that are spelled both ways."""
    assert label_key(one) != label_key(other)


@pytest.mark.parametrize(
    "window",
    [
        "từ ngày 01 tháng 01 năm 2024 đến ngày 30 tháng 4 năm 2024", "từ 15/12/2023 đến 14/5/2024",
        "từ ngày 01/01 đến ngày 30/4/2024", "từ ngày 1/1/2024 đến hết ngày 30/4/2024",
        "từ ngày 15-12-2023 đến ngày 14-5-2024",
        "từ ngày … tháng … năm … đến ngày … tháng … năm …", "từ ngày ……… đến ngày ………",
        "từ tháng 1 đến tháng 4 năm 2024",
        "từ ngày 01/01/2024 đến nay", "TỪ NGÀY 01/01/2024 ĐẾN NGÀY 30/4/2024",
    ],
)  # fmt: skip
def test_a_window_is_one_token(window: str) -> None:
    """A heading matches whatever window it names, and the template's dots too."""
    heading = "Kết quả tiếp nhận và trả hồ sơ {} tại phường"
    assert label_key(heading.format(window)) == label_key(heading.format(DATES))


@given(texts)
def test_keys_are_stable(text: str) -> None:
    """A key is its own key, and composed and decomposed texts share it."""
    key = label_key(text)
    assert label_key(key) == key
    assert label_key(nfc(text)) == label_key(decomposed(text)) == key
    assert fold(fold(text)) == fold(text) == fold(decomposed(text))
    assert squeeze(squeeze(text)) == squeeze(text) == squeeze(decomposed(text))


def test_a_hint_has_no_diacritics() -> None:
    """The hint key is what a person without a Vietnamese keyboard would type."""
    assert fold("Ủy quyền, ĐẶNG Hải\u00a0Đường") == "uy quyen, dang hai duong"
    assert fold("Ð") == fold("đ") == "d"


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("<b>100</b>", "100"), ("<b><i>Rà soát</i></b>", "Rà soát"), ("a<br/>b", "a b"),
        ('<span style="x">a</span>', "a"),
        ("**NGƯỜI LẬP BÁO CÁO**", "NGƯỜI LẬP BÁO CÁO"), ("**KT. CHỦ TỊCH  ", "KT. CHỦ TỊCH"),
        ("PHÓ CHỦ TỊCH**", "PHÓ CHỦ TỊCH"),
        ("_nghiêng_ và *nghiêng*", "nghiêng và nghiêng"), ("__đậm__", "đậm"), ("ten_tep_a.txt", "ten_tep_a.txt"),
        ("2*3*4 ** 5", "2*3*4 ** 5"), ("2**3", "2**3"), ("____", "____"), ("* chú thích", "* chú thích"),
        ("** 162 **", "162"), ("* 162 *", "162"), ("*** 162 ***", "162"),
        ("**Tổng số** \n** 162 **", "Tổng số 162"), ("** 162 *", "** 162 *"), ("* 3 * 4 *", "* 3 * 4 *"),
        ("* *", "* *"),
        (r"$(478/2163) \times 100 = 22,09\%$", "(478/2163) × 100 = 22,09%"), (r"\frac{478}{2163}", "478/2163"),
        (r"$\dfrac{4}{5}\times 100=80{,}5\%$", "4/5× 100=80,5%"), (r"\text{số } \leq 3", "số ≤ 3"),
        (r"C:\Users\x", r"C:\Users\x"),
        ("từ 5$ đến 6$", "từ 5$ đến 6$"), ("a &lt; b &amp; c&nbsp;d", "a < b & c d"), ("&lt;b&gt;", "<b>"),
        ("R&D;", "R&D;"),
        ("3 < 5 và 7 > 6", "3 < 5 và 7 > 6"), ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<img src=x onerror=y>", "<img src=x onerror=y>"), ("KH\u2011UBND\u00a0\u200b 5", "KH-UBND 5"), ("", ""),
    ],
)  # fmt: skip
def test_markup_is_not_seen(raw: str, seen: str) -> None:
    """Known inline markup goes; comparisons, money, file names and unknown tags are text and stay."""
    assert strip_markup(raw) == seen
    assert strip_markup(decomposed(raw)) == seen


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("theo Quyết định số 58 ngày 15/3/2024 1/ Quy trình A 2/ Quy trình B", ["Quy trình A", "Quy trình B"]),
        (
            "1. Kế hoạch ngày 1.2.2024; 2. Báo cáo 3.5; 3. Tờ trình.",
            ["Kế hoạch ngày 1.2.2024", "Báo cáo 3.5", "Tờ trình"],
        ),
        ("1) một\n2) hai\n3) ba", ["một", "hai", "ba"]),
        ("(1) một (2) hai", ["một", "hai"]),
        ("01/ một 02/ hai", ["một", "hai"]),
        ("a) một; b) hai; c) ba; d) bốn; đ) năm", ["một", "hai", "ba", "bốn", "năm"]),
        ("- một\n- hai", ["một", "hai"]),
        ("- một<br>- hai", ["một", "hai"]),
        ("– một\r\n– hai", ["một", "hai"]),
        ("1/ có 2 việc, 46/162 hồ sơ 2/ ngày 15/3", ["có 2 việc, 46/162 hồ sơ", "ngày 15/3"]),
        ("một việc", []),
        ("162/173", []),
        ("15/3/2024 và 16/3/2024", []),
        ("2/ hai 3/ ba", []),
        ("1/ một", []),
        ("- một", []),
        ("46/162 = 28,39% ( mức độ 3)", []),
        ("UBND Thành phố - UBND cấp huyện - UBND cấp xã", []),
        ("", []),
    ],
)
def test_lists_are_counted_by_their_numbering(text: str, items: list[str]) -> None:
    """Items are numbered from one without a gap, or begin lines with dashes; numbers inside confuse nothing."""
    assert list_items(text) == items


@given(st.lists(st.sampled_from(["Quy trình", "Kế hoạch 5", "hồ sơ 46/162", "ngày 15/3/2024"]), min_size=2,
       max_size=12),
       st.sampled_from(["{}/ ", "{}. ", "{}) ", "({}) "]), st.sampled_from([" ", "; ", "\n", ", "]))  # fmt: skip
def test_a_written_list_is_read_back(items: list[str], marker: str, between: str) -> None:
    """Whatever the style of its numbers, a numbered list gives its items."""
    text = between.join(marker.format(number) + item for number, item in enumerate(items, 1))
    assert list_items(text) == items
