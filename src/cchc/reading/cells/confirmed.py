"""Figures of a month or of the year so far held against the rates of the form that are computed from them.

Of "7 (lũy kế 9)" a cumulative line takes 9. Where the rate that the form prints is that of 7, the form contradicts
itself, and neither is taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from attrs import evolve

from cchc.edition import Edition
from cchc.formula import reference
from cchc.formula.tree import Tree, names_of
from cchc.reading.cells.grammar import parse
from cchc.report import Entry
from cchc.value import Candidate, Missing, PrintedNumber, Reason, Reported, Wording


def confirmed(entries: Mapping[str, Entry], edition: Edition) -> Mapping[str, Entry]:
    """The entries; without a value those that took the figure of one time where a printed rate is that of the other."""
    waiting = {id: entry for id, entry in entries.items() if entry.wording is Wording.OF_PERIOD}
    asked = {id: _asked(entry) for id, entry in waiting.items() if _is_refuted(entry, id, entries, edition)}
    return {**entries, **asked} if asked else entries


def _asked(entry: Entry) -> Entry:
    assert entry.cell is not None
    offered = tuple(Candidate(number, entry.cell) for number in _numbers(entry))
    value = Missing(Reason.AMBIGUOUS)
    return evolve(entry, value=value, printed=None, candidates=offered, wording=Wording.EITHER_PERIOD, against=None)


def _is_refuted(entry: Entry, id: str, entries: Mapping[str, Entry], edition: Edition) -> bool:
    """Whether a rate that is printed agrees with another number of the cell, and with that which was taken not."""
    taken = entry.value.value if isinstance(entry.value, Reported) else None
    if not isinstance(taken, int) or isinstance(taken, bool):
        return False
    others = {int(number.value) for number in _numbers(entry) if number.value != taken and not number.percent}
    for formula, stated in _rates_of(id, entries, edition):
        if not _agrees(formula, stated, {id: taken}, entries):
            return any(_agrees(formula, stated, {id: other}, entries) for other in others)
    return False


def _numbers(entry: Entry) -> tuple[PrintedNumber, ...]:
    """The numbers of the cell, and those of names that may as well count: "trong tháng 7, lũy kế 9"."""
    if entry.cell is None:
        return ()
    saying = parse(entry.cell.text)
    named = (phrase.number for remark in saying.remarks for phrase in remark.phrases)
    return (*(number for number in named if number is not None), *saying.numbers)


def _rates_of(id: str, entries: Mapping[str, Entry], edition: Edition) -> Iterator[tuple[Tree, PrintedNumber]]:
    """The rates that are computed from a figure, as the form prints them."""
    for line in edition.figures.values():
        if line.formula is not None and line.kind.is_rate and id in names_of(line.formula):
            entry = entries.get(line.id)
            if entry is not None and entry.printed is not None:
                yield line.formula, entry.printed


def _agrees(formula: Tree, stated: PrintedNumber, instead: Mapping[str, int], entries: Mapping[str, Entry]) -> bool:
    """Whether a rate is what a formula gives, rounded or cut off at its own decimals."""

    def figure(id: str) -> int | Fraction | None:
        entry = entries.get(id)
        value = entry.value.value if entry is not None and isinstance(entry.value, Reported) else None
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return instead.get(id, value if is_number and isinstance(value, int) else None)

    exact = reference.evaluate(formula, figure, lambda _function, _ids: None)
    last = Fraction(1, 10**stated.decimals)
    return isinstance(exact, Fraction) and abs(exact - Fraction(stated.value)) < last
