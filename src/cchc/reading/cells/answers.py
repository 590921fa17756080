"""Lines that ask for words: yes or no, a status, a document."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from attrs import evolve

from cchc.edition import Indicator
from cchc.reading.cells.content import EXPLANATION, QUANTITY, UNIT, Content, Holds
from cchc.reading.cells.line import Line
from cchc.report import Entry
from cchc.text.dates import parse_date
from cchc.text.documents import find_documents
from cchc.value import Document, Reason

T = TypeVar("T", bool, str)


def yes_no(line: Line) -> Entry:
    """Yes or no, in the quantity column or (as the form prints it) in the unit column."""
    return _answer(line, line.lexicon.answer)


def status(line: Line) -> Entry:
    """One of the line's own status words; "đang triển khai" is a status here, not a missing value."""
    return _answer(line, lambda text: line.lexicon.status(line.indicator, text))


def _answer(line: Line, read: Callable[[str], T | None]) -> Entry:
    """The first answer, quantity first; quantity and unit that contradict each other are none."""
    found = [(content, answer) for content in line.contents if (answer := read(content.text)) is not None]
    if found:
        content, answer = found[0]
        told = {each for place, each in found if place.column != EXPLANATION}
        return line.unreadable(content) if len(told) > 1 else line.entry(answer, content)
    own = line.own_text or next((number for number in line.holding(Holds.NUMBER) if number.column == QUANTITY), None)
    if own is not None and line.word is None:
        return line.unreadable(own)
    return line.missing()


def document(line: Line) -> Entry:
    """A document: the reference that fits the line best, or a word, or "Có" without a reference."""
    cited = [(content, document) for content in line.contents for document in find_documents(content.cell.text)]
    if cited:
        content, chosen = next((pair for pair in cited if _fits(line.indicator, pair[1])), cited[0])
        return line.entry(_dated(line, chosen, content), content)
    if line.word is not None and line.word.reason is not Reason.BLANK:
        return line.missing()
    none = next((number for number in line.holding(Holds.NUMBER) if number.number and number.number.value == 0), None)
    if none is not None:
        return line.without(Reason.NONE, none)
    said = _said(line)
    if said is not None:
        return line.entry(Document(text=said.text), said)
    texts = line.holding(Holds.TEXT)
    text = next((text for text in texts if text.column != UNIT), None)
    return line.missing() if text is None else evolve(line.unreadable(text), candidates=())


def _fits(indicator: Indicator, document: Document) -> bool:
    pattern = indicator.symbol
    if pattern is None:
        return True
    type_fits = not pattern.types or document.type in pattern.types
    return type_fits and (not pattern.bodies or document.body in pattern.bodies)


def _dated(line: Line, document: Document, content: Content) -> Document:
    """A document whose date stands alone in another cell of its line."""
    if document.date is not None:
        return document
    others = (parse_date(other.cell.text) for other in line.contents if other is not content)
    date = next((date for date in others if date is not None), None)
    return document if date is None else evolve(document, date=date)


def _said(line: Line) -> Content | None:
    """The cell that says a document exists without citing it: "Có", or how many there are."""
    for content in line.contents:
        number = content.number
        if line.lexicon.answer(content.text) or (number is not None and number.value > 0):
            return content
    return None
