"""A table of 1,000 rows and 40 columns, evaluated and judged, against a loop over dicts written for this very form.

Eight sums of four columns in every row, a total of every column: all of it holds, as of a form that was filled in with
care; or one cell is wrong, or hundreds are. Counts, and money with two decimals.
"""

from __future__ import annotations

import tempfile
from decimal import Decimal
from pathlib import Path
from time import process_time
from typing import Any

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition.table import RowRole
from cchc.report import Entry, FilledRow, FilledTable, Report
from cchc.value import Measured, PrintedNumber, Reported
from ratio import Ratio, paired

ROWS, SUMS, PARTS = 1_000, 8, 4
EDITION = """
title.vi = "Bảng thử"
languages = ["vi"]
in_force = { from = 2020-01-01 }

[units.viec]
label.vi = "việc"

[table.t]
kind = "count"
unit = "viec"
stub = [{ is = "label", heading = ["Nội dung"] }]
open = { key = "label", total = "Tổng số" }
"""
Rows = list[dict[str, Any]]
MADE_OF = {f"c{sum_}": [f"c{sum_}_{part}" for part in range(PARTS)] for sum_ in range(SUMS)}


def main() -> None:
    for kind, of in (("counts", int), ("decimals", _decimal)):
        catalogue, rows = _catalogue(kind), [{id: of(figure) for id, figure in row.items()} for row in _rows()]
        wrong = [("one cell wrong", _one_wrong(rows), 4.0), ("400 cells wrong", _many_wrong(rows), 100.0)]
        for name, changed, target in (("every cell right", rows, 2.0), *wrong):
            title = f"{ROWS} rows × {SUMS * (PARTS + 1)} columns of {kind}, {name}"
            print(_compared(title, catalogue, changed, target))


def _decimal(figure: int) -> Measured:
    return Measured(Decimal(figure).scaleb(-2))


def _catalogue(kind: str) -> Catalogue:
    columns = []
    for at in range(SUMS):
        parts = [f"c{at}_{part}" for part in range(PARTS)]
        columns.append(f'{{ id = "c{at}", heading = ["Tổng {at}"], formula = "{" + ".join(parts)}" }}')
        columns += [f'{{ id = "{part}", heading = ["Cột {part}"] }}' for part in parts]
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "thu"
        home.mkdir()
        edition = EDITION if kind == "counts" else EDITION.replace('"count"', '"number"\ndecimals = 2')
        (home / "edition.toml").write_text(f"{edition}columns = [{', '.join(columns)}]\n", encoding="utf-8")
        return load_catalogue(home)


def _rows() -> Rows:
    rows: Rows = []
    for at in range(ROWS):
        row = {}
        for sum_ in range(SUMS):
            parts = {f"c{sum_}_{part}": (at * 7 + sum_ * 3 + part) % 97 for part in range(PARTS)}
            row |= {f"c{sum_}": sum(parts.values())} | parts
        rows.append(row)
    return [*rows, {id: sum(row[id] for row in rows) for id in rows[0]}]


def _one_wrong(rows: Rows) -> Rows:
    return [*rows[:500], {**rows[500], "c3_1": rows[500]["c3_1"] + 1}, *rows[501:]]


def _many_wrong(rows: Rows) -> Rows:
    *leaves, total = ({**row} for row in rows)
    for at in range(400):
        leaves[at * 7 % ROWS][f"c{at % SUMS}_{at % PARTS}"] += 1
    return [*leaves, total]


def _report(rows: Rows) -> Report:
    filled = [
        FilledRow(f"k{at}", "", f"k{at}", RowRole.LEAF, {id: _entry(figure) for id, figure in row.items()})
        for at, row in enumerate(rows[:-1])
    ]
    total = {id: _entry(figure) for id, figure in rows[-1].items()}
    filled.append(FilledRow("total", "", "Tổng số", RowRole.TOTAL, total))
    return Report(entries={}, tables={"t": FilledTable("t", tuple(filled))})


def _entry(figure: Any) -> Entry:
    if isinstance(figure, int):
        return Entry(Reported(figure))
    text = f"{figure:f}".replace(".", ",")
    printed = PrintedNumber(Decimal(figure), 2, percent=False, doubtful=False, text=text)
    return Entry(Reported(Measured(figure)), printed=printed)


def by_hand(rows: Rows) -> list[tuple[int, str]]:
    """Which sums do not hold: of a row by its number, of the table by the number of the total."""
    wrong = []
    for at, row in enumerate(rows):
        for id, parts in MADE_OF.items():
            if row[id] != sum([row[part] for part in parts]):
                wrong.append((at, id))
    *leaves, total = rows
    for id, figure in total.items():
        if figure != sum([row[id] for row in leaves]):
            wrong.append((len(leaves), id))
    return wrong


def _compared(name: str, catalogue: Catalogue, rows: Rows, target: float) -> Ratio:
    report = _report(rows)
    assert bool(by_hand(rows)) == bool(_ours(catalogue, report)), "the two must agree before they are timed"
    return paired(
        name, lambda: _ours(catalogue, report), lambda: by_hand(rows), rounds=9, target=target, clock=process_time
    )


def _ours(catalogue: Catalogue, report: Report) -> tuple[object, ...]:
    return tuple(each for each in catalogue.evaluate(report).findings if each.code.startswith("CCHC-T"))


if __name__ == "__main__":
    main()
