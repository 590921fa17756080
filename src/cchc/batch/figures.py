"""Figures as rows: every figure of every report in one long table, of whatever form; and a table by itself, wide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from cchc.batch.frame import require
from cchc.batch.reports import Judged
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Indicator
from cchc.errors import DataError, MissingExtraError, unknown
from cchc.evaluation import Evaluation
from cchc.formula.address import is_address
from cchc.judge.tables.figure_table import FigureTable
from cchc.period import Period, PeriodKind
from cchc.printable import in_unicode, printable
from cchc.serialize import EvaluationRecord, record_of
from cchc.serialize.figure import Figure
from cchc.serialize.plain import write_datum, write_decimal
from cchc.serialize.table import harmless
from cchc.serialize.tables import RowRecord, TableRecord
from cchc.value import Missing, Reported, Undefined, Value

if TYPE_CHECKING:
    import polars as pl

LINES, LINE, VALUE = "lines", "line", "value"
"""What the figures of a line list have for their table, their role and their column."""
COLUMNS = (
    "office", "period", "form", "table", "row", "parent", "role", "column",
    "kind", "unit", "decimals", "value", "text", "state", "reason", "origin", "reported",
)  # fmt: skip
"""The columns of the long table, in order."""
ENGINES = ("polars", "pandas")
_MOST_DIGITS = 38
_CODES: Mapping[PeriodKind, Callable[[Period], str]] = {
    PeriodKind.MONTH: lambda period: f"{period.year}-{period.number:02d}",
    PeriodKind.QUARTER: lambda period: f"{period.year}-Q{period.number}",
    PeriodKind.HALF_YEAR: lambda period: f"{period.year}-H{period.number}",
    PeriodKind.NINE_MONTHS: lambda period: f"{period.year}-9M",
    PeriodKind.YEAR: lambda period: f"{period.year}",
    PeriodKind.SCHOOL_YEAR: lambda period: f"{period.years}",
}


def period_code(period: Period) -> str:
    """A period as the long table names it: "2024-05", "2026-Q2", "2026-H1", "2026-9M", "2026", "2025-2026"."""
    return _CODES[period.kind](period)


def figures_of(evaluations: Iterable[Judged | Evaluation | EvaluationRecord], catalogue: Catalogue) -> pl.DataFrame:
    """A Polars frame with a row a figure: who reports, when, of which form, where it stands, and what it is.

    `table` is the table's id, "lines" of a line list; `row` the row's key, or the line; `role` what the row is to the
    others; `column` the column's id, "value" of a line. `value` is the number, exact, at the figure's decimals, null
    where there is none; `text` whatever is no number (a document, a word, a date). `state` is that of JSON, `reason`
    says why there is no value, `reported` what is printed where a computed value stands. A computed value is always
    the computed one. Raises DataError for a number of more digits than a column holds.
    """
    return frame_of_rows(figure_rows(evaluations, catalogue))


def frame_of_rows(rows: Iterable[Mapping[str, Any]]) -> pl.DataFrame:
    """The long table as a Polars frame. Raises DataError for a number of more digits than a column holds."""
    require()
    import polars as pl

    rows = list(rows)
    numbers = [row[VALUE] for row in rows if row[VALUE] is not None]
    types: dict[str, Any] = dict.fromkeys(COLUMNS, pl.String)
    types |= {"decimals": pl.Int32, VALUE: pl.Decimal(_MOST_DIGITS, _scale(numbers, VALUE))}
    return pl.DataFrame({name: pl.Series(name, [row[name] for row in rows], dtype=types[name]) for name in COLUMNS})


def figure_rows(
    evaluations: Iterable[Judged | Evaluation | EvaluationRecord], catalogue: Catalogue
) -> Iterator[dict[str, Any]]:
    """The rows of the long table as mappings, numbers as exact decimals; they come as the reports do."""
    for each in evaluations:
        judged = each if isinstance(each, Judged) else Judged(each)
        evaluation = judged.evaluation
        record = record_of(evaluation) if isinstance(evaluation, Evaluation) else evaluation
        period, edition = record.report.period, edition_of(catalogue, record.edition)
        about = {
            "office": in_unicode(record.report.office or judged.name),
            "period": None if period is None else period_code(period),
            "form": record.edition,
        }
        for row in _rows(record, edition):
            yield {**about, **row}


def edition_of(catalogue: Catalogue, id: str) -> Edition:
    """The edition that a report was judged by, of whatever form that the catalogue holds."""
    found = catalogue[id] if id in catalogue.editions else catalogue.of_id(id)
    assert isinstance(found, Catalogue)
    return found.edition


def _rows(record: EvaluationRecord, edition: Edition) -> Iterator[dict[str, Any]]:
    of_lines = ((id, figure) for id, figure in record.figures.items() if not is_address(id))
    for id, figure in of_lines:  # what rules and lines speak of by its address stands in its table
        place = {"table": LINES, "row": id, "parent": _parent(edition, id), "role": LINE, "column": VALUE}
        yield place | _figure(figure, edition.figures.get(id))
    for id, table in record.tables.items():
        for row in _of_table(table):
            columns = edition.tables[id].of_row(row.id).columns if id in edition.tables else {}
            for column, figure in row.values.items():
                place = {"table": id, "row": row.key, "parent": row.parent, "role": str(row.role), "column": column}
                yield place | _figure(figure, columns[column].asks if column in columns else None)


def _of_table(table: TableRecord) -> Iterator[RowRecord]:
    yield from table.rows
    if table.total is not None:
        yield table.total


def _parent(edition: Edition, id: str) -> str | None:
    line = edition.everything.get(id)
    return None if line is None else line.parent


def _figure(figure: Figure, asks: Indicator | None) -> dict[str, Any]:
    number, text = _read(figure.value)
    return {
        "kind": figure.kind.value,
        "unit": None if asks is None else asks.unit,
        "decimals": None if asks is None else asks.decimals,
        "value": number,
        "text": text,
        "state": figure.value.state,
        "reason": _reason(figure.value),
        "origin": None if figure.origin is None else figure.origin.value,
        "reported": None if figure.reported is None else in_unicode(figure.reported),
    }


def _read(value: Value) -> tuple[Decimal | None, str | None]:
    """The number, or the text, that a value is."""
    match value:
        case Reported(bool() as datum):
            return None, str(write_datum(datum))
        case Reported(int() | Decimal() as number):
            return Decimal(number), None
        case Reported(datum):
            return None, in_unicode(str(write_datum(datum)))
        case _:
            return None, None


def _reason(value: Value) -> str | None:
    match value:
        case Missing(reason):
            return reason.value
        case Undefined(cause):
            return cause.value
        case _:
            return None


def _scale(numbers: Iterable[Decimal], name: str) -> int:
    """The decimals that a column needs; DataError where it cannot hold the largest number with these."""
    scale, whole = 0, 0
    for number in numbers:
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)
        scale, whole = max(scale, -exponent), max(whole, number.adjusted() + 1)
    if scale + whole > _MOST_DIGITS:
        raise DataError("a figure is too large for a column", f"$.{name}", "look for one that cannot be true")
    return scale


# --- as a file -------------------------------------------------------------------------------------------


def delimited(rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = COLUMNS) -> str:
    """Rows as CSV for other programs: numbers with their decimals, and no text that a spreadsheet program would run."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_in_csv(row.get(name), row.get("decimals")) for name in columns] for row in rows)
    return out.getvalue().rstrip("\n")


def _in_csv(datum: object, decimals: object) -> object:
    match datum:
        case Decimal():
            return write_decimal(datum, decimals if isinstance(decimals, int) else 0)
        case str():
            return harmless(printable(datum))
        case _:
            return datum


# --- one table, wide -------------------------------------------------------------------------------------


def wide_frame(table: FigureTable, engine: str | None = None) -> Any:
    """A frame with a row a row of a table and a column a figure; of the engine that is named, or installed."""
    installed = [name for name in ENGINES if find_spec(name) is not None]
    if engine is not None and engine not in ENGINES:
        raise unknown("engine", engine, ENGINES)
    if not installed or (engine is not None and engine not in installed):
        raise MissingExtraError("a frame", "batch")
    columns: dict[str, list[object]] = {
        name: [getattr(row, name) for row in table] for name in ("key", "code", "label", "parent", "role")
    }
    columns["role"] = [str(row.role) for row in table]
    for id in table.columns:
        columns[id] = [_datum(row.values.get(id)) for row in table]
    return _in_polars(columns) if (engine or installed[0]) == "polars" else _in_pandas(columns)


def _datum(value: Value | None) -> int | Decimal | bool | str | None:
    match value:
        case Reported(bool() | int() as datum):
            return datum
        case Reported(Decimal() as datum):
            return Decimal(datum)
        case Reported(datum):
            return in_unicode(str(write_datum(datum)))
        case _:
            return None


def _in_polars(columns: Mapping[str, Sequence[object]]) -> pl.DataFrame:
    import polars as pl

    def typed(name: str, data: Sequence[object]) -> Any:
        numbers = [Decimal(datum) for datum in data if isinstance(datum, int | Decimal) and not isinstance(datum, bool)]
        if not numbers:
            return pl.Boolean if any(isinstance(datum, bool) for datum in data) else pl.String
        if all(isinstance(datum, int | None) for datum in data) and _is_small(numbers):
            return pl.Int64
        return pl.Decimal(_MOST_DIGITS, _scale(numbers, name))

    return pl.DataFrame({name: pl.Series(name, data, dtype=typed(name, data)) for name, data in columns.items()})


def _in_pandas(columns: Mapping[str, Sequence[object]]) -> Any:
    import pandas as pd

    def typed(data: Sequence[object]) -> str:
        known = [datum for datum in data if datum is not None]
        whole = bool(known) and all(isinstance(datum, int) and not isinstance(datum, bool) for datum in known)
        return "Int64" if whole and _is_small([Decimal(datum) for datum in known]) else "object"  # type: ignore[arg-type]

    return pd.DataFrame({name: pd.Series(data, dtype=typed(data), name=name) for name, data in columns.items()})


def _is_small(numbers: Sequence[Decimal]) -> bool:
    return all(-(2**63) <= number < 2**63 for number in numbers)
