"""What there is to say of columns and rows that were mixed up, and what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from attrs import evolve

from cchc.edition.table import RowRole
from cchc.finding import Finding, built_in
from cchc.judge.display import EachLanguage, format_count, point_in
from cchc.judge.tables.located import Located
from cchc.judge.tables.mixups import Explanation, Mixup, MixupKind
from cchc.judge.tables.said import TableWords
from cchc.judge.tables.scale import OtherScale
from cchc.judge.tables.tabulation import Tabulation

Told = tuple[str, Finding]
"""A finding with the key of the row that it is told at."""


def mixup_findings(tabulation: Tabulation, located: Located) -> Iterator[Told]:
    """T026: a mix-up, told once with all of its figures."""
    found = located.mixups.get(tabulation.table.id)
    if found is None:
        return
    edition, cells = tabulation.engine.edition, found.cells(tabulation)
    rows = tabulation.filled.by_key
    places = [cell for at in cells if (cell := rows[at.row].entries[at.column].cell) is not None]
    finding = built_in(
        edition,
        "CCHC-T026",
        cell=next(iter(places), None),
        how=EachLanguage(edition.languages, lambda language: _how(tabulation, found, language)),
        count=str(len(found.explained)),
    )
    figures = {tabulation.address(at): rows[at.row].entries[at.column] for at in cells}
    yield (
        cells[0].row,
        evolve(
            finding,
            figure=next(iter(figures)),
            figures={address: "" if each.cell is None else each.cell.text for address, each in figures.items()},
            cells=tuple(places[1:]) or None,
        ),
    )


def scale_findings(tabulation: Tabulation, located: Located) -> Iterator[Told]:
    """T027: columns whose amounts are of another scale than those of the report before, told once."""
    edition, said = tabulation.engine.edition, TableWords(tabulation)
    rows = tabulation.filled.by_key
    for each in located.scales[tabulation.table.id]:
        places = [cell for at in each.cells if (cell := rows[at.row].entries[at.column].cell) is not None]
        how = partial(_scaled, said, each)
        finding = built_in(
            edition, "CCHC-T027", cell=next(iter(places), None), how=EachLanguage(edition.languages, how)
        )
        figures = {tabulation.address(at): said.printed(at) for at in each.cells}
        others = tuple(places[1:]) or None
        yield each.cells[0].row, evolve(finding, figure=next(iter(figures)), figures=figures, cells=others)


def _scaled(said: TableWords, each: OtherScale, language: str) -> str:
    columns = ", ".join(said.short(id) for id in each.columns)
    times = format_count(10 ** abs(each.power), language, point_in(said.edition, language))
    return said.words.say(language, "scale", "greater" if each.power > 0 else "less", columns=columns, times=times)


def under_mixups(told: Iterable[Told], mixed_up: Mapping[str, str]) -> Iterator[Told]:
    """Findings of rules, those on figures that were mixed up, or of another scale than before, told under that."""
    for row, finding in told:
        lead = next((mixed_up[address] for address in finding.figures if address in mixed_up), None)
        yield row, finding if lead is None or finding.under is not None else evolve(finding, under=lead)


def mixed_figures(tabulation: Tabulation, located: Located) -> Mapping[str, str]:
    """The figures that were mixed up or are of another scale than before, each with that by which it is told."""
    id = tabulation.table.id
    found = located.mixups.get(id)
    several = [each.cells for each in located.scales[id]] + ([] if found is None else [found.cells(tabulation)])
    return {tabulation.address(at): tabulation.address(cells[0]) for cells in several for at in cells}


def _how(tabulation: Tabulation, found: Explanation, language: str) -> str:
    words = tabulation.engine.edition.face("tables")
    return words.say(language, "or").join(_said(tabulation, each, language) for each in found.mixups)


def _said(tabulation: Tabulation, mixup: Mixup, language: str) -> str:
    """ "Mọi dòng của bảng: số liệu của cột (3) và (5) ghi đổi chỗ cho nhau"."""
    said, words = TableWords(tabulation), tabulation.engine.edition.face("tables")
    if mixup.kind is MixupKind.ROWS:
        one, other = (said.row(tabulation.filled.by_key[key], language) for key in mixup.rows)
        return words.say(language, "mixup", "rows", row=one, other=other)
    columns = words.say(language, "and").join(said.short(id) for id in mixup.columns[:2])
    if len(mixup.columns) > 2:
        columns = ", ".join(said.short(id) for id in mixup.columns)
    filled = [row.key for row in tabulation.filled.rows if row.role is not RowRole.HEADING]
    is_all = len(mixup.rows) == len(filled) > 1
    row = "" if is_all else said.row(tabulation.filled.by_key[mixup.rows[0]], language)
    how: str = mixup.kind
    if mixup.kind is MixupKind.SCALED:
        how = "greater" if mixup.power > 0 else "less"
    times = format_count(10 ** abs(mixup.power), language, point_in(tabulation.engine.edition, language))
    told = words.say(language, "mixup", how, columns=columns, times=times)
    return words.say(language, "mixup", "of_all" if is_all else "of_row", row=row, how=told)
