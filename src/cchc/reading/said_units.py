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
from cchc.text.unit_lists import units_listed
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
    names = [_SAID.sub("", key(each).strip()) for each in said if len(each) < len(heading)]
    alone = next((name for name in names if name in measures), None)
    return alone or next((unit for name in names if (unit := _listed_in(name, measures))), None)


def _listed_in(name: str, measures: Mapping[str, Fraction]) -> str | None:
    """The one of a heading's units that measures what the figures under it do: "Thu hồi (đồng, m2)" over "Tiền"."""

    def is_unit(each: str) -> bool:
        return each in measures

    found = [each for each in units_listed(name, is_unit, is_unit, _scales().__contains__) if is_unit(each)]
    return found[0] if len({measures[each] for each in found}) == 1 else None


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
    units = {asks.unit for asks in _printed(edition) if asks.unit is not None}

    def of(name: str) -> frozenset[str]:
        return frozenset(
            id for id in edition.units.keys() & units if key(name) in map(key, edition.units[id].spellings)
        )

    listed = tuple((name, of(name)) for name in _listed(edition, seen(unit)))
    return evolve(Lexicon.of(edition), above=unit, is_headed=not of(unit), listed=listed)


def _listed(edition: Edition, unit: str) -> tuple[str, ...]:
    """The units of which what is said over the table is a list; nothing where it is one."""
    known = _known(edition)

    def is_known(name: str) -> bool:
        return key(name) in known or is_unit_name(name, edition.units)

    return units_listed(
        unit.strip(" ()"), is_known, lambda name: key(name) in known, lambda name: key(name) in _scales()
    )


def _known(edition: Edition) -> Mapping[str, frozenset[Fraction]]:
    """What measures some printed figure, and how many of its own unit one of it is."""
    lexicon, known = Lexicon.of(edition), dict[str, frozenset[Fraction]]()
    for asks in _printed(edition):
        for name, size in lexicon.measures(asks).items():
            known[name] = known.get(name, frozenset()) | {size}
    return known


def _printed(edition: Edition) -> Iterator[Indicator]:
    """What is asked for on the form itself."""
    yield from edition.indicators.values()
    for table in edition.tables.values():
        for columns in (table.columns, *(kind.columns for kind in table.kinds.values())):
            yield from (column.asks for column in columns.values() if column.printed)


def unknown(edition: Edition, unit: str | None, place: Cell | None) -> Iterator[Finding]:
    """F035: a unit that no line or column is known to be measured in: so many of something ("nghìn lượt"), or on a
    form of quantities whatever else ("pounds"). Of a list of units also two that measure the same figures."""
    name = key(unit or "").strip(" ()")
    words, known, asked = above(edition, unit or ""), _known(edition), list(_printed(edition))
    if words.listed:
        yield from _unknown_among(edition, words, known, asked, place)
        return
    if not name or not (_is_scaled(name) or any(asks.kind is IndicatorKind.NUMBER and asks.unit for asks in asked)):
        return
    parts = [name, *_PARTED.split(name)]
    is_name = any(is_unit_name(each, edition.units) or each in known for each in parts)
    if name not in known and (_is_scaled(name) or _is_other(name, known) or not is_name):
        yield _told(edition, "unknown", unit or "", place, (), ())


def _unknown_among(
    edition: Edition,
    words: Lexicon,
    known: Mapping[str, frozenset[Fraction]],
    asked: Sequence[Indicator],
    place: Cell | None,
) -> Iterator[Finding]:
    """Of a list of units those that nobody knows, where they may matter; and that several measure the same figures."""
    if any(len(words.units_of(asks)) > 1 and not words.unit_of(asks) for asks in asked):
        yield _told(edition, "several", words.above, place, (), ())
    used = (words.measures(asks)[key(name)] for asks in asked if (name := words.unit_of(asks)))
    is_converting = any(size != 1 for size in used)
    for name, _ in words.listed:
        is_scaled, begun = _is_scaled(key(name)), f"{key(name)} "
        # "Vụ" is short for "vụ việc"; "triệu" is nothing by itself.
        is_short = not is_scaled and any(f"{each} ".startswith(begun) for each in known)
        is_name = key(name) in known or is_unit_name(name, edition.units) or is_short
        if not is_name and (is_converting or is_scaled or _is_other(name, known)):
            yield _told(edition, "unknown_among", name, place, (), ())


def _is_other(name: str, known: Mapping[str, frozenset[Fraction]]) -> bool:
    """Whether a unit is made of one that is not the form's own, as "đồng/ha" of đồng where the form has triệu đồng."""
    return any(size != 1 for part in _PARTED.split(key(name)) for size in known.get(part, ()))


def _is_scaled(name: str) -> bool:
    """Whether a unit is so many of something: "nghìn lượt", "USD (thousands)"."""
    begins = any(name.startswith(f"{scale} ") for scale in _scales())
    return begins or any(part in _scales() for part in _PARTED.split(name))


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
