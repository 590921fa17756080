"""The compiled catalogue as JSON is enough to show and to evaluate it anywhere."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from cchc import Catalogue, DataError, Edition, from_dict, from_json, to_dict, to_json
from cchc.edition import Edition as Definitions


@pytest.fixture(scope="module")
def compiled(catalogue: Catalogue) -> dict[str, Any]:
    return to_dict(catalogue)


def test_the_catalogue_reads_back_equal(catalogue: Catalogue, compiled: dict[str, Any]) -> None:
    """Every definition, trees included, in the order of the form."""
    back = from_json(to_json(catalogue))
    assert back == catalogue
    assert list(back.edition.everything) == list(catalogue.edition.everything)
    assert list(back.rules) == list(catalogue.rules)
    assert to_dict(back) == compiled


def test_an_edition_is_written_and_read_as_its_catalogue(catalogue: Catalogue, compiled: dict[str, Any]) -> None:
    """One JSON for both; asked for an edition, it is one."""
    assert to_dict(catalogue.edition) == compiled
    back = from_dict(compiled, Edition)
    assert isinstance(back, Definitions)
    assert back == catalogue.edition


def test_what_was_read_back_computes_the_same(catalogue: Catalogue, compiled: dict[str, Any]) -> None:
    """The trees in the JSON are the formulas, not pictures of them."""
    given = [line for line in catalogue.edition.figures.values() if line.formula is None]
    counts = {line.id: 7 + place for place, line in enumerate(given) if line.kind == "count"}
    back = from_dict(compiled)
    assert back.evaluate(counts).outcomes == catalogue.evaluate(counts).outcomes
    assert dict(back.evaluate(counts).values) == dict(catalogue.evaluate(counts).values)


def test_another_language_can_show_a_line(compiled: dict[str, Any]) -> None:
    """Label, unit, kind, decimals, formula as text and as tree, worked examples."""
    line = next(line for line in compiled["indicators"] if line["id"] == "kh_cchc_ty_le_hoan_thanh")
    assert line["label"]["vi"] == "Tỷ lệ hoàn thành so với Kế hoạch"
    assert (line["kind"], line["decimals"]) == ("percentage", 2)
    assert line["formula_text"] == "percent(kh_cchc_nhiem_vu_hoan_thanh, kh_cchc_nhiem_vu_giao)"
    assert line["examples"][0]["gives"]
    assert isinstance(line["formula"], dict)


def test_lines_stand_in_the_order_of_the_form(compiled: dict[str, Any], catalogue: Catalogue) -> None:
    """As a list: in many languages an object has no order."""
    assert [line["id"] for line in compiled["indicators"]] == list(catalogue.indicators)


def test_the_order_of_computing_is_given(compiled: dict[str, Any], catalogue: Catalogue) -> None:
    """Each computed line comes after those that it needs."""
    order = compiled["semantics"]["order"]
    assert order == [line.id for line in catalogue.edition.computed]
    assert compiled["semantics"]["rounding"] == "half_away_from_zero"
    assert compiled["semantics"]["zero_denominator"] == catalogue.edition.zero_denominator


def test_every_function_that_a_formula_calls_is_described(compiled: dict[str, Any]) -> None:
    """Name, types, meaning in both languages."""
    for function in compiled["functions"]:
        assert function["vi"]
        assert function["en"]
        assert isinstance(function["takes"], list)


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"semantics": {"rounding": "half_even"}}, "$.semantics"),
        ({"in_force_from": None}, "$.in_force_from"),
        ({"languages": "vi"}, "$.languages"),
        ({"novelty": 1}, "$.novelty"),
        ({"schema": "cchc.catalogue/9"}, "$.schema"),
    ],
)
def test_a_damaged_catalogue_is_refused(compiled: dict[str, Any], change: dict[str, Any], path: str) -> None:
    """Also one that asks for arithmetic that is not ours."""
    with pytest.raises(DataError) as error:
        from_dict({**compiled, **change})
    assert path in {problem.path for problem in (error.value, *error.value.others)}


def test_a_line_twice_is_refused(compiled: dict[str, Any]) -> None:
    """A list can hold what a mapping cannot."""
    twice = {**compiled, "indicators": [*compiled["indicators"], compiled["indicators"][0]]}
    with pytest.raises(DataError) as error:
        from_dict(twice)
    assert error.value.path == f"$.indicators[{len(compiled['indicators'])}]"


def test_decimals_in_formulas_stay_exact(catalogue: Catalogue) -> None:
    """No literal passes through a float."""
    from cchc.formula.tree import Number, walk

    back = from_json(to_json(catalogue)).edition
    for line in back.computed:
        assert line.formula is not None
        assert all(type(node.value) is Fraction for node in walk(line.formula) if isinstance(node, Number))
