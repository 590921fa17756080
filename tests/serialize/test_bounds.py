"""Whatever JSON says, it is read or refused in a sentence: numbers, mistakes and names are bounded."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal

import pytest
from tests.pace import within

from cchc.catalogue import Catalogue, load_catalogue
from cchc.errors import CchcError, DataError, UnforeseenError
from cchc.exact import LONGEST_WRITTEN, MOST_DIGITS
from cchc.readers import read_report
from cchc.report import Report
from cchc.serialize import from_dict, from_json, to_json
from cchc.value import Reported

MANY = {f"k{n}": n for n in range(300_000)}
FAR = [Decimal("1e999999999"), Decimal("1e-999999999"), Decimal("NaN")]
LONGEST = 2_000
"""Characters of what is told of one text, however long that is."""


@pytest.fixture(scope="module")
def ward() -> Catalogue:
    return load_catalogue("phuong-2024")


@pytest.mark.parametrize("sign", ["", "-"])
def test_whole_numbers_have_an_end(sign: str) -> None:
    """A number as long as a formula can make one is read; one that is longer is refused by its length."""
    long = f"{sign}{'9' * LONGEST_WRITTEN}"[:LONGEST_WRITTEN]
    text = '{"record": "Reported", "state": "reported", "kind": "count", "value": %s}'
    assert from_json(text % long) == Reported(int(long))
    with pytest.raises(DataError, match=r"of 5,00[01] digits"):
        from_json(text % f"{sign}{'9' * 5_000}")


def test_decimals_have_an_end() -> None:
    text = '{"record": "Reported", "state": "reported", "kind": "percentage", "value": "%s"}'
    assert from_json(text % "12.50") == Reported(Decimal("12.50"))
    for number in ("9" * 5_000, "0." + "9" * 5_000, "1e999999999", "NaN", "-"):
        with pytest.raises(DataError, match="expected a value of kind percentage"):
            from_json(text % number)


@pytest.mark.parametrize(
    "data",
    [
        {"record": ["x"] * 1_000_000},
        {"schema": {"a": ["x"] * 1_000_000}},
        {"record": "Reported", "state": "reported", "kind": ["x"] * 1_000_000, "value": 1},
        {"record": "Missing", "state": "missing", "reason": 10**20_000},
        {"record": "Missing", "state": "missing", "reason": ["x"] * 1_000_000},
        {"record": "Missing", "state": "missing", "reason": "x" * 1_000_000},
        {"record": "Row", "cells": [0] * 1_000_000},
        {"record": "Reported", "state": "reported", "kind": "count", "value": 1, **MANY},
        {"record": "Row", **MANY},
        {"record": "Row", "cells": [], "x" * 1_000_000: 1},
        {"record": "Entry", "value": {"state": "missing", "reason": "blank"}, "cells": MANY},
        {"record": "Aggregation", "tree": {"op": ["x"] * 1_000_000, "args": []}},
    ],
    ids=range(12),
)  # fmt: skip
def test_mistakes_are_told_in_short(data: dict[str, object]) -> None:
    """However much is wrong, it costs little to say, and no more is said than a person reads."""
    with within(2), pytest.raises(DataError) as error:
        from_dict(data)
    assert len(str(error.value).splitlines()[0]) < LONGEST
    assert len(error.value.others) < 100


def test_a_key_given_twice_among_very_many_is_found() -> None:
    text = json.dumps({f"k{n}": n for n in range(100_000)})[:-1] + ', "k99999": 1}'
    with within(2), pytest.raises(DataError, match="'k99999' twice"):
        from_json(text)


@pytest.mark.parametrize(
    "value",
    [10**MOST_DIGITS, -(10**5_000), *FAR, {"quantity": 10**5_000}],
    ids=["just too long", "minus", "exponent", "tiny", "nan", "cell"],
)  # fmt: skip
def test_plain_values_have_an_end(ward: Catalogue, value: object) -> None:
    """What no report can say is no value of one, whichever way it is given."""
    for id in ("kh_cchc_nhiem_vu_giao", "kh_cchc_ty_le_hoan_thanh"):
        ways: list[Callable[[], object]] = [lambda id=id: ward.evaluate(Report.from_values({id: value}))]  # type: ignore[misc]
        if not isinstance(value, int):
            ways.append(lambda id=id: ward.evaluate({id: value}))  # type: ignore[misc]
        for evaluated in ways:
            with pytest.raises(DataError):
                evaluated()
    assert ward.evaluate(Report.from_values({"kh_cchc_nhiem_vu_giao": 10**MOST_DIGITS - 1})).findings is not None


def test_a_report_in_full_with_endless_figures_is_refused(ward: Catalogue) -> None:
    report = ward.evaluate(Report.from_values({"kh_cchc_nhiem_vu_giao": 20})).report
    text = to_json(report).replace('"value":20', f'"value":{"9" * 70}')
    assert "9" * 70 in text
    with pytest.raises(DataError, match="is no figure"):
        read_report(text.encode(), ward)


def test_numbers_that_a_program_made_endless_are_told(ward: Catalogue) -> None:
    """Figures given as plain integers are not looked at one by one; writing them says what is wrong."""
    evaluation = ward.evaluate({"kh_cchc_nhiem_vu_giao": 10**20_000})
    with pytest.raises(CchcError) as error:
        to_json(evaluation)
    assert not isinstance(error.value, UnforeseenError)
