"""What an edition on a base says otherwise rests on instruments that are there, and speaks of variants that are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cchc.edition import Edition, Indicator, Rule
from cchc.edition.amendment import Amendment
from cchc.edition.ground import Ground
from cchc.errors import KeyPath, Problem, did_you_mean
from cchc.load.codes import UNKNOWN_NAME, UNUSED, WRONG_VALUE
from cchc.load.gaps import Gaps
from cchc.load.lint.address import Cites, address


def problems(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """What is wrong with the amendments of lines and rules."""
    changed: list[Indicator | Rule] = [*edition.everything.values(), *edition.rules.values()]
    for each in changed:
        if each.amendment is not None:
            yield from _grounds(edition, gaps, each.amendment, address(each))
            yield from _applies(edition, gaps, each.amendment, address(each))
            yield from _dates(edition, each.amendment, address(each))
    for table in edition.tables.values():
        said = [
            ((), table.amendment),
            *((("columns", each.id), each.asks.amendment) for each in table.every_column.values()),
        ]
        for keys, amendment in said:
            if amendment is not None:
                path = ("edition", "change", table.id, *keys)
                yield from _grounds(edition, gaps, amendment, path)
                yield from _dates(edition, amendment, path)


def changed_by(of: Cites) -> tuple[Ground, ...]:
    """What a change of a line or rule rests on; nothing else is changed so."""
    amendment = getattr(of, "amendment", None)
    return amendment.because if isinstance(amendment, Amendment) else ()


def _grounds(edition: Edition, gaps: Gaps, amendment: Amendment, path: KeyPath) -> Iterator[Problem]:
    if "instruments" not in gaps.heads:
        for ground in amendment.because:
            if ground.instrument and ground.instrument not in edition.instruments:
                yield _unknown("instrument", ground.instrument, edition.instruments, (*path, "because"))


def _applies(edition: Edition, gaps: Gaps, amendment: Amendment, path: KeyPath) -> Iterator[Problem]:
    for name, value in (amendment.applies or {}).items():
        variant = edition.variants.get(name) if name in edition.variants else None
        if variant is not None and value and value not in variant.values:
            yield _unknown("value of this variant", value, variant.values, (*path, "applies"))
        elif variant is None and "variant" not in gaps.heads:
            yield _unknown("variant", name, edition.variants, (*path, "applies"))


def _dates(edition: Edition, amendment: Amendment, path: KeyPath) -> Iterator[Problem]:
    if amendment.ended is not None and amendment.ended >= edition.in_force_from:
        what = f"it ended on {amendment.ended}, when this edition was in force already"
        yield Problem(WRONG_VALUE, what, (*path, "ended"), f"before {edition.in_force_from}")
    if amendment.is_comparable and not edition.breaks:
        yield Problem(UNUSED, "no series is broken in which it could be kept", (*path, "comparable"))


def _unknown(what: str, name: str, known: Collection[str], path: KeyPath) -> Problem:
    return Problem(UNKNOWN_NAME, f"there is no {what} {name[:60]!r}", path, did_you_mean(name, known))
