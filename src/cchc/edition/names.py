"""Every name that a definition goes by: its id, its place and printed code, a finding's code, its label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from cchc.edition import Concept, Edition, FindingKind, Indicator, Instrument, Parameter, Rule, Status, Unit
from cchc.edition.table import TOTAL, ClosedRow, FigureColumn, FormTable, RowRole, TableFigure
from cchc.errors import UnknownNameError, did_you_mean
from cchc.record import frozen
from cchc.text.markup import pattern
from cchc.text.spelling import fold, key

Definition = (
    Indicator
    | Rule
    | FindingKind
    | Unit
    | Status
    | Instrument
    | Concept
    | FormTable
    | FigureColumn
    | TableFigure
    | Parameter
)

_WORD = pattern(r"\w+")
_SHOWN = 4
"""So many lines are named where a name may mean several."""


@frozen(eq=False, repr=False)
class Names:
    """The names of one edition."""

    edition: Edition

    @cached_property
    def known(self) -> Mapping[str, Definition]:
        """Everything with a name, by each of its names but labels; the more particular wins a clash."""
        edition = self.edition
        known: dict[str, Definition] = {}
        for named in (edition.glossary, edition.instruments, edition.statuses, edition.units, edition.finding_kinds):
            known.update(named)
        known.update({rule.code: rule for rule in edition.rules.values()})
        known.update(edition.rules)
        known.update(_stood_for(edition.rules.values()))
        known.update(_printed_codes(edition.indicators.values()))
        by_age = sorted(edition.everything.values(), key=lambda line: not line.is_ended)
        known.update({line.path: line for line in by_age if line.path})
        for table in edition.tables.values():
            known.update({rule.rule.code: rule.rule for rule in table.rules.values()})
            known.update({id: rule.rule for id, rule in table.rules.items()})
            known.update({f"{table.id}.{id}": column for id, column in table.every_column.items()})
        known.update(edition.tables)
        known.update(edition.everything)
        known.update(edition.parameters)
        return known

    @cached_property
    def labelled(self) -> Mapping[str, Sequence[Indicator]]:
        """The lines that bear a label, by its matching key."""
        lines: dict[str, dict[str, Indicator]] = {}
        for line in self.edition.everything.values():
            for label in line.label.values():
                lines.setdefault(key(label), {})[line.id] = line
        return {label: tuple(bearing.values()) for label, bearing in lines.items()}

    def definition(self, name: object) -> Definition:
        """What a name means, in any spelling. Raises UnknownNameError where it means nothing, or several lines."""
        meant = self._meanings(str(name))
        if len(meant) > 1:
            lines = [line for line in meant if isinstance(line, Indicator)]
            raise UnknownNameError("is the label of several lines", f"$.{name}", f"name one: {_listed(lines)}")
        if not meant:
            raise UnknownNameError("no such name", f"$.{name}", self._likely(str(name)))
        return meant[0]

    def __contains__(self, name: object) -> bool:
        """Whether a name means one thing; no likeness is sought if it does not."""
        return isinstance(name, str) and len(self._meanings(name)) == 1

    def _meanings(self, name: str) -> Sequence[Definition]:
        if name in self.known:
            return (self.known[name],)
        lines = self.labelled.get(key(name), ())
        if len(lines) == 1:
            return lines
        if not lines and (figure := self._figure_at(name)) is not None:
            return (figure,)
        spellings = (name.upper(), f"CCHC-{name.upper()}", name.lower())
        return next(((self.known[spelling],) for spelling in spellings if spelling in self.known), lines)

    def _figure_at(self, address: str) -> TableFigure | None:
        """The figure of a table that an address names: its row by id, code or label; None for another name."""
        head, bracket, column = address.rpartition("].")
        id, opening, row = head.partition("[")
        table = self.edition.tables.get(id)
        if not bracket or not opening or table is None or column not in table.columns:
            return None
        definition = _row_of(table, row)
        if definition is None and table.open is None:
            return None
        return TableFigure(table, row, table.columns[column], definition)

    def is_figure(self, name: object) -> bool:
        """Whether a name means one thing, and that may have a value."""
        if not isinstance(name, str) or len(meant := self._meanings(name)) != 1:
            return False
        return isinstance(meant[0], Indicator) and not meant[0].is_heading

    def figure(self, name: object) -> str:
        """The id of the figure that a name means. Raises UnknownNameError for whatever has no value."""
        if name in self.edition.figures:
            return str(name)
        match self.definition(name):
            case Indicator() as line if not line.is_heading:
                return line.id
            case Indicator() as heading:
                raise UnknownNameError("is a heading, which has no value", f"$.{name}", self.under(heading))
            case Rule():
                raise UnknownNameError("is a rule, not a figure", f"$.{name}", "its result is among the outcomes")
            case _:
                raise UnknownNameError("is no figure", f"$.{name}")

    def under(self, heading: Indicator) -> str | None:
        """The hint for a heading that is taken for a figure."""
        lines = [line for line in self.edition.indicators.values() if line.parent == heading.id]
        return f"under it stand {_listed(lines)}" if lines else None

    def find(self, text: str) -> tuple[Indicator, ...]:
        """The lines that a few words mean, the likeliest first, in any language of the edition.

        Each word must begin one of the line's own label or of a heading's above it, one at least of
        its own. Only where nothing is spelt so, diacritics do not count.
        """
        return self._found(text, key) or self._found(text, fold)

    def _found(self, text: str, spelt: Callable[[str], str]) -> tuple[Indicator, ...]:
        wanted = spelt(text)
        fits = {line.id: self._fit(line, wanted, spelt) for line in self.edition.everything.values()}
        found = sorted((fit, place, id) for place, (id, fit) in enumerate(fits.items()) if fit is not None)
        return tuple(self.edition.everything[id] for _, _, id in found)

    def _fit(self, line: Indicator, wanted: str, spelt: Callable[[str], str]) -> tuple[int, int] | None:
        """How well a line is what is wanted, in the language in which it is best; None if it is not."""
        fits = [
            _fit(wanted, spelt(label), [spelt(above.label[language]) for above in self._above(line)])
            for language, label in line.label.items()
        ]
        return min((fit for fit in fits if fit is not None), default=None)

    def _above(self, line: Indicator) -> Iterator[Indicator]:
        while line.parent is not None:
            line = self.edition.everything[line.parent]
            yield line

    def _likely(self, text: str) -> str | None:
        found = self.find(text)
        return did_you_mean(text, self.known) or (f"did you mean {_listed(found)}?" if found else None)


def _row_of(table: FormTable, name: str) -> ClosedRow | None:
    """The row of a form that goes by a name."""
    if name in table.rows:
        return table.rows[name]
    if name == TOTAL:
        totals = [row for row in table.rows.values() if row.role is RowRole.TOTAL]
        return totals[0] if len(totals) == 1 else None
    said = key(name)
    named = [row for row in table.rows.values() if row.code == name or said in map(key, row.label.values())]
    return named[0] if len(named) == 1 else None


def _fit(wanted: str, label: str, above: list[str]) -> tuple[int, int] | None:
    """How a label holds what is wanted, and of those that hold it alike the shorter first."""
    own, words = _WORD().findall(label), _WORD().findall(wanted)
    others = [word for word in words if not _begins(word, own)]
    if not words or len(others) == len(words):
        return None
    if others:
        context = _WORD().findall(" ".join(above))
        return (4, len(own)) if all(_begins(word, context) for word in others) else None
    ways = (wanted == label, label.startswith(wanted), wanted in label, True)
    return ways.index(True), len(own)


def _begins(word: str, words: list[str]) -> bool:
    return any(other.startswith(word) for other in words)


def _stood_for(rules: Iterable[Rule]) -> Iterator[tuple[str, Rule]]:
    """The rules of the library that others stand for, by their ids and codes: they mean the first of those."""
    for rule in reversed(tuple(rules)):
        if rule.stands_for is not None:
            yield rule.stands_for, rule
            yield f"CCHC-{rule.stands_for}", rule


def _printed_codes(lines: Collection[Indicator]) -> Mapping[str, Indicator]:
    """Codes as the form prints them ("5.8.1", "3,1"), where only one line bears them."""
    counted = Counter(line.code for line in lines)
    return {line.code: line for line in lines if counted[line.code] == 1}


def _listed(lines: Collection[Indicator]) -> str:
    names = [line.path or line.id for line in lines]
    return ", ".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
