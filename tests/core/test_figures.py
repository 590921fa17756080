"""Plain figures mean what they mean on a form, whichever type a program has them in; what is no figure is said."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.small import small_catalogue
from tests.tables import small

from cchc import DataError, Document, Missing, Reason, Report, Reported, from_dict, load_catalogue, to_dict

CATALOGUE = small_catalogue()
COUNTS = CATALOGUE.engine.counts
OTHER_TYPES: dict[str, Callable[[int], object]] = {
    "numpy": np.int64,
    "small": np.uint16,
    "decimal": Decimal,
    "written long": lambda count: Decimal(count).quantize(Decimal("0.00")),
    "typed": Reported,
}
RATE = "bao_cao_dinh_ky_dien_tu_ty_le"
"""A percentage that is given, not computed."""


@given(st.lists(st.none() | st.integers(0, 999), min_size=len(COUNTS), max_size=len(COUNTS)), st.data())
def test_a_count_is_a_count_in_any_type(figures: list[int | None], data: st.DataObject) -> None:
    """Of numpy, as a Decimal, as a typed value: the evaluation is that of integers."""
    plain = dict(zip(COUNTS, figures, strict=True))
    kinds = data.draw(st.lists(st.sampled_from(list(OTHER_TYPES.values())), min_size=len(COUNTS), max_size=len(COUNTS)))
    typed = {id: None if n is None else of(n) for (id, n), of in zip(plain.items(), kinds, strict=True)}
    one, other = CATALOGUE.evaluate(plain), CATALOGUE.evaluate(typed)
    assert one == other and to_dict(one) == to_dict(other)


@pytest.mark.parametrize("rate", [Decimal("58.33"), Decimal(58), 58, np.int64(58), Reported(Decimal("58.33"))])
def test_a_rate_that_is_given_is_a_rate(rate: object) -> None:
    """One input, one meaning: 58.33 is 58,33 %, in a mapping as on a form, and never 5833 of anything."""
    plain, form = CATALOGUE.evaluate({RATE: rate}), CATALOGUE.evaluate(Report.from_values({RATE: rate}))
    assert plain[RATE] == form[RATE]
    assert isinstance(plain[RATE], Reported) and isinstance(plain[RATE].value, Decimal)
    written = to_dict(plain)["values"][RATE]
    assert (written["kind"], written["value"]) == ("percentage", to_dict(form)["values"][RATE]["value"])


@pytest.mark.parametrize(
    ("id", "value", "meant"),
    [
        ("kien_truc_cqdt", True, Reported(True)),
        ("kien_truc_cqdt", np.bool_(False), Reported(False)),
        ("kh_cchc_ban_hanh", Document(62, "KH-UBND"), Reported(Document(62, "KH-UBND"))),
        ("phan_cap_thuc_hien", Reported("day_du"), Reported("day_du")),
        ("ho_so_dung_han", Missing(Reason.NONE), Missing(Reason.NONE)),
        ("ho_so_dung_han", Missing(Reason.UNREADABLE), Missing(Reason.UNREADABLE)),
        ("ho_so_dung_han", None, Missing(Reason.BLANK)),
    ],
)
def test_answers_documents_and_typed_values_are_taken(id: str, value: object, meant: object) -> None:
    """As on a form, beside figures or alone."""
    for figures in ({id: value}, {id: value, "thu_xin_loi": 3}):
        assert CATALOGUE.evaluate(figures)[id] == meant
        assert CATALOGUE.evaluate(figures)[id] == CATALOGUE.evaluate(Report.from_values(figures))[id]


def test_a_word_that_may_stand_for_zero_is_zero() -> None:
    """What "none" is worth in a formula is the same wherever it comes from."""
    figures = {"ho_so_dung_han": Missing(Reason.NONE), "ho_so_da_giai_quyet": 5}
    worth = CATALOGUE.indicators["ho_so_dung_han"].none
    assert worth == 0
    assert CATALOGUE.evaluate(figures)["ho_so_ty_le_dung_han"] == Reported(Decimal("0.00"))


def test_a_row_of_a_frame_is_taken_as_it_comes() -> None:
    """Rows of pandas and of Polars, blanks included."""
    rows = {"ho_so_dung_han": [3, None], "ho_so_da_giai_quyet": [4, 5]}
    for row in (
        pd.DataFrame(rows, dtype="Int64").astype(object).where(lambda table: table.notna(), None).iloc[0].to_dict(),
        pd.DataFrame({id: column[:1] for id, column in rows.items()}).iloc[0].to_dict(),
        pl.DataFrame(rows).row(0, named=True),
    ):
        assert CATALOGUE.evaluate(row)["ho_so_ty_le_dung_han"] == Reported(Decimal("75.00"))
    assert CATALOGUE.evaluate(pl.DataFrame(rows).row(1, named=True))["ho_so_dung_han"] == Missing(Reason.BLANK)


def test_a_blank_of_a_computed_line_says_nothing() -> None:
    """A row of a table has a column for every line; of the computed ones a blank is no figure."""
    blank = dict.fromkeys(CATALOGUE.engine.index)
    figures = {"ho_so_dung_han": 3, "ho_so_da_giai_quyet": 4}
    assert CATALOGUE.evaluate(figures | blank) == CATALOGUE.evaluate(figures)


REFUSED: dict[str, tuple[dict[str, object], str, str]] = {
    "a computed rate": ({"ho_so_ty_le_dung_han": 99}, "is computed, never given", "give ho_so_dung_han, ho_so_da_giai"),
    "a computed count": ({"kntc_tiep_nhan": 3}, "is computed, never given", "Report.from_values"),
    "a heading": ({"chi_dao_dieu_hanh": 3}, "is a heading, which has no value", "under it stand I.1, I.3"),
    "a place": ({"II.2.4.4.3": 3}, "no such indicator", "its id is ho_so_dung_han"),
    "a rule": ({"R19": 3}, "no such indicator", ""),
    "a period": ({"period": "tháng 5 năm 2024"}, "no such indicator", ""),
    "a float": ({"ho_so_dung_han": 3.0}, "a float is not exact", "Report.from_values"),
    "a float of numpy": ({"ho_so_dung_han": np.float64(3)}, "a float is not exact", "Decimal"),
    "not a number": ({"ho_so_dung_han": float("nan")}, "is not a number", "None"),
    "a broken count": ({"ho_so_dung_han": Decimal("3.5")}, "a count line cannot be", "Report.from_values"),
    "an infinite count": ({"ho_so_dung_han": Decimal("Infinity")}, "a count line cannot be", "Report.from_values"),
    "a typed value of another kind": ({"ho_so_dung_han": Reported("day_du")}, "a count line cannot be", ""),
    "a number for an answer": ({"kien_truc_cqdt": 1}, "a yes-no line cannot be", "Report.from_values"),
    "a text": ({"ho_so_dung_han": "3"}, "a text is no figure", "Report.from_values"),
    "cells": ({"ho_so_dung_han": {"quantity": "3"}}, "a text is no figure", "Report.from_values"),
    "an array": ({"ho_so_dung_han": np.array([3])}, "a count line cannot be", ""),
}


@pytest.mark.parametrize("what", REFUSED)
@pytest.mark.parametrize(
    "beside", [{}, {"thu_xin_loi": 3}, {"thu_xin_loi": Decimal(3)}], ids=["alone", "int", "decimal"]
)
def test_what_is_no_figure_is_said(what: str, beside: dict[str, object]) -> None:
    """Never ignored, and with what to do instead; whatever else is given."""
    figures, said, hint = REFUSED[what]
    with pytest.raises(DataError) as caught:
        CATALOGUE.evaluate(beside | figures)
    assert said in caught.value.what and hint in (caught.value.hint or "")
    assert caught.value.path == f"$.{next(iter(figures))}"


def test_a_printed_figure_of_a_computed_line_is_held_against_it() -> None:
    """On a form it is no input: it is what was printed, and a rule tells where it is wrong."""
    report = Report.from_values(
        {"ho_so_dung_han": 886, "ho_so_da_giai_quyet": 893, "ho_so_ty_le_dung_han": np.int64(90)}
    )
    evaluation = CATALOGUE.evaluate(report)
    assert evaluation["ho_so_ty_le_dung_han"] == Reported(Decimal("99.22"))
    assert "CCHC-R003" in {finding.code for finding in evaluation.findings}


def test_values_of_numpy_are_pythons_own_once_given() -> None:
    """So that a report of them is written and read back as any other."""
    report = Report.from_values(
        {"ho_so_dung_han": np.int64(3), "kien_truc_cqdt": np.bool_(True)}, period="tháng 5 năm 2024"
    )
    assert {type(value) for value in report.given.values()} == {int, bool, str}
    assert from_dict(to_dict(report)) == report


def test_figures_are_only_what_they_were_when_they_were_judged() -> None:
    """Neither the caller's mapping nor the caller is touched."""
    figures = {"ho_so_dung_han": np.int64(3), "ho_so_da_giai_quyet": Decimal(4)}
    evaluation = CATALOGUE.evaluate(figures)
    figures["ho_so_dung_han"] = np.int64(4)
    assert evaluation["ho_so_ty_le_dung_han"] == Reported(Decimal("75.00"))


def test_figures_alone_have_no_report_before_them() -> None:
    """Rules over time ask the form, so an earlier report that they would never see is not taken in silence."""
    with pytest.raises(DataError, match="no rule on figures alone asks for"):
        CATALOGUE.evaluate({"ho_so_dung_han": 3}, previous={"ho_so_dung_han": 2})


@pytest.mark.parametrize(("counts", "given"), [(0, {}), (1, {"a": 3})])
def test_a_form_of_no_count_or_of_one_is_evaluated_as_any_other(
    tmp_path: Path, counts: int, given: dict[str, int]
) -> None:
    """What is computed from a whole mapping of counts is computed from none and from one, too."""
    line = '[lines.a]\ncode = "1"\nlabel.vi = "Số"\nkind = "count"\nunit = "dong"\n[rules.R1]\ncheck = "a <= 2"\n'
    table = """
[table.t]
kind = "count"
unit = "dong"
open = {}
stub = [{ is = "label", heading = ["Nội dung"] }]
columns = [{ id = "x", heading = ["X"] }]
"""
    catalogue = small.catalogue_of(tmp_path, line if counts else table, small.HEAD + small.DONG)
    evaluation = catalogue.evaluate(given)
    assert len(evaluation) == counts
    assert evaluation.summary.rules.failed == counts


def test_a_catalogue_of_tables_alone_is_one() -> None:
    """Whoever writes `catalogue or load_catalogue()` gets the catalogue that there is."""
    tables = load_catalogue("bieu-06-2020")
    assert len(tables) == 0
    assert tables
