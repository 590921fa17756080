"""Text forms: the form's own lines, cells apart by tabs, as `cchc.readers.text` reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.period import format_date
from cchc.reading.cells import sample_report
from cchc.report import Entry, Report
from cchc.value import Document, Missing, Reported, Value

_BREAKS = re.compile(r"\s*[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]\s*")


def write(report: Report, edition: Edition, *, rows_a_page: int | None = None) -> str:
    """A report as the form filled in: its cells as they were read, other values where they belong.

    With `rows_a_page` the table is broken over pages that repeat the header. Cells that belong
    to no line (`report.unplaced`) are not written.
    """
    header = "\t".join(column.label[edition.languages[0]] for column in edition.columns.values())
    numbering = "\t".join(str(place) for place in range(1, len(edition.columns) + 1))
    lines = [*_above(report), header, numbering]
    for place, indicator in enumerate(edition.indicators.values()):
        if rows_a_page is not None and place and place % rows_a_page == 0:
            lines += ["", header]
        cells = _cells(indicator, report.entries.get(indicator.id), edition)
        lines.append("\t".join(_BREAKS.sub(" ", cells.get(column, "")) for column in edition.columns))
    return "\n".join([*lines, *_below(report, edition), ""])


def fill(values: Mapping[str, object], edition: Edition, **about: object) -> str:
    """A form filled in with plain values (as `Report.from_values` takes them), each where it belongs."""
    return write(sample_report(values, edition, **about), edition)


def _above(report: Report) -> Iterator[str]:
    for text in (report.superior, report.office, report.title):
        if text:
            yield _BREAKS.sub(" ", text)
    yield ""


def _below(report: Report, edition: Edition) -> Iterator[str]:
    if report.date is not None:
        yield from ("", f"{format_date(report.date)}")
    for role, titles in edition.signatories.items():
        name = {"prepared_by": report.prepared_by, "signed_by": report.signed_by}.get(role)
        if name and titles:
            yield from ("", titles[0], "", _BREAKS.sub(" ", name))


def _cells(indicator: Indicator, entry: Entry | None, edition: Edition) -> dict[str, str]:
    """The texts of a line by column: those that were read, or else what stands for its value."""
    printed = {"code": indicator.code, "label": indicator.label[edition.languages[0]]}
    if entry is not None and "label" in entry.cells:
        return printed | {column: cell.text for column, cell in entry.cells.items()}
    printed["unit"] = indicator.printed_unit or ""
    if entry is None:
        return printed
    if entry.cells:
        return printed | {column: cell.text for column, cell in entry.cells.items()}
    column = "explanation" if indicator.kind is IndicatorKind.DOCUMENT else "quantity"
    return printed | {column: value_text(indicator, entry.value, edition)}


def value_text(indicator: Indicator, value: Value, edition: Edition) -> str:
    """A value as a clerk writes it; a value that has no words of its own is a blank."""
    match value:
        case Reported(bool() as answer):
            return _capital((edition.yes if answer else edition.no)[0])
        case Reported(Document() as document):
            return document.text or str(document)
        case Reported(Decimal() as number):
            # A bare "0,5" may be half of one per cent, or half of all.
            return f"{number:f}".replace(".", ",") + (" %" if 0 < number <= 1 else "")
        case Reported(str() as status):
            return edition.statuses[status].label[edition.languages[0]]
        case Reported(number):
            return str(number)
        case Missing(reason) if edition.missing[reason].words:
            return edition.missing[reason].words[0]
        case _:
            return ""


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
