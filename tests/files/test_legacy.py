"""Letters of old fonts become Unicode where that is certain, and are named where it is not; Unicode is left alone."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.readers import legacy, read_report
from cchc.readers.text import parse

Rows = Sequence[Sequence[str]]
TCVN3 = {new: old for old, new in legacy.table(legacy.TCVN3).items()}
VNI: dict[str, str] = {}
for first, second in legacy.table(legacy.VNI).items():
    VNI.setdefault(second, first)


def in_tcvn3(text: str) -> str:
    """Capitals with tones have no code of their own in TCVN3: a font of capitals shows the small ones."""
    return "".join(
        TCVN3.get(letter, TCVN3.get(letter.lower(), letter)) for letter in unicodedata.normalize("NFC", text)
    )


def in_vni(text: str) -> str:
    return "".join(VNI.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("old", "encoding", "text"),
    [
        ("Tæng sè thñ tôc hµnh chÝnh ®­îc gi¶i quyÕt", legacy.TCVN3, "Tổng số thủ tục hành chính được giải quyết"),
        (
            "Toång soá thuû tuïc haønh chính ñöôïc giaûi quyeát",
            legacy.VNI,
            "Tổng số thủ tục hành chính được giải quyết",
        ),
    ],
)
def test_known_texts(old: str, encoding: str, text: str) -> None:
    assert legacy.encoding_of(old) == encoding
    assert legacy.converted(old, encoding) == text


LETTERS = "àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵăâêôơưđ"


@given(st.text(alphabet=LETTERS + "bcdghklmnpqrstvx 0123456789,.", max_size=80))
def test_conversion_brings_back_what_was_typed(text: str) -> None:
    """Words stand apart from digits: behind one a sign is a note's mark, or of reckoning."""
    text = re.sub(r"([0-9])([^\W\d_])", r"\1 \2", text)
    assert legacy.converted(in_tcvn3(text), legacy.TCVN3) == text
    assert legacy.converted(in_vni(text), legacy.VNI) == text


@pytest.mark.parametrize("figure", ["20¹", "3×5", "10÷2", "1½"])
def test_a_sign_behind_a_figure_is_no_letter_of_an_old_font(figure: str) -> None:
    """Not by it alone, however often it stands there, nor amid words that are in such a font."""
    assert legacy.encoding_of("\n".join([figure] * 90)) is None
    assert legacy.converted(f"Tæng sè: {figure}", legacy.TCVN3) == f"Tổng số: {figure}"


def test_every_letter_has_its_codes() -> None:
    """67 small letters beyond ASCII in either set; of capitals TCVN3 has seven, VNI all."""
    assert set(LETTERS) == {new for new in TCVN3 if new.islower()}
    assert "".join(new for new in TCVN3 if new.isupper()) == "ĂÂĐÊÔƠƯ"
    assert set(LETTERS.upper()) | set(LETTERS) == set(VNI)


@pytest.mark.parametrize("encode", [in_tcvn3, in_vni])
def test_a_form_in_an_old_font_gives_the_same_values(encode: Callable[[str], str], rows: Rows) -> None:
    text = "\n".join("\t".join(row) for row in rows)
    plain, old = (read_report(each.encode(), name="x") for each in (text, encode(text)))
    assert {id: entry.value.state for id, entry in old.entries.items()} == {
        id: entry.value.state for id, entry in plain.entries.items()
    }
    assert old.period == plain.period
    codes = [finding.code for finding in old.findings]
    assert codes == [*(finding.code for finding in plain.findings), "CCHC-F010"]
    assert "Tæng" in old.findings[-1].message["vi"] or old.findings[-1].cell is not None


@pytest.mark.parametrize("encode", [in_tcvn3, in_vni])
def test_a_table_saved_in_single_bytes(encode: Callable[[str], str], rows: Rows) -> None:
    text = "\n".join(";".join(row) for row in rows if len(row) > 1 and "–" not in "".join(row))
    report = read_report(encode(text).encode("latin-1", errors="ignore"), name="x")
    assert report.entries["kh_cchc_nhiem_vu_giao"].cells["explanation"].text == "20"


def test_unicode_is_left_alone(rows: Rows) -> None:
    form = parse("\n".join("\t".join(row) for row in rows))
    assert legacy.in_unicode(form) is form
    for text in ("Œuvre complète, déjà vu à Genève; Zürich, São Tomé", "± 5 % · § 3 · “62/KH-UBND” × 100", "naïve"):
        form = parse(text)
        assert legacy.in_unicode(form) == form


def test_where_both_are_mixed_only_what_is_certain_is_converted() -> None:
    old = "Tæng sè thñ tôc hµnh chÝnh ®­îc gi¶i quyÕt"
    new = "Tổng số thủ tục hành chính được giải quyết"
    form = legacy.in_unicode(parse("Số hồ sơ không có kế hoạch\n" + old + "\ncã\nkhông có\nmã\nNgười"))
    assert [row.cells[0].text for row in form.rows] == [
        "Số hồ sơ không có kế hoạch",
        new,
        "có",
        "không có",
        "mã",
        "Người",
    ]
    assert [(note.code, note.figures["observed"], note.figures["expected"]) for note in form.notes] == [
        ("CCHC-F010", old, new),
        ("CCHC-F015", "mã", "mó"),
    ]


@given(st.text(max_size=200))
def test_any_text_has_an_encoding_or_none(text: str) -> None:
    assert legacy.encoding_of(text) in (None, legacy.TCVN3, legacy.VNI)
