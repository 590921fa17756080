"""The table of offices as people keep it (.csv, .json, .parquet): who stands under whom, and from when to when.

Every command reads it here, so that the same file says the same everywhere: all is text, but for the two dates.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from cchc.errors import quoted
from cchc.readers.text import decoded, load
from cchc.reading.refusal import refusal
from cchc.record import frozen
from cchc.serialize.plain import read_date
from cchc.superiors import DEEPEST, superiors_of

DATES = ("valid_from", "valid_to")
COLUMNS = ("office", "level", "parent", *DATES)
_LIKE = 0.8
"""How like a column's name is to one that lacks where it can only be that one."""
MOST_OFFICES = 100_000
"""Ten times the offices of a country."""
_MOST_CHARACTERS = 20_000_000
_SEPARATORS = ",;\t"
_MOST_SHOWN = 10
"""Offices of a chain that are named."""

OfficeRow = Mapping[str, str | dt.date | None]


@frozen
class OfficeTable:
    """Offices in the order of the file, each with all of the columns."""

    columns: tuple[str, ...] = ()
    rows: tuple[OfficeRow, ...] = ()


def read_offices(file: str) -> OfficeTable:
    """The table in a file. Raises ReadError for what is none, and MissingExtraError for Parquet without `batch`."""
    suffix = Path(file).suffix.lower()
    if suffix == ".parquet":
        records = _of_parquet(file)
    else:
        data, _ = load(file)
        text = decoded(data, file)
        records = _of_json(text, file) if suffix == ".json" else _of_csv(text, file)
    rows: list[dict[str, Any]] = []
    for number, record in records:
        if len(rows) == MOST_OFFICES:
            raise refusal("too_many_offices", file, limit=f"{MOST_OFFICES:,}")
        rows.append({name: _meant(name, value, number, file) for name, value in record.items()})
    columns = tuple(dict.fromkeys(name for row in rows for name in row))
    _refuse_slips(columns, file)
    if "office" not in columns:
        raise refusal("no_offices", file)
    _refuse_endless(rows, file)
    return OfficeTable(columns, tuple({name: row.get(name) for name in columns} for row in rows))


def _refuse_slips(columns: Sequence[str], file: str) -> None:
    """Of a table without levels, or without dates, nobody would be told that it has them under another name."""
    lacking = [name for name in COLUMNS if name not in columns]
    for name in columns:
        if name not in COLUMNS and (near := get_close_matches(name.casefold(), lacking, n=1, cutoff=_LIKE)):
            raise refusal("office_column", file, column=quoted(name), meant=near[0])


def _refuse_endless(rows: Sequence[OfficeRow], file: str) -> None:
    """An office that stands under itself would be added up for ever."""
    superiors = superiors_of(rows)
    if found := superiors.round():
        raise refusal("office_round", file, offices=_chain((*found, found[0])))
    if found := superiors.too_deep():
        raise refusal("office_too_deep", file, offices=_chain(found), most=str(DEEPEST))


def _chain(offices: Sequence[str]) -> str:
    shown = offices if len(offices) <= _MOST_SHOWN else [*offices[: _MOST_SHOWN - 1], "…", offices[-1]]
    return " → ".join(quoted(each) if each != "…" else each for each in shown)


def _of_csv(text: str, file: str) -> Iterator[tuple[int, dict[str, object]]]:
    """Records with their lines; the separator is that of the heading."""
    heading = text.split("\n", 1)[0]
    sign = max(_SEPARATORS, key=heading.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    names: list[str] = []
    try:
        for fields in lines:
            if not any(field.strip() for field in fields):
                continue
            if not names:
                names = [field.strip() for field in fields]
            else:
                said: dict[str, object] = dict.fromkeys(names, "")
                yield lines.line_num, said | dict(zip(names, fields, strict=False))
    except csv.Error as error:
        raise refusal("broken_offices", file, reason=str(error), line=str(lines.line_num)) from None


def _of_json(text: str, file: str) -> Iterable[tuple[int, dict[str, object]]]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise refusal("unreadable", file, reason=str(error)) from None
    if not isinstance(data, list) or not all(isinstance(record, dict) for record in data):
        raise refusal("no_offices", file)
    return enumerate(data, 1)


def _of_parquet(file: str) -> Iterable[tuple[int, dict[str, object]]]:
    from cchc.batch.frame import require

    require()
    import polars as pl

    try:
        lazy = pl.scan_parquet(file)
        if lazy.select(pl.len()).collect().item() > MOST_OFFICES:
            raise refusal("too_many_offices", file, limit=f"{MOST_OFFICES:,}")
        frame = lazy.collect()
        letters = frame.select(pl.col(pl.String).str.len_bytes().cast(pl.Int64).sum())
        if frame.width and sum(each or 0 for each in next(letters.iter_rows(), ())) > _MOST_CHARACTERS:
            raise refusal("too_many_characters", file, most=f"{_MOST_CHARACTERS:,}")
    except (pl.exceptions.PolarsError, OSError) as error:
        raise refusal("unreadable", file, reason=str(error).split("\n", 1)[0]) from None
    return enumerate(frame.iter_rows(named=True), 1)


def _meant(name: str, value: object, number: int, file: str) -> str | dt.date | None:
    """A cell as text, or as a date where its column is one of dates; None where it is empty."""
    if isinstance(value, str):
        value = value.strip()
    if value is None or value == "":
        return None
    if name in DATES:
        day = value if isinstance(value, dt.date) else read_date(value)
        if isinstance(day, dt.datetime):
            day = day.date()
        if day is None:
            raise refusal("office_date", file, column=quoted(name), value=quoted(value), line=str(number))
        return day
    if isinstance(value, str | int | dt.date) and not isinstance(value, bool):
        return str(value)
    raise refusal("office_text", file, column=quoted(name), value=quoted(value), line=str(number))
