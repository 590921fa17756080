"""Calculation trees: how a value came about, down to the cells that it rests on."""

from __future__ import annotations

from cchc.edition import Indicator, label_of
from cchc.formula.tree import names_of
from cchc.formula.words import words
from cchc.judge.computation import Computation
from cchc.judge.display import EachLanguage, display
from cchc.prompt import shortened, some
from cchc.record import frozen
from cchc.value import Cell, Missing, Origin, Reason, Value
from cchc.words import Text


@frozen
class Calculation:
    """A value, the formula that gives it in words and in figures, and the values it is made of.

    `formula` and `substituted` are None where the value was read, not computed; `printed` is what
    the form says on a computed line.
    """

    id: str
    label: Text
    value: Value
    display: Text
    origin: Origin | None = None
    cell: Cell | None = None
    printed: str | None = None
    formula: Text | None = None
    substituted: Text | None = None
    parts: tuple[Calculation, ...] = ()

    def __repr__(self) -> str:
        shown = next(iter(self.display.values()))
        made = f" of {some(len(self.parts), 'part')}" if self.parts else ""
        return f"<Calculation {self.id} = {shortened(shown)}{made}>"

    def _repr_html_(self) -> str:
        from cchc.judge.cards import of_calculation

        return of_calculation(self)


def explain(computation: Computation, id: str) -> Calculation:
    """The calculation tree of one figure of a report.

    Raises KeyError if the edition has no figure of that id.
    """
    edition = computation.engine.edition
    indicator = edition.figures[id]
    provenance = computation.provenance(id)
    value = computation.values.get(id, Missing(Reason.BLANK))
    shown = EachLanguage(edition.languages, lambda language: display(edition, id, value, language))
    parts: tuple[Calculation, ...] = ()
    if indicator.formula is not None:
        parts = tuple(explain(computation, part) for part in names_of(indicator.formula) if part in edition.figures)
    return Calculation(
        id=id,
        label=label_of(edition, id),
        value=value,
        display=shown,
        origin=provenance.origin,
        cell=provenance.cell,
        printed=provenance.printed,
        formula=_in_words(computation, indicator),
        substituted=_in_figures(computation, indicator),
        parts=parts,
    )


def _in_words(computation: Computation, indicator: Indicator) -> Text | None:
    edition, formula = computation.engine.edition, indicator.formula
    if formula is None:
        return None
    return EachLanguage(
        edition.languages,
        lambda language: words(formula, edition.judging, language, lambda id: f"“{label_of(edition, id)[language]}”"),
    )


def _in_figures(computation: Computation, indicator: Indicator) -> Text | None:
    edition, formula = computation.engine.edition, indicator.formula
    if formula is None:
        return None
    return EachLanguage(
        edition.languages,
        lambda language: words(
            formula,
            edition.judging,
            language,
            lambda id: display(edition, id, computation.values.get(id, Missing(Reason.BLANK)), language),
        ),
    )
