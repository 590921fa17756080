"""Units that are said once of many figures, over the table or in a heading, and what was made of them: F035."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache

from attrs import evolve

from cchc.edition import Edition, Indicator, IndicatorKind, Severity
from cchc.edition.register import is_unit_name
from cchc.finding import Finding, built_in
from cchc.reading.cells import Lexicon
from cchc.report import Entry
from cchc.text.markup import pattern
from cchc.text.spelling import key, seen
from cchc.value import Cell, Wording
from cchc.words import Message, data

_MOST_QUOTED = 6
_BRACKETS = pattern(r"[(\[]([^()\[\]]{1,40})[)\]]")
_BEHIND = re.compile(r"(?:[,;:]|–|—| - )")
_PARTED = re.compile(r" ?[,;/&+] ?| (?:và|and|e) |[()]")
_SAID = re.compile(r"^(?:đơn vị tính|đơn vị|đvt|unit|in)(?: ?: ?| )")


def unit_in(heading: str, measures: Mapping[str, Fraction]) -> str | None:
    """The unit that a heading names in brackets or behind a comma, of those that measure what its figures do."""
    said = [*_BRACKETS().findall(heading), _BEHIND.split(heading)[-1]]
    names = (_SAID.sub("", key(each).strip()) for each in said if len(each) < len(heading))
    return next((name for name in names if name in measures), None)


def is_converted(entry: Entry, own: Cell | None, measures: Mapping[str, Fraction]) -> bool:
    """Whether a figure was converted by what is said of many: neither its cell nor its own unit's tells a unit."""
    if entry.wording is not Wording.CONVERTED or entry.cell is None:
        return False
    says_unit = any(letter.isalpha() or letter in "%‰" for letter in entry.cell.text)
    return not says_unit and (own is None or key(seen(own.text)) not in measures)


def as_said(entry: Entry) -> Entry:
    """The figure, told of once with all others that were converted as it was."""
    return evolve(entry, wording=Wording.PLAIN)


def converted(
    edition: Edition,
    unit: str,
    place: Cell | None,
    names: Iterable[str],
    cells: Sequence[Cell],
    ids: Sequence[str] = (),
) -> Finding:
    """F035: figures in another unit than the form's, which is said once of all of them: converted, and told once."""
    found = _told(edition, "converted", unit, place, names, tuple(ids), count=str(len(cells)))
    return evolve(found, severity=Severity.INFO, cells=tuple(cells))


def above(edition: Edition, unit: str) -> Lexicon:
    """The words by which figures are read under a unit that is said of the whole form.

    Where some printed figures are asked for in that unit it is theirs, and others keep their own. What is only
    computed, or kept beside the form, is nobody's to fill in, so that it takes no unit for itself. Under none they are
    the edition's own words, which know what cells held in the reports before.
    """
    if not unit:
        return Lexicon.of(edition)
    said = key(unit)
    units = {asks.unit for asks in _printed(edition)}
    is_of_some = any(said in map(key, edition.units[id].spellings) for id in edition.units.keys() & units)
    return evolve(Lexicon.of(edition), above=unit, is_headed=not is_of_some)


def _printed(edition: Edition) -> Iterator[Indicator]:
    """What is asked for on the form itself."""
    yield from edition.indicators.values()
    for table in edition.tables.values():
        for columns in (table.columns, *(kind.columns for kind in table.kinds.values())):
            yield from (column.asks for column in columns.values() if column.printed)


def unknown(edition: Edition, unit: str | None, place: Cell | None) -> Iterator[Finding]:
    """F035: a unit that no line or column is known to be measured in: so many of something ("nghìn lượt"), or on a
    form of quantities whatever else ("pounds")."""
    name = key(unit or "").strip(" ()")
    asked = list(_printed(edition))
    is_scaled = any(name.startswith(f"{scale} ") for scale in _scales())
    if not name or not (is_scaled or any(asks.kind is IndicatorKind.NUMBER and asks.unit for asks in asked)):
        return
    lexicon = Lexicon.of(edition)
    known = {spelling for asks in asked for spelling in lexicon.measures(asks)}
    parts = [name, *_PARTED.split(name)]
    if not is_scaled and any(is_unit_name(each, edition.units) or each in known for each in parts):
        return
    if name not in known:
        yield _told(edition, "unknown", unit or "", place, (), ())


@cache
def _scales() -> tuple[str, ...]:
    return tuple(map(key, data("form")["scales"]["words"]))


def contradicted(edition: Edition, unit: str, place: Cell | None, names: Iterable[str], other: str) -> Finding:
    """F035: a unit over the table that the headings of its columns take back: the figures are as these say."""
    return _told(edition, "contradicted", unit, place, names, (), other=other)


def lost(edition: Edition, unit: str, place: Cell | None, cells: Sequence[Cell], of: int) -> Finding:
    """F035: a unit over the table by which most figures are less than their last digit: they are as the form asks."""
    counted = {"count": str(len(cells)), "of": str(of), "example": seen(cells[0].text)}
    return evolve(_told(edition, "lost", unit, place, (), (), unit=unit, **counted), cells=tuple(cells))


def _told(
    edition: Edition,
    how: str,
    observed: str,
    place: Cell | None,
    names: Iterable[str],
    ids: tuple[str, ...],
    **told: str,
) -> Finding:
    listed = list(dict.fromkeys(names))
    quoted = "; ".join(f"“{name}”" for name in listed[:_MOST_QUOTED]) + ("; …" if len(listed) > _MOST_QUOTED else "")
    text = edition.face("tables").text("unit_above", how)
    said = Message(text, {"names": quoted, **told}, edition.languages)
    return built_in(edition, "CCHC-F035", ids, cell=place, observed=observed, how=said)
