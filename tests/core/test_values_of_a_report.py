"""What a report is worth, figure by figure: each line has a value, though it be a missing one; other names are told."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import pytest

from cchc import Document, Missing, Reason, Report, Reported, UnknownNameError, load_catalogue
from cchc.catalogue import Catalogue
from cchc.evaluation import Evaluation
from cchc.value import Cause, Undefined, Value

EDITION = """
prefix   = "NHO"
title.vi = "Báo cáo nhỏ"
in_force = { from = 2026-01-01 }

[lines.chung]
label.vi = "Tình hình chung"
code     = "I"
kind     = "heading"

[lines.ho]
label.vi = "Số hộ"
code     = "1"
kind     = "count"

[lines.ho_ngheo]
label.vi = "Số hộ nghèo"
code     = "2"
kind     = "count"

[lines.ty_le]
label.vi = "Tỷ lệ hộ nghèo"
code     = "3"
kind     = "rate"
formula  = "percent(ho_ngheo, ho)"

[lines.ty_le_con_lai]
label.vi = "Tỷ lệ hộ không nghèo"
code     = "4"
kind     = "rate"
formula  = "100 - ty_le"

[lines.ho_con_lai]
label.vi = "Số hộ không nghèo"
code     = "5"
kind     = "count"
formula  = "ho - ho_ngheo"

[lines.da_hop]
label.vi = "Đã họp"
code     = "6"
kind     = "yes-no"

[lines.ke_hoach]
label.vi = "Kế hoạch"
code     = "7"
kind     = "document"

[lines.ty_le_nam_truoc]
label.vi = "Tỷ lệ năm trước"
code     = "8"
kind     = "rate"

[lines.ty_le_gan_nhat]
label.vi = "Tỷ lệ gần nhất"
code     = "9"
kind     = "rate"
formula  = "if_undefined(ty_le, ty_le_nam_truoc)"

[auxiliary.nguoi]
label.vi = "Số người"
kind     = "count"

[auxiliary.khach]
label.vi = "Số khách"
kind     = "count"

[auxiliary.ho_kha]
label.vi = "Số hộ khá"
kind     = "count"
formula  = "ho - ho_ngheo - 1"
"""
LINES = (
    "ho", "ho_ngheo", "ty_le", "ty_le_con_lai", "ho_con_lai", "da_hop", "ke_hoach", "ty_le_nam_truoc", "ty_le_gan_nhat",
)  # fmt: skip
Evaluate = Callable[[dict[str, object]], Evaluation]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """A form of every kind of figure, with auxiliary ones that are given or computed."""
    folder = tmp_path_factory.mktemp("nho")
    (folder / "edition.toml").write_text(EDITION, encoding="utf-8")
    return load_catalogue(folder)


@pytest.fixture(params=["figures", "form"])
def evaluate(request: pytest.FixtureRequest, catalogue: Catalogue) -> Evaluate:
    """What a mapping of figures is worth, and what a form is that says the same."""
    if request.param == "figures":
        return catalogue.evaluate
    return lambda figures: catalogue.evaluate(Report.from_values(figures))


@pytest.mark.parametrize(
    ("figures", "id", "value"),
    [
        ({}, "ho", Missing(Reason.BLANK)),
        ({"ho": None}, "ho", Missing(Reason.BLANK)),
        ({"ho": 0}, "ho", Reported(0)),
        ({"ho": Missing(Reason.NOT_ARISEN)}, "ho", Missing(Reason.NOT_ARISEN)),
        ({"da_hop": True}, "da_hop", Reported(True)),
        ({"da_hop": False}, "da_hop", Reported(False)),
        ({"ke_hoach": Document(62, "KH-UBND")}, "ke_hoach", Reported(Document(62, "KH-UBND"))),
        ({"nguoi": 7}, "nguoi", Reported(7)),
        ({"nguoi": None}, "nguoi", Missing(Reason.BLANK)),
        ({"ho": 8, "ho_ngheo": 1}, "ty_le", Reported(Decimal("12.50"))),
        ({"ho": 8, "ho_ngheo": 1}, "ty_le_con_lai", Reported(Decimal("87.50"))),
        ({"ho": 8, "ho_ngheo": 1}, "ho_con_lai", Reported(7)),
        ({"ho": 8, "ho_ngheo": 1}, "ho_kha", Reported(6)),
        ({"ho": 8}, "ty_le", Undefined(Cause.MISSING_INPUT, "ho_ngheo")),
        ({"ho": 0, "ho_ngheo": 0}, "ty_le", Undefined(Cause.ZERO_DENOMINATOR)),
        ({"ho": 0, "ho_ngheo": 0}, "ty_le_con_lai", Undefined(Cause.MISSING_INPUT, "ty_le")),
        ({"ho": 0, "ho_ngheo": 0}, "ty_le_gan_nhat", Undefined(Cause.MISSING_INPUT, "ty_le_nam_truoc")),
        ({"ho": 0, "ho_ngheo": 0, "ty_le_nam_truoc": Decimal(5)}, "ty_le_gan_nhat", Reported(Decimal("5.00"))),
        ({"ho_ngheo": 0, "ty_le_nam_truoc": Decimal(5)}, "ty_le_gan_nhat", Undefined(Cause.MISSING_INPUT, "ty_le")),
        ({"ho": 8}, "ho_con_lai", Undefined(Cause.MISSING_INPUT, "ho_ngheo")),
        ({"ho": 8, "ho_ngheo": Missing(Reason.NOT_APPLICABLE)}, "ho_con_lai",
         Undefined(Cause.NOT_APPLICABLE, "ho_ngheo")),
        ({"ho": 8, "ho_ngheo": Missing(Reason.UNREADABLE)}, "ho_con_lai", Undefined(Cause.MISSING_INPUT, "ho_ngheo")),
    ],
)  # fmt: skip
def test_a_figure_is_worth_what_is_said_or_why_it_is_nothing(
    evaluate: Evaluate, figures: dict[str, object], id: str, value: Value
) -> None:
    """The same on a form as in a mapping, and however often it is asked."""
    values = evaluate(figures).values
    assert [values[id], values[id], values.get(id)] == [value] * 3


def test_every_line_has_a_value_and_an_auxiliary_figure_where_it_is_given_or_computed(evaluate: Evaluate) -> None:
    """In the order of the form; whatever is in is found, and nothing else."""
    figures = [*LINES, "nguoi", "khach", "ho_kha"]
    for given in ({}, {"ho": 3}, {"nguoi": 7}, {"ho": 3, "khach": None}, {"khach": 1, "nguoi": 7}):
        values = evaluate(dict(given)).values
        expected = [id for id in figures if id not in {"nguoi", "khach"} or id in given]
        assert list(values) == expected
        assert len(values) == len(expected)
        assert [id for id in (*figures, "chung", "khong_co", 3) if id in values] == expected
        assert [id for id in (*figures, "chung", "khong_co") if values.get(id, "none") != "none"] == expected


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("nguoi", "$.nguoi: was not given (an auxiliary figure is no line of the form)"),
        ("chung", "$.chung: is a heading, which has no value (under it stand I.1, I.2, I.3, I.4…)"),
        ("ho_ngeo", "$.ho_ngeo: no such indicator (did you mean ho_ngheo?)"),
        ("q", "$.q: no such indicator"),
    ],
)
def test_a_name_without_a_value_is_told_apart_from_one_that_is_none(evaluate: Evaluate, id: str, told: str) -> None:
    """What is not given, what has no value of its own, and what is no name at all."""
    values = evaluate({"ho": 3}).values
    with pytest.raises(UnknownNameError) as caught:
        values[id]
    assert str(caught.value) == told
    assert values.get(id) is None


def test_values_count_their_states(evaluate: Evaluate) -> None:
    """At a glance: how many there are of each."""
    values = evaluate({"ho": 3, "da_hop": True}).values
    assert repr(values) == "<Values: 2 reported, 3 missing, 5 undefined>"


def test_formulas_see_exact_numbers(catalogue: Catalogue) -> None:
    """A rate as a fraction, and nothing where there is none."""
    figure = catalogue.evaluate({"ho": 8, "ho_ngheo": 1, "nguoi": 2}).computation.figure
    ids = ("ho", "ho_kha", "nguoi", "khach", "ty_le", "ty_le_con_lai")
    assert [figure(id) for id in ids] == [8, 6, 2, None, Fraction(25, 2), Fraction(175, 2)]
    assert catalogue.evaluate({"ho": 8}).computation.figure("ty_le") is None
