"""What a ward writes where there is nothing: the texts give one order, and what they advise is read as they mean it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Indicator, IndicatorKind
from cchc.load import editions
from cchc.report import Report
from cchc.value import Cause, Undefined

WARDS = [id for id in editions() if id.startswith("phuong-")]
_DENIED = re.compile(r"“(chưa có|chưa phát sinh)”[^“]*?(?:không phải|không có nghĩa là) 0\b", re.IGNORECASE)
_ADVISED = re.compile(r"[Gg]hi “([^”]*)” hoặc để trống")


@pytest.fixture(scope="module", params=WARDS)
def ward(request: pytest.FixtureRequest) -> Catalogue:
    return load_catalogue(request.param)


def mistakes(line: Indicator) -> Iterator[str]:
    for passage in line.definition.mistake if line.definition else ():
        yield (passage.text or {}).get("vi", "")


def test_what_a_definition_denies_to_be_zero_is_not_reckoned_as_zero(ward: Catalogue) -> None:
    """“Chưa có” problems where nothing was inspected, tasks of a plan that is not issued: they are not known."""
    denied = {line.id for line in ward.indicators.values() if any(map(_DENIED.search, mistakes(line)))}
    assert denied >= {"kiem_tra_van_de_phat_hien", "kh_cntt_nhiem_vu_giao"}
    assert {id: ward.indicators[id].not_arisen for id in denied} == dict.fromkeys(denied)


def test_problems_that_are_not_yet_known_leave_their_rate_unknown(ward: Catalogue) -> None:
    given = {"kiem_tra_van_de_phat_hien": "chưa có", "kiem_tra_van_de_da_xu_ly": 0, "kiem_tra_ty_le_xu_ly": "#DIV/0!"}
    told = ward.evaluate(Report.from_values(given))
    assert told.values["kiem_tra_ty_le_xu_ly"] == Undefined(Cause.MISSING_INPUT, "kiem_tra_van_de_phat_hien")
    assert "CCHC-R004" not in {found.code for found in told.findings}
    assert "CCHC-C013" in {found.code for found in told.findings if found.figure == "kiem_tra_van_de_phat_hien"}


def orders(ward: Catalogue) -> Iterator[tuple[str, str]]:
    """What each text advises for a rate that has no denominator, by what says it."""
    texts = {rule.code: rule.advice["vi"] for rule in ward.edition.rules.values()}
    texts |= {code: kind.advice["vi"] for code, kind in ward.edition.finding_kinds.items()}
    for line in ward.indicators.values():
        texts[line.id] = " ".join(mistakes(line))
    for source, text in texts.items():
        assert "ghi “không phát sinh”" not in text, source
        yield from ((source, word) for word in _ADVISED.findall(text))


def test_one_order_for_a_rate_without_a_denominator(ward: Catalogue) -> None:
    """The rule, the error in a cell and the definitions say the same word, which the corrections write as well."""
    told = dict(orders(ward))
    assert set(told) >= {
        "CCHC-R004",
        "CCHC-C004",
        "kiem_tra_ty_le_xu_ly",
        "kh_cntt_ty_le_hoan_thanh",
        "vbqppl_ty_le_xu_ly",
    }
    assert set(told.values()) == {ward.edition.printed["not_arisen"]}


def test_the_word_that_is_advised_is_read_as_it_is_meant(ward: Catalogue) -> None:
    """With every count 0 each rate may be left blank, or say the word: neither is anything to mend."""
    word = ward.edition.printed["not_arisen"]
    lines = [line for line in ward.indicators.values() if not line.auxiliary]
    zeros = {line.id: 0 for line in lines if line.kind is IndicatorKind.COUNT and line.formula is None}
    rates = [line.id for line in lines if line.kind is IndicatorKind.PERCENTAGE and line.formula is not None]
    for answer in (word, None):
        told = ward.evaluate(Report.from_values(zeros | dict.fromkeys(rates, answer)))
        assert {told.values[id] for id in rates} == {Undefined(Cause.ZERO_DENOMINATOR)}
        assert not [found.code for found in told.findings if found.figure in rates]
