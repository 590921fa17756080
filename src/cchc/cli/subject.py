"""What a person means by a name: an indicator's id or place in the form, a rule, a code of a finding, a unit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import click

from cchc.cli.words import Words
from cchc.edition import Edition, FindingKind, Indicator, Instrument, Rule, Status, Unit

Subject = Indicator | Rule | FindingKind | Unit | Status | Instrument


def find(name: str, edition: Edition, words: Words) -> Subject:
    """Raises click.UsageError, with names that are near, where there is none."""
    known = _subjects(edition)
    for spelling in (name, name.upper(), f"CCHC-{name.upper()}", name.lower()):
        if spelling in known:
            return known[spelling]
    raise click.UsageError(words("no_such_name", name=name) + words.meant(name, known))


def _subjects(edition: Edition) -> Mapping[str, Subject]:
    """Everything with a name, by each of its names; the more particular wins a clash."""
    subjects: dict[str, Subject] = {}
    for named in (edition.instruments, edition.statuses, edition.units, edition.finding_kinds):
        subjects.update(named)
    subjects.update({rule.code: rule for rule in edition.rules.values()})
    subjects.update(edition.rules)
    subjects.update(_printed_codes(edition))
    subjects.update({line.path: line for line in edition.indicators.values()})
    subjects.update(edition.everything)
    return subjects


def _printed_codes(edition: Edition) -> Mapping[str, Subject]:
    """Codes as the form prints them ("5.8.1", "3,1"), where only one line bears them."""
    lines = edition.indicators.values()
    counted = Counter(line.code for line in lines)
    return {line.code: line for line in lines if counted[line.code] == 1}
