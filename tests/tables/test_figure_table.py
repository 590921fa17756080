"""A table in Python: rows as records, figures by their addresses, frames, and what a prompt shows of them."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pandas as pd
import polars as pl
import pytest
from tests.tables.forms import BIEU_06, QD_766

from cchc import CchcError, Evaluation, MissingExtraError, Origin, Reported, UnknownNameError, load_catalogue, to_dict
from cchc.edition.table import RowRole
from cchc.judge.tables.figure_table import FigureTable
from cchc.serialize import record_of


@pytest.fixture(scope="module")
def evaluation() -> Evaluation:
    return BIEU_06.judged(BIEU_06.periods[0])


@pytest.fixture(scope="module")
def table(evaluation: Evaluation) -> FigureTable:
    return evaluation.table("b06")


def test_rows_are_records_in_the_order_of_the_file(table: FigureTable) -> None:
    """The total stands apart, and last where all are gone through."""
    assert [row.key for row in table][:3] == ["Hộ tịch", "Chứng thực", "Đất đai"]
    row = table["Đất đai"]
    assert (row.key, row.code, row.label, row.parent, row.role) == ("Đất đai", "3", "Đất đai", None, RowRole.LEAF)
    assert table.total is not None
    assert [*table][-1] is table.total is table["total"]
    assert len(table) == len(table.rows) + 1 == 7


@pytest.mark.parametrize("form", [BIEU_06, QD_766], ids=lambda form: form.folder)
def test_the_figures_are_those_of_json(form: object) -> None:
    """Row by row and column by column, also by their addresses, with their displays and where they came from."""
    assert form in (BIEU_06, QD_766)
    evaluation = form.judged(form.periods[-1])  # type: ignore[attr-defined]
    for id, written in record_of(evaluation).tables.items():
        table = evaluation.table(id)
        rows = [*written.rows, *([written.total] if written.total is not None else [])]
        assert [row.key for row in table] == [row.key for row in rows]
        for mine, theirs in zip(table, rows, strict=True):
            assert dict(mine.values) == {column: figure.value for column, figure in theirs.values.items()}
            key = "total" if mine.role is RowRole.TOTAL else mine.key
            for column, figure in theirs.values.items():
                address = f"{id}[{key}].{column}"
                assert evaluation[address] == figure.value
                assert address in evaluation
                assert evaluation.display(address) == figure.display
                assert evaluation.provenance(address).origin == figure.origin
                assert evaluation.provenance(address).cell == figure.cell


def test_a_figure_by_its_address(evaluation: Evaluation) -> None:
    """Rows by their keys, the total as such; computed values, with what is printed in their place."""
    assert evaluation["b06[Đất đai].tiep_nhan"] == Reported(93)
    assert evaluation["b06[total].ty_le_dung_han"] == Reported(Decimal("98.71"))
    assert evaluation.display("b06[total].tiep_nhan") == "1.629"
    assert evaluation.provenance("b06[total].tiep_nhan").origin is Origin.DERIVED
    assert evaluation.provenance("b06[total].tiep_nhan").printed == "1.629"


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("b06[Dat dai].tiep_nhan", "did you mean Đất đai?"),
        ("b06[Đất đại].tiep_nhan", "did you mean Đất đai?"),
        ("b07[Đất đai].tiep_nhan", "did you mean b06?"),
        ("b06[Đất đai].tiepnhan", "did you mean tiep_nhan?"),
        ("b06[tottal].tiep_nhan", "did you mean total?"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is_meant(evaluation: Evaluation, address: str, hint: str) -> None:
    """A table, a row, a column: each by its own names; the same for provenance and display."""
    assert address not in evaluation
    for ask in (evaluation.__getitem__, evaluation.provenance, evaluation.display):
        with pytest.raises(UnknownNameError) as error:
            ask(address)
        assert error.value.hint == hint
        assert isinstance(error.value, KeyError | CchcError)


def test_no_table_row_or_column_of_another_name(evaluation: Evaluation, table: FigureTable) -> None:
    """Everywhere a CchcError that says what is meant."""
    for ask, name, hint in ((evaluation.table, "b6", "b06"), (table.__getitem__, "Ho tich", "Hộ tịch")):
        with pytest.raises(UnknownNameError, match=f"did you mean {hint}"):
            ask(name)
    with pytest.raises(UnknownNameError, match="did you mean tiep_nhan"):
        table["Hộ tịch"]["tiep_nhn"]


def test_a_figure_that_the_form_has_not_is_no_blank() -> None:
    """The groups of the index have no numerator: asking for one is a mistake, not a missing figure."""
    evaluation = QD_766.judged(QD_766.periods[0])
    with pytest.raises(UnknownNameError, match="no figure there"):
        evaluation["qd766[Công khai, minh bạch].tu"]


def test_frames_have_the_same_digits(table: FigureTable) -> None:
    """Of Polars and of pandas: counts integers, rates exact decimals, nothing a binary float."""
    polars, pandas = table.frame(), table.frame("pandas")
    assert isinstance(polars, pl.DataFrame)
    assert isinstance(pandas, pd.DataFrame)
    assert list(polars.columns) == list(pandas.columns) == ["key", "code", "label", "parent", "role", *table.columns]
    assert not any(dtype in (pl.Float32, pl.Float64) for dtype in polars.dtypes)
    for place, row in enumerate(table):
        for column in table.columns:
            value = row.values[column]
            expected = value.value if isinstance(value, Reported) else None
            assert polars[column][place] == expected
            assert pandas[column][place] == expected or (expected is None and pd.isna(pandas[column][place]))


def test_a_frame_needs_one_of_two_packages(table: FigureTable, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever is installed; if none is, the extra is named; another engine is refused."""
    monkeypatch.setattr("cchc.batch.figures.find_spec", lambda name: None if name == "polars" else object())
    assert isinstance(table.frame(), pd.DataFrame)
    with pytest.raises(MissingExtraError):
        table.frame("polars")
    monkeypatch.setattr("cchc.batch.figures.find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"cchc\[batch\]"):
        table.frame()
    with pytest.raises(UnknownNameError, match="did you mean pandas"):
        table.frame("panda")


def test_what_a_prompt_shows(evaluation: Evaluation, table: FigureTable) -> None:
    """One short line each, and a card with the figures."""
    catalogue = BIEU_06.catalogue
    for each in (evaluation, table, table["total"], catalogue, *catalogue.tables.values()):
        assert "\n" not in repr(each)
        assert len(repr(each)) < 120
    assert repr(table) == "<FigureTable b06: 7 rows, 13 columns>"
    for card in (evaluation._repr_html_(), table._repr_html_()):
        assert "98.71" in card
        assert "Hộ tịch" in card
    for card in (catalogue._repr_html_(), catalogue.tables["b06"]._repr_html_()):
        assert "b06.tiep_nhan" in card
    assert "total" in table._ipython_key_completions_()


def test_pickles_answer_alike(evaluation: Evaluation, table: FigureTable) -> None:
    """An evaluation of a table goes to another process and back, and so does a table."""
    back = pickle.loads(pickle.dumps(evaluation))
    assert back == evaluation
    assert to_dict(back) == to_dict(evaluation)
    assert pickle.loads(pickle.dumps(table)) == table


def test_a_catalogue_holds_editions_tables_and_columns_by_name() -> None:
    """By id: the edition by itself, a table, a column; a rule over rows by its code, too."""
    catalogue = load_catalogue()["bieu-06-2020"]
    assert catalogue is load_catalogue("bieu-06-2020")
    assert catalogue["bieu-06-2020"] is catalogue
    assert catalogue["b06"] is catalogue.tables["b06"]
    assert catalogue["b06.tiep_nhan"] is catalogue.tables["b06"].columns["tiep_nhan"]
    assert catalogue["B6"] is catalogue.tables["b06"].rules["B6"].rule
    assert "bieu-06-2020" in load_catalogue()
    with pytest.raises(UnknownNameError, match=r"did you mean b06\.tiep_nhan"):
        catalogue["b06.tiep_nhn"]
