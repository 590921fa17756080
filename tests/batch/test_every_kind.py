"""One input, one meaning: a figure of any kind, in any state, comes to the same in a mapping and on every engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.batch.conftest import ENGINES
from tests.tables.small import DONG, HEAD, catalogue_of

from cchc.batch import evaluate, findings, frame_of, over_time, rollup
from cchc.batch.codes import code_column, code_of
from cchc.catalogue import Catalogue
from cchc.edition import IndicatorKind
from cchc.formula import reference
from cchc.value import Document, Missing, Reason, Reported, Value

FORM = """
[statuses.day_du]
label.vi = "Đầy đủ"
words = ["đầy đủ"]
[statuses.thieu]
label.vi = "Thiếu"
words = ["thiếu"]
"""
WORTH = "none = 0\nnot_arisen = 0\n"
GIVEN: Mapping[str, str] = {
    "dem": 'kind = "count"\nunit = "dong"\n' + WORTH,
    "dem_hai": 'kind = "count"\nunit = "dong"\n',
    "ty_le": 'kind = "percentage"\n' + WORTH,
    "ty_le_hai": 'kind = "percentage"\ndecimals = 0\n',
    "phan_nghin": 'kind = "rate"\nper = 1000\ndecimals = 1\n',
    "so": 'kind = "number"\nunit = "dong"\ndecimals = 2\n' + WORTH,
    "so_hai": 'kind = "number"\nunit = "dong"\ndecimals = 3\n',
    "diem": 'kind = "score"\ndecimals = 1\n' + WORTH,
    "co": 'kind = "yes-no"\n',
    "muc": 'kind = "status"\nstatuses = ["day_du", "thieu"]\n',
    "van_ban": 'kind = "document"\n',
    "ngay": 'kind = "date"\n',
    "chu": 'kind = "text"\n',
}
COMPUTED = {
    "tinh_ty_le": ('kind = "percentage"', "percent(dem, dem_hai)"),
    "tinh_so": ('kind = "number"\nunit = "dong"\ndecimals = 2', "so + so_hai"),
    "tinh_chon": ('kind = "percentage"', "if_(co, ty_le, ty_le_hai)"),
    "tinh_diem": ('kind = "score"\ndecimals = 2', "diem * 3 / 7"),
    "tinh_nghin": (
        'kind = "rate"\nper = 1000\ndecimals = 2',
        "if_undefined(phan_nghin / number(dem_hai), 0 * phan_nghin)",
    ),
    "tinh_sau": ('kind = "percentage"', "(tinh_ty_le + tinh_chon) / 2"),
}
RULES = {
    "R1": "ty_le <= 100",
    "R2": "ty_le == ty_le_hai",
    "R3": "so >= so_hai and so < 2.5",
    "R4": "implies(co, diem > 5.5)",
    "R5": 'muc == "day_du" or not co',
    "R6": "number(dem) <= number(so)",
    "R7": "tinh_ty_le < ty_le",
    "R8": "abs(phan_nghin) * 2 != 10.5 or known(diem)",
    "R9": "tinh_so > 0",
}


def written() -> str:
    """The form, a line of each kind."""
    heads = {
        id: f'[lines.{id}]\ncode = "{at}"\nlabel.vi = "Dòng {id}"\n' for at, id in enumerate([*GIVEN, *COMPUTED], 1)
    }
    lines = [heads[id] + own for id, own in GIVEN.items()]
    lines += [f'{heads[id]}{own}\nformula = "{formula}"\n' for id, (own, formula) in COMPUTED.items()]
    return FORM + "\n".join([*lines, *(f"[rules.{id}]\ncheck = '{check}'\n" for id, check in RULES.items())])


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(tmp_path_factory.mktemp("kinds"), written(), HEAD + DONG)


def decimals(places: int, low: int = -300, high: int = 20_000) -> st.SearchStrategy[Decimal]:
    return st.integers(low, high).map(lambda scaled: Decimal(scaled).scaleb(-places))


REPORTED: Mapping[str, st.SearchStrategy[object]] = {
    "dem": st.sampled_from([0, 1, 2, 3, -1]) | st.integers(0, 10**9),
    "dem_hai": st.sampled_from([0, 1, 2, 3, 7]) | st.integers(0, 10**9),
    "ty_le": decimals(2) | st.sampled_from([Decimal("22.09"), Decimal(0), Decimal(100)]),
    "ty_le_hai": decimals(0, 0, 120),
    "phan_nghin": decimals(1),
    "so": decimals(2),
    "so_hai": decimals(3),
    "diem": decimals(1, 0, 100),
    "co": st.booleans(),
    "muc": st.sampled_from(["day_du", "thieu"]),
    "van_ban": st.just(Document(62, "KH-UBND", dt.date(2024, 2, 28))),
    "ngay": st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)),
    "chu": st.sampled_from(["", "có lời", "đang làm"]),
}
MISSING = st.sampled_from(list(Reason)).map(Missing)


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Value]:
    """A report's figures, each of its kind, in any state."""
    blank = draw(st.sampled_from([0, 0, 3]))
    return {
        id: draw(MISSING) if blank and not draw(st.integers(0, blank)) else Reported(draw(values))  # type: ignore[arg-type]
        for id, values in REPORTED.items()
    }


def seen(catalogue: Catalogue, id: str, value: Value) -> object:
    """The figure as a formula sees it."""
    line = catalogue.edition.figures[id]
    match value:
        case Missing(Reason.NONE):
            return line.none
        case Missing(Reason.NOT_ARISEN):
            return line.not_arisen
        case Reported(datum):
            return Fraction(datum) if isinstance(datum, Decimal) else datum
        case _:
            return None


def meant(catalogue: Catalogue, report: Mapping[str, Value]) -> dict[str, object]:
    """What each computed figure (in units of its last decimal) and each rule comes to, by exact fractions alone."""
    known: dict[str, object] = {id: seen(catalogue, id, value) for id, value in report.items()}
    edition, told = catalogue.edition, {}

    def asked(tree: Any) -> object:
        answer = reference.evaluate(tree, known.get, lambda function, ids: None)  # type: ignore[arg-type]
        return None if isinstance(answer, reference.Null) else answer

    for line in edition.computed:
        value = asked(line.formula)
        scaled = None if value is None else reference.rounded(Fraction(value), line.decimals)  # type: ignore[arg-type]
        known[line.id] = None if scaled is None else Fraction(scaled, 10**line.decimals)
        told[line.id] = scaled
    return told | {id: asked(rule.instances[0].check) for id, rule in edition.rules.items() if id in RULES}


def as_columns(catalogue: Catalogue, report: Mapping[str, Value]) -> dict[str, object]:
    """The row that the documentation describes: numbers in units of the last decimal, a document as whether it is."""
    row: dict[str, object] = {}
    for id, value in report.items():
        line, figure = catalogue.edition.figures[id], seen(catalogue, id, value)
        if line.kind.is_number and figure is not None:
            figure = int(Fraction(figure) * 10**line.decimals)  # type: ignore[arg-type]
        if line.kind is IndicatorKind.DOCUMENT:
            issued = value not in (Missing(Reason.NONE), Missing(Reason.NOT_ARISEN), Missing(Reason.IN_PROGRESS))
            figure = False if not issued else True if isinstance(value, Reported) else None
        row |= {id: figure, code_column(id): code_of(value, None)}
    return row


@settings(max_examples=20)
@given(reports=st.lists(figures(), min_size=1, max_size=6))
def test_every_kind_in_every_state_means_one_thing(catalogue: Catalogue, reports: list[dict[str, Value]]) -> None:
    """The reference, the generated function, `evaluate` of a mapping, and frames of each engine."""
    wanted = [meant(catalogue, report) for report in reports]
    evaluations = [catalogue.evaluate(report) for report in reports]
    for evaluation, row in zip(evaluations, wanted, strict=True):
        answers = {"pass": True, "fail": False}
        outcomes = {id: answers.get(evaluation.outcomes[id].result.value) for id in RULES}
        scaled = dict(zip(catalogue.engine.index, evaluation.computation.scaled, strict=True))
        assert scaled | outcomes == row
    frame = frame_of(evaluations, catalogue)
    rows = [as_columns(catalogue, report) for report in reports]
    assert [{id: row[id] for id in rows[0]} for row in frame.iter_rows(named=True)] == rows
    told = frame.drop(id for id in RULES if id in frame.columns).with_row_index("n")
    for engine in ENGINES.values():
        found = engine.back(evaluate(engine.of(told), catalogue)).sort("n")
        for name in (*COMPUTED, *RULES):
            assert found[name].to_list() == [row[name] for row in wanted], (engine.name, name)
        codes = [[code_of(evaluation.values[id], None) for id in COMPUTED] for evaluation in evaluations]
        assert [list(row) for row in found.select(map(code_column, COMPUTED)).rows()] == codes, engine.name


def test_no_kind_is_left_out(catalogue: Catalogue) -> None:
    """Whoever adds a kind of figure says here what it means."""
    kinds = {kind.value for kind in IndicatorKind if kind is not IndicatorKind.HEADING}
    assert kinds == {catalogue.edition.figures[id].kind.value for id in GIVEN}


def test_a_column_in_which_nothing_stands_is_a_line_left_blank(catalogue: Catalogue) -> None:
    """Libraries give such a column no type, or another than it would have with figures."""
    keys = {"office": ["A"], "year": [2024], "month": [12]}
    nothing = pl.DataFrame({**keys, "dem": [3], **dict.fromkeys((*list(GIVEN)[1:], "tinh_so__printed"))})
    for name in ("polars", "lazy", "pyarrow", "pandas"):
        engine = ENGINES[name]
        found = engine.back(evaluate(engine.of(nothing), catalogue))
        assert found.select(*COMPUTED, *RULES).row(0) == (None,) * len((*COMPUTED, *RULES)), name
        assert engine.back(rollup(engine.of(nothing), catalogue))["dem"].to_list() == [3], name
        assert len(engine.back(findings(engine.of(nothing), catalogue))) == 0, name
        assert len(engine.back(over_time(engine.of(nothing), catalogue))) == 1, name
