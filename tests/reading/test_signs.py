"""Where a figure may be negative its sign is read alike, whatever the kind of its column; so many in a thousand are."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged, value

TABLE = (
    "\n[table.t]\n"
    + STUB
    + """open = { key = "label" }
columns = [{ id = "a", heading = ["Chênh lệch trên 1.000 dân"], over_rows = "none", KIND }]
"""
)
COUNT = 'kind = "count", unit = "nguoi", sign = "any"'
NUMBER = 'kind = "number", unit = "nguoi", decimals = 0, sign = "any"'
RATE = 'kind = "rate", decimals = 1, sign = "any"'
PER_MILLE = 'kind = "rate", per = 1000, decimals = 1'


def read(folder: Path, kind: str, text: str) -> tuple[str | None, list[str]]:
    catalogue = catalogue_of(folder, TABLE.replace("KIND", kind))
    evaluation = judged(catalogue, "STT|Nội dung|Chênh lệch trên 1.000 dân", f"1|A|{text}")
    return value(evaluation, "A", "a"), [each.code for each in evaluation.findings]


@pytest.mark.parametrize("kind", [COUNT, NUMBER], ids=["count", "number"])
@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("(8)", "-8"),
        ("( 8 )", "-8"),
        ("- 8", "-8"),
        ("−8", "-8"),
        ("– 8", "-8"),
        ("+5", "5"),
        ("+ 5", "5"),
        ("(1.247)", "-1247"),
        ("(8 người)", "-8"),
        ("- 8 người", "-8"),
        ("8", "8"),
    ],
)
def test_a_sign_is_read_alike_of_counts_and_of_quantities(kind: str, text: str, figure: str, tmp_path: Path) -> None:
    """In accounts a number in brackets is negative."""
    assert read(tmp_path, kind, text) == (figure, [])


@pytest.mark.parametrize("text", ["(8)", "- 8", "+5"])
def test_where_nothing_may_be_negative_a_sign_is_asked_about(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, 'kind = "count", unit = "nguoi"', text) == (None, ["CCHC-C005"])


@pytest.mark.parametrize("text", ["5 nghìn", "(5 nghìn)", "(3,5)"])
def test_a_count_is_no_number_of_another_unit_for_that(text: str, tmp_path: Path) -> None:
    figure, (code,) = read(tmp_path, COUNT, text)
    assert figure is None and code.startswith("CCHC-C00")


@pytest.mark.parametrize(
    ("text", "figure"), [("- 8,5%", "-8.5"), ("-8,5 %", "-8.5"), ("+ 8,5%", "8.5"), ("8,5", "8.5")]
)
def test_a_rate_may_have_a_sign(text: str, figure: str, tmp_path: Path) -> None:
    assert read(tmp_path, RATE, text) == (figure, [])


@pytest.mark.parametrize("text", ["(8,5)", "(8,5%)"])
def test_a_rate_in_brackets_is_asked_about(text: str, tmp_path: Path) -> None:
    """It may be signed because it can be more than all, so that brackets need not make it negative."""
    assert read(tmp_path, RATE, text) == (None, ["CCHC-C005"])


@pytest.mark.parametrize(
    "text",
    ["23,6‰", "23,6 phần nghìn", "23,6 per 1,000", "23.6 per 1000", "23,6 por mil", "23,6 trên 1.000 dân", "23,6"],
)
def test_so_many_in_a_thousand_say_it_in_many_ways(text: str, tmp_path: Path) -> None:
    assert read(tmp_path, PER_MILLE, text) == ("23.6", [])


@pytest.mark.parametrize("text", ["23,6 trên 100.000 dân", "23,6 trên 1.000 ca sinh", "23,6 per 10,000"])
def test_so_many_in_another_number_are_asked_about(text: str, tmp_path: Path) -> None:
    figure, codes = read(tmp_path, PER_MILLE, text)
    assert figure is None and len(codes) == 1
