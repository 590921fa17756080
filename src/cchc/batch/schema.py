"""The columns that a frame of reports has: names, types and what they mean, as an Arrow schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from cchc.batch.codes import code_column
from cchc.batch.frame import require
from cchc.batch.questions import printed_column, windows_asked
from cchc.batch.rollup.periods import KEYS, OFFICE
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Indicator, IndicatorKind

if TYPE_CHECKING:
    import pyarrow as pa

SUPERIOR = "superior"


def input_schema(catalogue: Catalogue, *, codes: bool = True) -> pa.Schema:
    """What `evaluate` and `rollup` take: the report's keys, a column a figure that is read, and its code; then what
    rules ask of the form (`cchc.batch.questions`).

    Counts are 32 bits wide, which is fastest; 64 do as well. Each field's metadata give its label, path,
    unit of measure and decimals; the schema's name the edition. Columns may be left out, and others added.
    """
    require()
    import pyarrow as pa

    keys = [pa.field(name, pa.string() if name == OFFICE else pa.int32()) for name in KEYS]
    figures = [field for line in given_at_any_time(catalogue) for field in _fields(line, codes=codes)]
    windows = [pa.field(name, pa.string()) for name in windows_asked(catalogue.whole)]
    printed = [_field(printed_column(line.id), line) for line in catalogue.whole.computed]
    columns = [*keys, pa.field(SUPERIOR, pa.string()), *figures, *windows, *printed]
    return pa.schema(columns, metadata={"cchc.edition": catalogue.id})


def given_lines(edition: Edition) -> Iterator[Indicator]:
    """The figures that a report gives, as against those computed from them."""
    return (line for line in edition.figures.values() if line.formula is None)


def given_at_any_time(catalogue: Catalogue) -> tuple[Indicator, ...]:
    """The figures that a report of some edition of the form gives, in the form's order."""
    ids = {line.id for edition in catalogue.history for line in given_lines(edition)}
    return tuple(line for id, line in catalogue.whole.figures.items() if id in ids)


def _fields(line: Indicator, *, codes: bool) -> Iterator[pa.Field]:
    import pyarrow as pa

    yield _field(line.id, line)
    if codes:
        yield pa.field(code_column(line.id), pa.int8())


def _field(name: str, line: Indicator) -> pa.Field:
    import pyarrow as pa

    types: Mapping[IndicatorKind, pa.DataType] = {
        IndicatorKind.COUNT: pa.int32(),
        IndicatorKind.PERCENTAGE: pa.int32(),
        IndicatorKind.PER_MILLE: pa.int32(),
        IndicatorKind.NUMBER: pa.int64(),
        IndicatorKind.SCORE: pa.int32(),
        IndicatorKind.YES_NO: pa.bool_(),
        IndicatorKind.DOCUMENT: pa.bool_(),
        IndicatorKind.STATUS: pa.string(),
        IndicatorKind.DATE: pa.date32(),
        IndicatorKind.TEXT: pa.string(),
    }
    about = {
        "label": json.dumps(dict(line.label), ensure_ascii=False),
        "path": line.path,
        "kind": line.kind.value,
        "unit": line.unit or "",
        "decimals": str(line.decimals),
    }
    return pa.field(name, types[line.kind], metadata=about)
