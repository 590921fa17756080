"""The day on which an instrument is signed is not the one on which it comes into force: which of the two was meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from cchc.edition import Edition, Indicator, Instrument, Rule
from cchc.edition.amendment import Amendment
from cchc.edition.ground import Certainty
from cchc.errors import KeyPath, Problem
from cchc.load.codes import NOT_IN_FORCE, WRONG_VALUE
from cchc.load.gaps import Gaps
from cchc.load.lint.address import address

_KNOWN = (Certainty.READ, Certainty.REPORTED)


def problems(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """Days from which something holds, against the days of the instruments that it rests on."""
    if "instruments" in gaps.heads:
        return
    for one in edition.instruments.values():
        yield from _order(one)
    because = [ground.instrument for ground in edition.in_force_because]
    yield from _against(edition, because or edition.instruments, edition.in_force_from, ("edition", "in_force"))
    for term in edition.terms.values():
        on = (ground.instrument for ground in term.legal_basis)
        yield from _against(edition, on, term.ended, (*address(term), "ended"))
    for amendment, path in _amended(edition):
        if amendment is not None and amendment.ended is not None:
            on = (ground.instrument for ground in amendment.because)
            after = amendment.ended + dt.timedelta(days=1)
            yield from _against(edition, on, after, (*path, "ended"))


def _amended(edition: Edition) -> Iterator[tuple[Amendment | None, KeyPath]]:
    """What an edition on a base says of each line, rule and column, and where."""
    changed: list[Indicator | Rule] = [*edition.everything.values(), *edition.rules.values()]
    yield from ((each.amendment, address(each)) for each in changed)
    for table in edition.tables.values():
        for id, column in table.ended.items():
            yield column.asks.amendment, ("edition", "change", table.id, "columns", id)


def _order(one: Instrument) -> Iterator[Problem]:
    """Signed, then in force, then ended; in force on the very day of its signing only where somebody read so."""
    path = ("instruments", one.id)
    if one.in_force is not None and one.in_force.on < one.date:
        what = f"in force from {one.in_force.on}, before it was signed ({one.date})"
        yield Problem(WRONG_VALUE, what, (*path, "in_force"))
    if one.in_force is not None and one.in_force.on == one.date and one.in_force.certainty not in _KNOWN:
        what = f"{one.in_force.on} is the day on which it was signed; that it came into force then is not known"
        yield Problem(NOT_IN_FORCE, what, (*path, "in_force"), 'certainty = "read" or "reported", or leave it out')
    begins = one.date if one.in_force is None else one.in_force.on
    if one.ended is not None and one.ended.on < begins:
        yield Problem(WRONG_VALUE, f"ended on {one.ended.on}, before {begins}", (*path, "ended"))


def _against(edition: Edition, ids: Iterable[str], day: dt.date, path: KeyPath) -> Iterator[Problem]:
    """A day on which none of some instruments is known to have come into force, though one of them was signed then."""
    known = [edition.instruments[id] for id in ids if id in edition.instruments]
    if any(one.in_force is not None and one.in_force.on == day for one in known):
        return
    for one in known:
        if one.date == day:
            what = f"{day} is the day on which {one.number} was signed, not that on which it came into force"
            came = "say its own in_force" if one.in_force is None else f"which was {one.in_force.on}"
            yield Problem(NOT_IN_FORCE, what, path, came)
            return
