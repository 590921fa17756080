"""Texts to try readers with: what people type, in every disguise, and what nobody would."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

FRAGMENTS = (
    "Số ", "số", "62/KH-UBND", " ngày 28/02/2024", "ngày 28 tháng 02 năm 2024", "Kế hoạch ", "Quyết định số 58", "NĐCP",
    "32/2021/NĐ-CP", "05-NQ/TW", "46/166", "46/162 = 28,39%", "( mức độ 3)", "$(478/2163) \\times 100 = 22,09\\%$",
    "\\frac{478}{2163}", "1.234", "1 234", "22,09%", "98.8 %", "05", "0", "-3", "−", "1/ ", "2/ ", "a) ", "b) ",
    "- ", "\n",
    "tháng 5 năm 2024", "quý II/2024", "6 tháng đầu năm ", "từ ngày 01/01 ", "đến ngày 30/4/2024", "31/02/2024",
    "từ ", "đến ",
    "…", "...", "<b>", "</b>", "<br>", "<script>", "&nbsp;", "&amp;lt;", "&lt;b&gt;", "**", "*", "_", "__", "$",
    "\\", "{", "}",
    "\u00a0", "\u2011", "\u00ad", "\u200b", "“", "”", "–", "(", ")", ":", ".", ",", ";", "/", "%", "x 100", "=",
    "hoà", "hóa",
    "uỷ quyền", "tỉ lệ", "lí do", "quý", "giá", "toàn", "không có", "quy trình", "\u0301", "Ð", "ﬁ", "İ", "٣", "１",
    "\x00",
)  # fmt: skip

texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join))

counts = st.sampled_from([0, 1, 5, 999, 1000, 1234, 10**6]) | st.integers(0, 10**17)

_PLAIN_SPACES = st.sampled_from([" ", "\u00a0", "  ", " \u200b", "\u2009", "\n"])


@st.composite
def disguises(draw: st.DrawFn, text: str) -> str:
    """The same words as another program or person would have typed them."""
    words = draw(st.sampled_from([str, str.upper, str.lower, str.title]))(text).split(" ")
    spaced = "".join(word + draw(_PLAIN_SPACES) for word in words)
    marked = draw(st.sampled_from(["{}", "<b>{}</b>", "**{}**", " {}", "<i>{}</i>", "{}:", "{}.", "<b><i>{}</i></b>"]))
    return unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), marked.format(spaced.strip()))
