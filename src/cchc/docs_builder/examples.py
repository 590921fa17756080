"""Worked examples of a computed line, and how it is misread: all evaluated when the site is built."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book
from cchc.edition import Indicator, IndicatorKind
from cchc.evaluation import Evaluation
from cchc.exact import half_up, rate
from cchc.finding import Finding
from cchc.record import frozen
from cchc.report import Report
from cchc.value import Reported


def worked(book: Book, indicator: Indicator) -> str:
    """A table: the figures, the calculation, what it gives."""
    rows = []
    for example in indicator.examples:
        calculation = (
            book.catalogue_of(indicator.id).evaluate(Report.from_values(example.figures)).explain(indicator.id)
        )
        figures = [f"{book.label(part.id)}: {book.of(part.display)}" for part in calculation.parts]
        substituted = calculation.substituted[book.language] if calculation.substituted else ""
        rows.append(
            (
                "<br>".join(map(md.plain, figures)),
                md.plain(substituted),
                f"**{md.plain(book.of(calculation.display))}**",
            )
        )
    return md.table([book.words("figures"), book.words("calculation"), book.words("result")], rows)


@frozen
class Slip:
    """A form filled in wrongly (or rightly, for comparison): what it shows, and the figures of it."""

    name: str
    figures: Mapping[str, object]


def misreadings(book: Book, indicator: Indicator) -> str:
    """What the form says of a rate, and what is found; empty for a line that is no computed rate."""
    if indicator.kind is not IndicatorKind.PERCENTAGE or indicator.formula is None:
        return ""
    catalogue = book.catalogue_of(indicator.id)
    rows = []
    slips = list(_slips(book, catalogue, indicator))
    usual = slips[0].figures if slips else {}
    for slip in slips:
        evaluation = catalogue.evaluate(Report.from_values(slip.figures))
        shown = "<br>".join(md.plain(text) for text in _shown(book, slip.figures, indicator, usual))
        rows.append((f"**{book.words('slip', slip.name)}**<br>{shown}", _verdict(book, evaluation, indicator)))
    if not rows:
        return ""
    given = "; ".join(f"{book.label(id)}: {figure}" for id, figure in usual.items() if id != indicator.id)
    table = md.table([book.words("form_says"), book.words("is_found")], rows)
    return f"{book.words('misread_figures')} {md.plain(given)}.\n\n{table}"


def _shown(
    book: Book, figures: Mapping[str, object], indicator: Indicator, usual: Mapping[str, object]
) -> Iterator[str]:
    """The figures that differ from the usual ones, then the rate as printed."""
    parts = {id: figure for id, figure in figures.items() if id != indicator.id and usual.get(id) != figure}
    if parts:
        yield "; ".join(f"{book.label(id)}: {figure}" for id, figure in parts.items())
    printed = figures.get(indicator.id)
    yield f"{book.words('printed')} {printed or book.words('blank_cell')}"


def _verdict(book: Book, evaluation: Evaluation, indicator: Indicator) -> str:
    found = list(findings_of(evaluation, indicator.id))
    if not found:
        return f"{book.words('no_finding')} {md.plain(evaluation.display(indicator.id, book.language))}"
    return "<br>".join(
        f"{book.code(finding.code)} ({book.severity(finding.severity)}): {md.plain(finding.message[book.language])}"
        for finding in found
    )


def findings_of(evaluation: Evaluation, id: str) -> Iterator[Finding]:
    """The findings about one line."""
    return (finding for finding in evaluation.findings if id in finding.indicators)


def _slips(book: Book, catalogue: Catalogue, indicator: Indicator) -> Iterator[Slip]:
    leaves = book.library.leaves(indicator.id)
    figures = _unround(catalogue, indicator, leaves)
    if figures is None:
        return
    evaluation = catalogue.evaluate(Report.from_values(figures))
    value = evaluation.values[indicator.id]
    assert isinstance(value, Reported)
    right = Decimal(str(value.value))
    step = Decimal(1).scaleb(-indicator.decimals)
    yield Slip("right", {**figures, indicator.id: _text(right)})
    yield Slip("truncated", {**figures, indicator.id: _text(right - step)})
    other = _other_total(catalogue, indicator, figures)
    if other is not None:
        yield other
    yield Slip("blank", {**figures, indicator.id: ""})
    zero = dict.fromkeys(figures, 0)
    yield Slip("zero", {**zero, indicator.id: "0 %"})
    yield Slip("error", {**zero, indicator.id: "#DIV/0!"})


def _text(number: Decimal) -> str:
    return f"{number:f} %".replace(".", ",")


def _unround(catalogue: Catalogue, indicator: Indicator, leaves: tuple[str, ...]) -> dict[str, object] | None:
    """Figures whose rate is rounded up, so that cutting it off shows: the examples', else small ones."""
    tried: list[dict[str, object]] = [
        dict(example.figures) for example in indicator.examples if set(example.figures) == set(leaves)
    ]
    tried += [
        dict(zip(leaves, numbers, strict=False))
        for numbers in ((2, 3), (3, 1), (20, 23))
        if len(leaves) == len(numbers)
    ]
    for figures in tried:
        if all(type(figure) is int for figure in figures.values()) and _rounds_up(catalogue, indicator, figures):
            return figures
    return None


def _rounds_up(catalogue: Catalogue, indicator: Indicator, figures: Mapping[str, object]) -> bool:
    """Whether one less in the last digit is the rate cut off."""
    value = catalogue.evaluate(Report.from_values(figures)).values[indicator.id]
    if not isinstance(value, Reported):
        return False
    less = Decimal(str(value.value)) - Decimal(1).scaleb(-indicator.decimals)
    evaluation = catalogue.evaluate(Report.from_values({**figures, indicator.id: _text(less)}))
    return any(finding.severity == "warning" for finding in findings_of(evaluation, indicator.id))


def _other_total(catalogue: Catalogue, indicator: Indicator, figures: Mapping[str, object]) -> Slip | None:
    """The rate taken over another total of the same unit that the form has too."""
    part, whole = next(iter(figures)), list(figures)[-1]
    unit = catalogue.edition.figures[whole].unit
    others = (
        line
        for line in catalogue.edition.figures.values()
        if line.unit == unit and line.id not in figures and line.formula is None
    )
    other = next((line for line in others if not line.auxiliary), None)
    numerator = figures[part]
    denominator = int(str(figures[whole])) + 7
    if other is None or not isinstance(numerator, int) or len(figures) != 2:
        return None
    wrong = rate(half_up(100 * numerator, denominator, indicator.decimals), indicator.decimals)
    return Slip("other_total", {**figures, other.id: denominator, indicator.id: _text(wrong)})
