"""A line at hand: its definition, and what each of its cells holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc.edition import Indicator, IndicatorKind
from cchc.period import Period
from cchc.reading.cells.content import EXPLANATION, QUANTITY, UNIT, Content, Holds, contents
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.subject import Subject
from cchc.record import frozen
from cchc.report import Entry
from cchc.value import Candidate, Cell, Datum, Missing, Origin, Reason, Reported

_IN_WORDS = (IndicatorKind.DOCUMENT, IndicatorKind.TEXT)
"""Kinds of lines whose value may as well stand among the remarks."""


@frozen
class Line:
    """A line with its cells and their contents, quantity first."""

    indicator: Indicator
    cells: Mapping[str, Cell]
    contents: tuple[Content, ...]
    subject: Subject
    kinds: frozenset[Holds]
    """What kinds of things the cells hold."""

    @classmethod
    def of(
        cls, indicator: Indicator, cells: Mapping[str, Cell], lexicon: Lexicon, period: Period | None = None
    ) -> Line:
        subject = Subject(indicator, lexicon, period)
        found = contents(subject, cells)
        return cls(indicator, cells, found, subject, frozenset([content.holds for content in found]))

    @property
    def lexicon(self) -> Lexicon:
        return self.subject.lexicon

    def holding(self, holds: Holds) -> tuple[Content, ...]:
        """The cells that hold one kind of thing, quantity first."""
        if holds not in self.kinds:
            return ()
        return tuple([content for content in self.contents if content.holds is holds])

    @property
    def own_text(self) -> Content | None:
        """A text in the quantity column, where a value belongs."""
        return next((text for text in self.holding(Holds.TEXT) if text.column == QUANTITY), None)

    @property
    def texts(self) -> tuple[Content, ...]:
        """Texts of the other columns; words alone in the unit column are some unit's name."""
        return tuple(
            text
            for text in self.holding(Holds.TEXT)
            if text.column == EXPLANATION or (text.column == UNIT and any(map(str.isdigit, text.text)))
        )

    @property
    def word(self) -> Content | None:
        """The first word that says why there is no figure; a dash says it only if no other word does."""
        words = self.holding(Holds.WORD)
        return next((word for word in words if word.reason is not Reason.BLANK), words[0] if words else None)

    def entry(self, value: Datum, content: Content, **found: Any) -> Entry:
        """The entry of a value read in one cell; relocated unless values of its kind belong there."""
        found.setdefault("origin", self._origin(content))
        return self._entry(Reported(value), content.cell, **found)

    def ambiguous(self, candidates: tuple[Candidate, ...], **found: Any) -> Entry:
        """The entry of several figures none of which can be told to be meant."""
        return self._entry(Missing(Reason.AMBIGUOUS), candidates[0].cell, candidates=candidates, **found)

    def unreadable(self, content: Content, **found: Any) -> Entry:
        """The entry of a text that is not what the line asks for; its figures are offered."""
        found.setdefault("candidates", content.candidates())
        return self._entry(Missing(Reason.UNREADABLE), content.cell, **found)

    def uncalculated(self) -> Entry | None:
        """The entry of a line whose own column has a formula that is not calculated; figures beside it are offered."""
        formula = next((each for each in self.holding(Holds.FORMULA) if each.column == QUANTITY), None)
        if formula is None:
            return None
        others = tuple(each for other in self.holding(Holds.NUMBER) for each in other.candidates())
        return self.unreadable(formula, candidates=others)

    def missing(self, **found: Any) -> Entry:
        """The entry of a line without a value: why, by its word, an error, a prompt or nothing."""
        word = self.word
        if word is not None and word.reason is not None and word.reason is not Reason.BLANK:
            return self.without(word.reason, word, **{"wording": word.wording, **found})
        for holds, reason in ((Holds.ERROR, Reason.SPREADSHEET_ERROR), (Holds.PROMPT, Reason.PLACEHOLDER)):
            for content in self.holding(holds)[:1]:
                return self._entry(Missing(reason), content.cell, **found)
        for content in self.holding(Holds.FORMULA)[:1]:
            return self.unreadable(content, candidates=(), **found)
        return self._entry(Missing(Reason.BLANK), word.cell if word is not None else None, **found)

    def without(self, reason: Reason, content: Content, **found: Any) -> Entry:
        """The entry of a line that says, in one cell, why it has no value."""
        return self._entry(Missing(reason), content.cell, origin=self._origin(content), **found)

    def _origin(self, content: Content) -> Origin:
        """Whether a cell is in a column where the line asks for its value: a document's is the explanation, too."""
        own = (QUANTITY, EXPLANATION) if self.indicator.kind in _IN_WORDS else (QUANTITY,)
        return Origin.REPORTED if content.column in own else Origin.RELOCATED

    def _entry(self, value: Reported | Missing, cell: Cell | None, **found: Any) -> Entry:
        errors = tuple(content.cell for content in self.holding(Holds.ERROR))
        return Entry(value, cell=cell, cells=self.cells, errors=errors, **found)
