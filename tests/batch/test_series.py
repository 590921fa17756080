"""Over a break in the series figures are neither added up nor compared, but those of lines that go on over it."""

from __future__ import annotations

import polars as pl
import pytest
from attrs import evolve

from cchc.batch import over_time, rollup
from cchc.batch.codes import BROKEN, REPORTED
from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition.continuity import Continuity
from cchc.formula.tree import mentions_of

FLOW, STOCK, RATE = "doi_thoai_lanh_dao", "bien_che_giao", "bien_che_ty_le_chua_su_dung"


@pytest.fixture(scope="module")
def forms() -> Catalogue:
    """All editions of the ward form."""
    return load_catalogue()


def months(first: int, last: int, office: str = "A") -> list[dict[str, object]]:
    return [
        {"office": office, "year": 2025, "month": month, FLOW: 1, STOCK: 20 + month, "bien_che_co_mat": 20}
        for month in range(first, last + 1)
    ]


def rolled(forms: Catalogue, rows: list[dict[str, object]], period: str, **how: object) -> dict[str, object]:
    frame = rollup(pl.DataFrame(rows), forms, period=period, **how)  # type: ignore[arg-type]
    return frame.sort("period").row(-1, named=True)


def test_what_would_put_months_of_both_sides_together_is_refused_with_the_reason(forms: Catalogue) -> None:
    """A sum over the year 2025 is of two wards of one name; the last figure is of one of them."""
    year = rolled(forms, months(1, 12), "year")
    assert (year[FLOW], year[f"{FLOW}__code"]) == (None, BROKEN)
    assert (year[STOCK], year[f"{STOCK}__code"]) == (32, REPORTED)
    assert (year[RATE], year[f"{RATE}__code"]) == (3750, REPORTED)


@pytest.mark.parametrize(("first", "last", "total"), [(1, 6, 6), (7, 12, 6), (7, 9, 3)])
def test_one_side_of_the_break_adds_up_as_ever(forms: Catalogue, first: int, last: int, total: int) -> None:
    year = rolled(forms, months(first, last), "year")
    assert (year[FLOW], year[f"{FLOW}__code"]) == (total, REPORTED)


def test_a_period_that_ends_before_the_break_is_not_touched(forms: Catalogue) -> None:
    """The third quarter lies behind the break, the second before it."""
    assert rolled(forms, months(1, 9), "quarter")[FLOW] == 3


def test_last_figures_of_offices_on_both_sides_are_not_added(forms: Catalogue) -> None:
    """Wards that were dissolved in June and wards that began in July would count one territory twice."""
    tree = pl.DataFrame({"office": ["A", "B", "H"], "level": ["ward", "ward", "city"], "parent": ["H", "H", None]})
    both = rolled(forms, months(1, 6) + months(7, 12, "B"), "year", offices=tree, by="city")
    assert (both[STOCK], both[f"{STOCK}__code"]) == (None, BROKEN)
    later = rolled(forms, months(7, 12) + months(7, 12, "B"), "year", offices=tree, by="city")
    assert (later[STOCK], later[f"{STOCK}__code"]) == (64, REPORTED)


def test_a_line_that_goes_on_is_kept(forms: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = evolve(forms.series, comparable=frozenset({FLOW}))
    monkeypatch.setattr(Catalogue, "series", kept)
    year = rolled(forms, months(1, 12), "year")
    assert (year[FLOW], year[f"{FLOW}__code"]) == (12, REPORTED)


def test_a_single_edition_knows_of_no_later_break() -> None:
    assert load_catalogue("phuong-2024").series == Continuity()
    assert load_catalogue("phuong-2026-07").series.months == (2025 * 12 + 7,)


def test_no_rule_over_time_compares_over_the_break(forms: Catalogue) -> None:
    """A cumulative figure that falls on 1 July 2025 is no slip; one that falls in May or in September is."""
    falls = [100, 90, 80, 70, 60, 50, 40, 30, 20]
    lines = {id for instance in forms.rules["R67"].instances for id in mentions_of(instance.check)}
    rows = [{"office": "A", "year": 2025, "month": m, **dict.fromkeys(lines, n)} for m, n in enumerate(falls, 1)]
    told = over_time(pl.DataFrame(rows), forms).sort("month")
    assert told["R67"].to_list() == [None, False, False, False, False, False, None, False, False]
