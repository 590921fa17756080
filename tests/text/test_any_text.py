"""Any text may be put in: no reader of text raises, and none takes time out of proportion."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given

from cchc.text.claims import find_claims, parse_fraction
from cchc.text.dates import find_backward_window, find_dates, find_window, parse_date, parse_period
from cchc.text.documents import find_documents
from cchc.text.lists import list_items
from cchc.text.markup import visible
from cchc.text.number import names_in, parse_number
from cchc.text.spelling import fold, label_key, nfc, squeeze, strip_markup

from .texts import FRAGMENTS, texts

Reader = Callable[[str], object]


def names(text: str) -> object:
    """What has digits and counts nothing."""
    return names_in(visible(text))


READERS: tuple[Reader, ...] = (
    nfc, squeeze, fold, strip_markup, label_key, list_items, parse_number, parse_fraction, names, find_claims,
    parse_period, parse_date, find_dates, find_window, find_backward_window, find_documents,
)  # fmt: skip

REPEATED = (
    *FRAGMENTS, "1", "1.", "1,", "1 ", "1/", "1/1/", "1/1 ", "((1/", "$1$", "\\frac{", "\\frac{1}{", "**a", "*a",
    "__a", "_a ", "<b ",
    "<br", "&#", "\t \n", "- a\n", "a-", "1/a-", "số 1 ", "số 1 ngày ", "ngày 1/1/2024 ban hành ",
    "từ ngày 1/1 đến ", "1 000 ",
    "1%", "1/1=", "1/2 = 3% ", "tháng 1, ", "tháng 1 và 2", "quý i ", "aa", "e\u0301", "1/ a 2/ b ", "62/KH-",
    "1/KH UBND ", "(1) ",
    "từ … đến ", "1x100/", "của a ", "1/kh của ", "kế hoạch số", "1-KH/", "mức độ 3, ", "0 (a ",
)  # fmt: skip
SIZE = 8_000
MOMENT = 0.03
"""Seconds."""


@pytest.mark.parametrize("read", READERS)
@given(text=texts)
def test_no_text_is_too_strange(read: Reader, text: str) -> None:
    """Readers of text are total: whatever stands in a cell, they answer."""
    read(text)


@given(texts)
def test_what_is_found_is_quoted_verbatim(text: str) -> None:
    """Whatever is found says where it stands in the raw text, markup and decomposed letters included."""
    for claim in find_claims(text):
        assert text[slice(*claim.span)] == claim.text
    for document in find_documents(text):
        assert document.text in text


@given(texts)
def test_visible_characters_stand_in_order(text: str) -> None:
    """Each visible character has a place in the raw text, none before that of the one before it."""
    seen = visible(text)
    assert len(seen.text) == len(seen.starts) == len(seen.ends)
    assert list(seen.starts) == sorted(seen.starts)
    assert list(seen.ends) == sorted(seen.ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(seen.starts, seen.ends, strict=True))
    assert len(seen.lowered) == len(seen.text)


def seconds(read: Reader, text: str, times: int = 1) -> float:
    """Processor time that a reader takes for a text: the least of a few attempts."""

    def once() -> float:
        start = time.process_time()
        read(text)
        return time.process_time() - start

    return min(once() for _ in range(times))


@pytest.mark.parametrize("read", READERS)
def test_repetition_costs_in_proportion_to_its_length(read: Reader) -> None:
    """No pattern backtracks without bound: eight times the text takes about eight times the time.

    Quadratic time would take 64 times as long. What is over in a moment is not measured again.
    """
    for fragment in REPEATED:
        text = fragment * (SIZE // len(fragment)) + "x"
        if seconds(read, text) > MOMENT:
            short = seconds(read, text[: SIZE // 8] + "x", times=5)
            assert seconds(read, text, times=3) < max(24 * short, MOMENT), fragment
