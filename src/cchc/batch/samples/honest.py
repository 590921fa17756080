"""A form as an honest clerk fills it in: what is written into which cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, assert_never

from cchc.batch.samples.ties import Ties, ties_of
from cchc.catalogue import Catalogue
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.formula.tree import facts_of
from cchc.period import Period
from cchc.record import frozen
from cchc.value import Document, Reason, Reported, Value
from cchc.words import LANGUAGES, face

_MEASURED = (IndicatorKind.NUMBER, IndicatorKind.SCORE)
QUANTITY, EXPLANATION = "quantity", "explanation"
Cells = dict[str, str]
Lines = dict[str, Cells]


@frozen
class Asked:
    """What an edition asks beyond figures."""

    explained: frozenset[str]
    """The lines of which some rule wants an explanation."""
    documents: tuple[str, ...]
    ties: Ties

    @classmethod
    def of(cls, edition: Edition) -> Asked:
        facts = (fact for rule in edition.rules.values() for each in rule.instances for fact in facts_of(each.check))
        explained = frozenset(id for fact in facts if fact.function == "is_explained" for id in fact.ids)
        documents = tuple(line.id for line in edition.indicators.values() if line.kind is IndicatorKind.DOCUMENT)
        return cls(explained, documents, ties_of(edition))


@frozen
class Hand:
    """How a clerk fills in any form."""

    misplaces: bool = False
    """Answers go beside their column."""
    sign: str = ""
    """What stands behind a rate."""
    day: int = 2
    """Of January, on which the first document of a year is signed; further ones follow."""
    none: str | None = None
    """The word for nothing; None: the figure 0."""


@frozen
class HonestForm:
    """Figures put down as a clerk puts them down."""

    catalogue: Catalogue
    asked: Asked
    hand: Hand
    period: Period

    @property
    def edition(self) -> Edition:
        return self.catalogue.edition

    @classmethod
    def of(cls, catalogue: Catalogue, hand: Hand, period: Period) -> HonestForm:
        """A form of a catalogue, yet to be filled in."""
        return cls(catalogue, Asked.of(catalogue.edition), hand, period)

    def values(self, figures: Mapping[str, Any]) -> Mapping[str, Value]:
        """What the edition computes from the counts and quantities among them."""
        return self.catalogue.evaluate({**self.counts(figures), **self._measured(figures)}).values

    def lines(self, figures: Mapping[str, Any]) -> Lines:
        """The cells of each line that has something to be written."""
        computed = self.values(figures)
        lines: Lines = {}
        settings = {id: variant.default for id, variant in self.edition.variants.items()}
        for line in self.edition.indicators.values():
            is_asked = self.edition.is_asked(line.id, settings)
            if is_asked and (text := self._text(line, figures.get(line.id), computed.get(line.id))):
                lines[line.id] = {self._column(line): text}
                if line.id in self.asked.explained and figures.get(line.id) and QUANTITY in lines[line.id]:
                    lines[line.id][EXPLANATION] = self._explanation
        return lines

    def counts(self, figures: Mapping[str, Any]) -> dict[str, Any]:
        """The counts that are given, by which rates are computed."""
        indicators = self.edition.indicators
        return {
            id: value
            for id, value in figures.items()
            if value is not None and id in indicators and indicators[id].kind is IndicatorKind.COUNT
        }

    def _measured(self, figures: Mapping[str, Any]) -> dict[str, Decimal]:
        """The quantities and scores that are given, which come in units of their last decimal."""
        indicators = self.edition.indicators
        return {
            id: Decimal(int(value)).scaleb(-indicators[id].decimals)
            for id, value in figures.items()
            if value is not None and id in indicators and indicators[id].kind in _MEASURED
        }

    @property
    def _explanation(self) -> str:
        home = self.edition.languages[0]
        return face("writing").say(home if home in LANGUAGES else LANGUAGES[-1], "sample_explanation")

    # --- a cell

    def _column(self, line: Indicator) -> str:
        if line.kind is IndicatorKind.DOCUMENT or (self.hand.misplaces and not line.kind.is_rate):
            return EXPLANATION
        return QUANTITY

    def _text(self, line: Indicator, figure: Any, computed: Value | None) -> str:
        """What a clerk writes; "" where there is nothing to be written."""
        match line.kind:
            case IndicatorKind.HEADING:
                return ""
            case IndicatorKind.TEXT:
                return self._explanation
            case IndicatorKind.DATE:
                return "" if figure is None else f"{figure:%d/%m/%Y}"
            case IndicatorKind.COUNT:
                count = computed.value if figure is None and isinstance(computed, Reported) else figure
                return self.hand.none or "0" if count == 0 else "" if count is None else str(count)
            case IndicatorKind.YES_NO:
                return (self.edition.yes if figure else self.edition.no)[0].capitalize()
            case IndicatorKind.STATUS:
                return self.edition.statuses[figure].label[self.edition.languages[0]] if figure else ""
            case IndicatorKind.DOCUMENT:
                return self.document(line, self.period.year)
            case IndicatorKind.PERCENTAGE | IndicatorKind.PER_MILLE | IndicatorKind.NUMBER | IndicatorKind.SCORE:
                return self._quantity(line, figure, computed)
            case other:
                assert_never(other)

    def _quantity(self, line: Indicator, figure: Any, computed: Value | None) -> str:
        if line.formula is not None:
            return self._computed(computed, line)
        return "" if figure is None else self.rate(Decimal(int(figure)).scaleb(-line.decimals), line)

    def _computed(self, value: Value | None, line: Indicator) -> str:
        if isinstance(value, Reported) and isinstance(value.value, Decimal):
            return self.rate(value.value, line)
        return self._word(Reason.NOT_ARISEN)

    def rate(self, value: Decimal, line: Indicator) -> str:
        """A quantity with the form's decimal mark, a percentage with the sign that the clerk writes."""
        sign = self.hand.sign if line.kind is IndicatorKind.PERCENTAGE else ""
        return f"{value}".replace(".", self.edition.point) + sign

    def _word(self, reason: Reason) -> str:
        words = self.edition.missing[reason].words
        return words[0] if words else ""

    def document(self, line: Indicator, year: int) -> str:
        """A document of January, later ones with higher numbers."""
        day = (self.hand.day + 4 * self.asked.documents.index(line.id) - 1) % 28 + 1
        symbol = line.symbol
        parts = () if symbol is None else (*symbol.types[:1], *symbol.bodies[:1])
        return str(Document(10 + 3 * day, "-".join(parts) or None, dt.date(year, 1, day), text=f"{day}/1/{year}"))
