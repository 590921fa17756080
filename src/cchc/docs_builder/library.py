"""All editions of the catalogue together, and how their definitions hang on one another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TypeVar

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Edition, FindingKind, Indicator, Instrument, Rule, Unit
from cchc.edition.amendment import EditionStatus
from cchc.edition.comparison import Change, changes
from cchc.formula.tree import mentions_of, names_of
from cchc.formula.words import text
from cchc.load import editions
from cchc.record import frozen

T = TypeVar("T")

LINES = ("indicators", "auxiliaries")
"""What a comparison calls the lines of the form and the figures beside them."""


@frozen
class Library:
    """Editions from the oldest to the newest.

    A definition is shown as the newest official edition gives it, or else the newest that has it; what a derived one
    makes of it stands under its history.
    """

    catalogues: tuple[Catalogue, ...]

    @property
    def newest(self) -> Catalogue:
        return self.older_last[0]

    @property
    def older_last(self) -> tuple[Catalogue, ...]:
        """Those that definitions are taken from, one after the other."""
        newest_first = self.catalogues[::-1]
        official = tuple(one for one in newest_first if one.edition.status is EditionStatus.OFFICIAL)
        return (*official, *(one for one in newest_first if one not in official))

    @cached_property
    def indicators(self) -> Mapping[str, Catalogue]:
        """Every line and auxiliary figure, with the newest catalogue that has it, in the form's order."""
        found: dict[str, Catalogue] = {}
        for catalogue in self.older_last:
            for id in catalogue.edition.everything:
                found.setdefault(id, catalogue)
        return found

    @cached_property
    def rules(self) -> Mapping[str, Catalogue]:
        """Every rule by its code, with the newest catalogue that has it."""
        found: dict[str, Catalogue] = {}
        for catalogue in self.older_last:
            for rule in catalogue.rules.values():
                found.setdefault(rule.code, catalogue)
        return found

    @cached_property
    def finding_kinds(self) -> Mapping[str, FindingKind]:
        return self._united(lambda edition: edition.finding_kinds)

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        return self._united(lambda edition: edition.units)

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        return self._united(lambda edition: edition.instruments)

    def _united(self, part: Callable[[Edition], Mapping[str, T]]) -> Mapping[str, T]:
        """What the editions name, the newest one's own where several do."""
        found: dict[str, T] = {}
        for catalogue in self.older_last:
            found = {**part(catalogue.edition), **found}
        return found

    def indicator(self, id: str) -> Indicator:
        return self.indicators[id].edition.everything[id]

    def rule(self, code: str) -> Rule:
        catalogue = self.rules[code]
        return next(rule for rule in catalogue.rules.values() if rule.code == code)

    def parts(self, id: str) -> tuple[str, ...]:
        """The figures that a computed one is computed from."""
        formula = self.indicator(id).formula
        return names_of(formula) if formula is not None else ()

    def leaves(self, id: str) -> tuple[str, ...]:
        """The reported figures that a computed one rests on in the end; itself if it is not computed."""
        parts = self.parts(id)
        return tuple(dict.fromkeys(leaf for part in parts for leaf in self.leaves(part))) if parts else (id,)

    @cached_property
    def _uses(self) -> Mapping[str, tuple[str, ...]]:
        uses: dict[str, list[str]] = {}
        for id in self.indicators:
            for part in self.parts(id):
                uses.setdefault(part, []).append(id)
        return {part: tuple(ids) for part, ids in uses.items()}

    def used_by(self, id: str) -> tuple[str, ...]:
        return self._uses.get(id, ())

    @cached_property
    def _judged(self) -> Mapping[str, tuple[str, ...]]:
        judged: dict[str, dict[str, None]] = {}
        for code in self.rules:
            for id in self.subjects(self.rule(code)):
                judged.setdefault(id, {})[code] = None
        return {id: tuple(codes) for id, codes in judged.items()}

    def rules_of(self, id: str) -> tuple[str, ...]:
        """The codes of the rules that speak of a line."""
        return self._judged.get(id, ())

    def subjects(self, rule: Rule) -> tuple[str, ...]:
        """The lines that a rule speaks of."""
        return tuple(dict.fromkeys(id for instance in rule.instances for id in mentions_of(instance.check)))

    def children(self, id: str) -> tuple[str, ...]:
        edition = self.indicators[id].edition
        return tuple(line.id for line in edition.indicators.values() if line.parent == id)

    def history(self, id: str) -> Iterator[tuple[Catalogue, tuple[Change, ...] | None]]:
        """The editions that have a line, newest first, each with what differs from the one before (None: new there)."""
        having = [catalogue for catalogue in self.catalogues if id in catalogue.edition.everything]
        for place in range(len(having) - 1, 0, -1):
            found = changes(having[place - 1].edition, having[place].edition)
            yield having[place], tuple(one for one in found if one.id == id and one.of in LINES)
        yield having[0], None


def formula_text(indicator: Indicator) -> str | None:
    return text(indicator.formula) if indicator.formula is not None else None


def load_library() -> Library:
    """Every edition of lines that comes with cchc; raises CatalogueError, with every mistake, if one does not load."""
    every = [load_catalogue(id) for id in editions()]
    catalogues = [catalogue for catalogue in every if catalogue.indicators]
    return Library(tuple(sorted(catalogues, key=lambda catalogue: catalogue.edition.in_force_from)))
