"""How what a clerk may write on a line is read there: each word tried on the engine when the site is built."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book
from cchc.docs_builder.examples import findings_of
from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.report import Report
from cchc.value import Missing, Reason, Reported, Value


def worth(book: Book, indicator: Indicator) -> str:
    """A table: what is written, how it is read, what it counts as, what is found."""
    if indicator.is_heading:
        return ""
    w = book.words
    catalogue = book.catalogue_of(indicator.id)
    rows = []
    for text in _texts(catalogue.edition, indicator):
        evaluation = catalogue.evaluate(Report.from_values({indicator.id: text}))
        codes = dict.fromkeys(finding.code for finding in findings_of(evaluation, indicator.id))
        entry = evaluation.report.entries.get(indicator.id)
        value: Value = entry.value if entry is not None else Missing(Reason.BLANK)
        row = [
            md.plain(f"“{text}”") if text else w("blank_cell"),
            md.plain(book.show(catalogue.edition, indicator.id, value)),
        ]
        if indicator.kind.is_number:
            row.append(_counts(book, indicator, value))
        rows.append((*row, ", ".join(map(book.code, codes)) or "—"))
    head = [w("written"), w("read_as"), *([w("counts_as")] if indicator.kind.is_number else []), w("findings")]
    return md.table(head, rows)


def _texts(edition: Edition, indicator: Indicator) -> Iterator[str]:
    """A word for each reason that has some, the answers of the line, its prompt."""
    match indicator.kind:
        case IndicatorKind.YES_NO:
            yield from (edition.yes[0].capitalize(), edition.no[0].capitalize())
        case IndicatorKind.STATUS:
            yield from (edition.statuses[id].words[0].capitalize() for id in indicator.statuses)
    reasons = (Reason.NONE, Reason.NOT_ARISEN, Reason.IN_PROGRESS, Reason.NOT_APPLICABLE, Reason.SPREADSHEET_ERROR)
    yield from (edition.missing[reason].words[0] for reason in reasons)
    yield from indicator.prompts[:1]
    yield ""


def _counts(book: Book, indicator: Indicator, value: Value) -> str:
    match value:
        case Reported():
            return md.plain(book.show(book.edition(indicator.id), indicator.id, value))
        case Missing(Reason.NONE) if indicator.none is not None:
            return str(indicator.none)
        case Missing(Reason.NOT_ARISEN) if indicator.not_arisen is not None:
            return str(indicator.not_arisen)
        case _:
            return book.words("no_number")
