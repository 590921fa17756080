"""Which findings are asked for: `--select` and `--ignore`, by code or the beginning of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import click

from cchc.cli.words import Words
from cchc.edition import Edition
from cchc.finding import Finding
from cchc.record import frozen

_FAMILY = "CCHC-"


@frozen
class Selection:
    """Beginnings of codes without "CCHC-": `R` is every rule, `C0` the cells, `R014` one rule.

    A finding is shown if it is selected (or nothing is) and not ignored.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    @classmethod
    def parse(cls, words: Words, edition: Edition, select: Sequence[str], ignore: Sequence[str]) -> Selection:
        """Raises click.BadParameter for what no code of the edition begins with: a typo hides nothing."""
        known = {*edition.finding_kinds, *(rule.code for rule in edition.rules.values())}
        codes = {code.removeprefix(_FAMILY) for code in known}
        rules = {rule.id.upper(): rule.code.removeprefix(_FAMILY) for rule in edition.rules.values()}
        return cls(_prefixes(words, codes, rules, select), _prefixes(words, codes, rules, ignore))

    def __contains__(self, finding: Finding) -> bool:
        code = finding.code.removeprefix(_FAMILY)
        return (not self.select or code.startswith(self.select)) and not (self.ignore and code.startswith(self.ignore))


def _prefixes(words: Words, codes: set[str], rules: Mapping[str, str], values: Sequence[str]) -> tuple[str, ...]:
    """Beginnings of codes; a rule may also be named as it is everywhere else: `R37` is `R037`."""
    given = [part.strip() for value in values for part in value.split(",") if part.strip()]
    named = [part.upper().removeprefix(_FAMILY) for part in given]
    prefixes = tuple(rules.get(part, part) for part in named)
    for part, prefix in zip(given, prefixes, strict=True):
        if not any(code.startswith(prefix) for code in codes):
            raise click.UsageError(words("no_such_code", code=part) + words.meant(prefix, sorted(codes)))
    return prefixes
