"""Parts of wholes held against the form: the second pass over the entries of a report.

A count printed "7/20" is the part 7 if the form itself gives 20 as its whole; if it gives another,
the line contradicts it and says neither.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import evolve

from cchc.edition import Edition
from cchc.reading.cells.beside.against_form import told_otherwise
from cchc.reading.cells.beside.left_over import count_of
from cchc.reading.cells.confirmed import confirmed
from cchc.reading.cells.offered import printed
from cchc.report import Claim, Entry
from cchc.value import Candidate, Missing, Origin, Reason, Reported, Wording

_OPEN = (Wording.BARE_FRACTION, Wording.PART_OF_WHOLE)
Wholes = Mapping[str, tuple[str, ...]]
"""By the id of a part, the lines that give its whole."""


def settle(entries: Mapping[str, Entry], edition: Edition) -> Mapping[str, Entry]:
    """The entries with each "part/whole" settled by the form's own whole, where that was read."""
    entries = confirmed(entries, edition)
    waiting = [id for id, entry in entries.items() if entry.wording in _OPEN and entry.claims]
    wholes, settled = edition.wholes, dict(entries)
    # A whole may itself be a part that has to be settled first.
    for id in sorted(waiting, key=lambda id: len(set(_above(id, wholes)) & set(waiting))):
        settled[id] = _settled(settled[id], id, settled, wholes)
    return told_otherwise(settled, edition)


def _settled(entry: Entry, id: str, entries: Mapping[str, Entry], wholes: Wholes) -> Entry:
    claim = entry.claims[0]
    if claim.denominator in {count_of(entries, whole) for whole in _above(id, wholes)}:
        return _read(entry, claim)
    if any(count_of(entries, whole) is not None for whole in wholes.get(id, ())):
        return _contradicted(entry, claim)
    return entry


def _read(entry: Entry, claim: Claim) -> Entry:
    number = printed(Decimal(claim.numerator))
    origin = Origin.REPORTED if claim.cell.column == "quantity" else Origin.RELOCATED
    value = Reported(claim.numerator)
    return evolve(
        entry, value=value, printed=number, candidates=(), wording=Wording.PART_OF_WHOLE, origin=origin, cell=claim.cell
    )


def _contradicted(entry: Entry, claim: Claim) -> Entry:
    offered = tuple(Candidate(printed(Decimal(number)), claim.cell) for number in (claim.numerator, claim.denominator))
    value = Missing(Reason.AMBIGUOUS)
    return evolve(entry, value=value, printed=None, candidates=offered, wording=Wording.OTHER_WHOLE)


def _above(id: str, wholes: Wholes) -> Iterator[str]:
    """The wholes of a part, theirs, and so on."""
    seen = {id}
    waiting = [id]
    while waiting:
        for whole in wholes.get(waiting.pop(), ()):
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
                yield whole
