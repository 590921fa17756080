"""`after`: tables that are sections of one printed table, in the order in which they stand there."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import evolve

from cchc.edition.table import FormTable
from cchc.errors import did_you_mean
from cchc.load.codes import CYCLE, UNKNOWN_NAME
from cchc.load.table import Table


def in_order(tables: Mapping[str, FormTable], entries: Mapping[str, Table]) -> dict[str, FormTable]:
    """The tables, each section behind the one that it comes after, its rows named by the same columns."""
    sections: dict[str, list[str]] = {}
    for id, table in tables.items():
        if table.after is None:
            continue
        if table.after in tables:
            sections.setdefault(table.after, []).append(id)
        else:
            what = f"there is no table {table.after[:40]!r}"
            entries[id].mistake(UNKNOWN_NAME, "after", what, did_you_mean(table.after, tables))
    found: dict[str, FormTable] = {}
    waiting = [id for id, table in reversed([*tables.items()]) if table.after not in tables]
    while waiting:
        id = waiting.pop()
        found[id] = _with_stub(tables[id], found)
        waiting += reversed(sections.get(id, []))
    for id in tables.keys() - found.keys():
        entries[id].mistake(CYCLE, "after", "the table comes after itself")
    return found | {id: table for id, table in tables.items() if id not in found}


def _with_stub(table: FormTable, before: Mapping[str, FormTable]) -> FormTable:
    """A section whose own file does not say which columns name its rows: those of the table before it."""
    above = before.get(table.after or "")
    return table if above is None or table.stub else evolve(table, stub=above.stub)
