"""Rows that offices write, known however each of them spells their names: "ĐẤT ĐAI" is "Đất đai"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from cchc.serialize.tables import RowRecord
from cchc.text.spelling import row_name


def named_alike(reports: Sequence[Iterable[RowRecord]]) -> list[dict[str, RowRecord]]:
    """The rows of each report by their keys, which are those that most reports write, the first of alike many.

    A report that tells two rows apart by their spelling alone keeps its own keys.
    """
    rows = [list(each) for each in reports]
    apart = [_apart(each) for each in rows]
    written: dict[str, Counter[str]] = {}
    for own, names in zip(rows, apart, strict=True):
        for row in own:
            written.setdefault(names[row.key], Counter())[row.key] += 1
    chosen = {name: ways.most_common(1)[0][0] for name, ways in written.items()}
    return [_renamed(own, names, chosen) for own, names in zip(rows, apart, strict=True)]


def _apart(rows: Sequence[RowRecord]) -> Mapping[str, str]:
    """By what each row of a report is known: its name without its spelling; of the form's own rows their key."""
    names = {row.key: row.key if row.id is not None else row_name(row.key) for row in rows}
    several = {name for name, count in Counter(names.values()).items() if count > 1}
    return {own: own if name in several else name for own, name in names.items()}


def _renamed(rows: Sequence[RowRecord], names: Mapping[str, str], chosen: Mapping[str, str]) -> dict[str, RowRecord]:
    called = {own: chosen[name] for own, name in names.items()}
    if all(own == name for own, name in called.items()):
        return {row.key: row for row in rows}
    found = {}
    for row in rows:
        parent = None if row.parent is None else called.get(row.parent, row.parent)
        found[called[row.key]] = evolve(row, key=called[row.key], parent=parent)
    return found
