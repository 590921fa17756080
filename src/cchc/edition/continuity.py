"""Which figures go on in one series, where it was broken, and in which months each line was asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from cchc.edition import Edition, Indicator, Rule
from cchc.formula.tree import mentions_of
from cchc.record import field, frozen


def month_of(day: dt.date) -> int:
    """A day's month among all months: a report that ends on the day or later in it belongs to what begins then."""
    return day.year * 12 + day.month


@frozen
class Life:
    """The first day on which a line was asked, and the first on which it was no more (None: as far as the form goes),
    and the line that took its place."""

    since: dt.date | None = None
    ended: dt.date | None = None
    replaced_by: str | None = None

    @property
    def first_month(self) -> int | None:
        """The first month whose report asks it."""
        return None if self.since is None else month_of(self.since)

    @property
    def last_month(self) -> int | None:
        """The last month whose report asks it."""
        return None if self.ended is None else month_of(self.ended) - 1


@frozen
class Continuity:
    """The days on which the figures of a form began anew, the lines that go on over them all the same, and the lives
    of those that are not asked in every edition."""

    breaks: tuple[dt.date, ...] = ()
    comparable: frozenset[str] = frozenset()
    lives: Mapping[str, Life] = field(factory=dict)

    @classmethod
    def of(cls, *editions: Edition) -> Continuity:
        """As the editions of a form have it, oldest first: the newest knows all that it stands on."""
        newest = editions[-1].everything.values()
        kept = [line for line in newest if line.amendment is not None and line.amendment.is_comparable]
        names = {name for line in kept for name in (line.id, line.replaced_by) if name is not None}
        return cls(editions[-1].breaks, frozenset(names), dict(_lives(editions)))

    def goes_on(self, id: str) -> bool:
        """Whether a line's figures may be set against those of before a break."""
        return id in self.comparable

    @property
    def months(self) -> tuple[int, ...]:
        """The first month of each new series, counted from the year 0: one that ends on the day of a break or later."""
        return tuple(map(month_of, self.breaks))

    @property
    def succeeded(self) -> Mapping[str, str]:
        """The lines whose figures go on under another's name, by that name: no series was broken between the two."""
        ended = ((id, life) for id, life in self.lives.items() if life.replaced_by is not None)
        return {
            life.replaced_by: id
            for id, life in ended
            if life.replaced_by is not None
            and life.ended is not None
            and (self.goes_on(id) or month_of(life.ended) not in self.months)
        }


def _lives(editions: tuple[Edition, ...]) -> Iterator[tuple[str, Life]]:
    for id in dict.fromkeys(id for edition in editions for id in edition.everything):
        having = [edition for edition in editions if id in edition.everything]
        since = None if having[0] is editions[0] else having[0].in_force_from
        ended = next(_ends(id, editions[editions.index(having[0]) :]), None)
        if since is not None or ended is not None:
            yield id, Life(since, ended, having[-1].everything[id].replaced_by)


def _ends(id: str, editions: tuple[Edition, ...]) -> Iterator[dt.date]:
    """The first day on which a line is asked no more: as its edition says, or that of the first that lacks it."""
    for edition in editions:
        line = edition.everything.get(id)
        if line is None:
            yield edition.in_force_from
        elif line.amendment is not None and line.amendment.ended is not None:
            yield line.amendment.ended + dt.timedelta(1)


def joined(edition: Edition, others: Iterable[Edition]) -> Edition:
    """An edition with what only others of its form have: their lines, each after the one before it there, and what
    those are measured and judged by."""
    whole = edition
    for other in others:
        if other is edition or not set(other.everything) - set(whole.everything):
            continue
        whole = evolve(
            whole,
            indicators=_with(whole.indicators, other.indicators),
            auxiliaries=_with(whole.auxiliaries, other.auxiliaries),
            units={**other.units, **whole.units},
            statuses={**other.statuses, **whole.statuses},
            instruments={**other.instruments, **whole.instruments},
            rules={**other.rules, **{id: _extended(rule, other.rules.get(id)) for id, rule in whole.rules.items()}},
        )
    return whole


def _with(lines: Mapping[str, Indicator], others: Mapping[str, Indicator]) -> Mapping[str, Indicator]:
    """Lines with those that they lack, each after the nearest before it that they have."""
    order, place = list(lines), 0
    for id in others:
        if id not in lines:
            order.insert(place, id)
        place = order.index(id) + 1
    return {id: lines[id] if id in lines else others[id] for id in order}


def _extended(rule: Rule, other: Rule | None) -> Rule:
    """A rule with what it asks of lines that only another edition has."""
    if other is None:
        return rule
    asked = {mentions_of(instance.check) for instance in rule.instances}
    new = tuple(each for each in other.instances if mentions_of(each.check) not in asked)
    return evolve(rule, instances=(*rule.instances, *new)) if rule.instances and new else rule


def eras(editions: tuple[Edition, ...]) -> tuple[tuple[int | None, Edition], ...]:
    """The editions from which on some line's figures are of another kind or put together otherwise, with their first
    months; the first of all has none."""
    found: list[tuple[int | None, Edition]] = [(None, editions[0])]
    for edition in editions[1:]:
        if otherwise(found[-1][1], edition):
            found.append((month_of(edition.in_force_from), edition))
    return tuple(found)


def otherwise(before: Edition, after: Edition) -> frozenset[str]:
    """The lines of both whose figures mean something else to whoever adds them up."""
    both = before.figures.keys() & after.figures.keys()
    return frozenset(id for id in both if _added_up(before.figures[id]) != _added_up(after.figures[id]))


def _added_up(line: Indicator) -> tuple[object, ...]:
    return line.measure, line.formula, line.statuses
