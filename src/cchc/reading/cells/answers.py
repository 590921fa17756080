"""Lines that ask for words: yes or no, a status, a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TypeVar

from attrs import evolve

from cchc.edition import Indicator
from cchc.reading.cells.beside.left_over import leaves_any
from cchc.reading.cells.beside.titles import is_dated_amiss, is_titled_otherwise, is_typed_otherwise, is_void
from cchc.reading.cells.content import EXPLANATION, QUANTITY, UNIT, Content, Holds
from cchc.reading.cells.grammar import parse
from cchc.reading.cells.line import Line
from cchc.reading.cells.remarks import (
    answer,
    begins_undone,
    is_finished,
    is_not_quite,
    is_out_of_order,
    is_planned,
    is_qualified,
    is_yet_to_come,
    said,
    says_all_is_well,
    says_done,
    tells_some,
)
from cchc.reading.cells.reserved import is_broken, is_not_issued
from cchc.report import Entry
from cchc.text.dates import parse_date
from cchc.text.documents import find_documents
from cchc.text.periods import days_in, stretch_of
from cchc.text.spelling import key, seen
from cchc.value import Document, Prose, Reason, Wording

T = TypeVar("T", bool, str)
_LONGEST_DATE = 1000
"""Characters in which a day is looked for."""


def yes_no(line: Line) -> Entry:
    """Yes or no, in the quantity column or (as the form prints it) in the unit column."""
    return _answer(line, lambda content: _yes_or_no(line, content))


def _yes_or_no(line: Line, content: Content) -> tuple[bool, Wording] | None:
    exact = line.lexicon.answer(content.text)
    if exact is not None:
        return exact, Wording.DENIED if exact and _is_qualified(line, content) else Wording.PLAIN
    told = answer(content.cell.text, line.subject)
    # Beside an answer a sentence is a remark, whatever it begins with.
    return None if told is None or (content.column == EXPLANATION and told[1] is not Wording.PLAIN) else told


def status(line: Line) -> Entry:
    """One of the line's own status words; "đang triển khai" is a status here, not a missing value."""
    return _answer(line, lambda content: _status(line, content))


def _status(line: Line, content: Content) -> tuple[str, Wording] | None:
    exact = line.lexicon.status(line.indicator, content.text)
    if exact is not None:
        return exact, Wording.DENIED if _is_qualified(line, content) else Wording.PLAIN
    if content.column == EXPLANATION:
        return None
    begun = line.lexicon.status_begun(line.indicator, content.text)
    ways = (line.lexicon.status_cut_off, line.lexicon.status_amid, line.lexicon.status_ended)
    meant = begun or next((found for way in ways if (found := way(line.indicator, content.text)) is not None), None)
    if meant is None or (begun is not None and is_qualified(content.cell.text, line.lexicon.words_begun(content.text))):
        return None
    return meant, Wording.IN_SENTENCE


def _is_qualified(line: Line, content: Content) -> bool:
    """Whether the remark behind an answer, in its own cell, says that it is not quite so."""
    size = line.lexicon.words_before_remark(content.text)
    return bool(size) and content.column != EXPLANATION and is_qualified(content.cell.text, size)


def _answer(line: Line, read: Callable[[Content], tuple[T, Wording] | None]) -> Entry:
    """The first answer, quantity first; quantity and unit that contradict each other are none."""
    answers = ((content, read(content)) for content in line.contents)
    found = [(content, told[0], told[1]) for content, told in answers if told is not None]
    if found:
        content, value, wording = found[0]
        differing = [each for each, other, _ in found if other != value]
        if any(each.column != EXPLANATION for each in differing):
            return line.unreadable(content)
        against = differing[0].cell if differing else content.cell if wording is Wording.DENIED else None
        if against is None:
            against = next((each.cell for each in line.contents if _is_against(each, value, line)), None)
        if against is not None:
            return line.entry(value, content, wording=Wording.DENIED, against=against)
        return line.entry(value, content, wording=wording)
    own = line.own_text or next((number for number in line.holding(Holds.NUMBER) if number.column == QUANTITY), None)
    word = _word(line)
    if own is not None and word is None:
        return line.unreadable(own)
    if word is None or word.reason in (Reason.BLANK, Reason.NOT_APPLICABLE, None):
        return line.missing()
    if word.reason is Reason.IN_PROGRESS and not is_planned(word.cell.text, line.subject):
        return line.without(word.reason, word, wording=Wording.IN_PROGRESS)
    return line.unreadable(word)


def _is_against(content: Content, value: bool | str, line: Line) -> bool:
    """Whether a remark cannot stand beside an answer.

    Beside yes, or that all is done, it says that what the line asks about is under way, planned, out of order or not
    quite so; beside no, that it was done; beside what goes on, that it is finished.
    """
    if content.column != EXPLANATION or content.holds not in (Holds.TEXT, Holds.WORD):
        return False
    text = content.cell.text
    if value is False:
        return says_done(text, line.subject) or says_all_is_well(text)
    if value is True and (is_yet_to_come(text, line.subject) or is_out_of_order(text) or is_broken(text)):
        return True
    if value is True or _is_all_done(value, line):
        return is_not_quite(text) or leaves_any(text) or tells_some(text)
    return is_finished(text) or _says_other_status(text, value, line)


def _says_other_status(text: str, value: bool | str, line: Line) -> bool:
    """Whether a remark begins with another status than that beside it: "Chưa triển khai do chưa có hướng dẫn"."""
    begun = line.lexicon.status_begun(line.indicator, text) if begins_undone(key(text)) else None
    return begun is not None and begun != value


def _is_all_done(status: bool | str, line: Line) -> bool:
    """Whether a status says that nothing is left to do: its words do not begin by saying that it goes on, or is not."""
    words = [word for word, id in line.lexicon.statuses.items() if id == status]
    return bool(words) and not any(begins_undone(word) for word in words)


def _word(line: Line) -> Content | None:
    """The words that say why there is no answer: known ones, or a text that says so by its beginning."""
    if line.word is not None and line.word.reason is not Reason.BLANK:
        return line.word
    for text in line.holding(Holds.TEXT):
        told = said(text.cell.text, line.subject) if text.column != UNIT else None
        if told is not None and (text.column == QUANTITY or told.wording is not Wording.IN_SENTENCE):
            return evolve(text, reason=told.reason, wording=told.wording)
    return line.word


def document(line: Line) -> Entry:
    """A document: the reference that fits the line best, or a word, or "Có" without a reference."""
    cited = [(content, document) for content in line.contents for document in find_documents(content.cell.text)]
    if cited:
        content, chosen = next((pair for pair in cited if _fits(line.indicator, pair[1])), cited[0])
        against = next((each.cell for each in line.contents if _speaks_against(each, cited, line)), None)
        wording = Wording.DENIED if against is not None else Wording.MARKED if _is_mended(chosen) else Wording.PLAIN
        return line.entry(_dated(line, chosen, content), content, wording=wording, against=against)
    word = _word(line)
    if word is not None and word.reason not in (Reason.BLANK, None):
        wording = Wording.IN_PROGRESS if word.reason is Reason.IN_PROGRESS else Wording.PLAIN
        return line.without(word.reason, word, wording=wording)
    none = next((number for number in line.holding(Holds.NUMBER) if number.number and number.number.value == 0), None)
    if none is not None:
        return line.without(Reason.NONE, none)
    existing = _existing(line)
    if existing is not None:
        return line.entry(Document(text=existing.text), existing)
    texts = line.holding(Holds.TEXT)
    text = next((text for text in texts if text.column != UNIT), None)
    return line.missing() if text is None else evolve(line.unreadable(text), candidates=())


def date(line: Line) -> Entry:
    """A day: alone in a cell, or the one day that a cell speaks of. A month, quarter or year may be any of its days."""
    language = line.lexicon.edition.languages[0]
    for content in line.contents:
        day = parse_date(content.text) or _only_day(content, language)
        if day is not None:
            return line.entry(day, content)
    own = next((each for each in line.contents if each.column == QUANTITY and each.holds in _UNREAD), None)
    if own is not None and stretch_of(own.text[:_LONGEST_DATE], language) is not None:
        return line.without(Reason.AMBIGUOUS, own)
    return _worded(line)


def _only_day(content: Content, language: str) -> dt.date | None:
    if content.column != QUANTITY:
        return None
    days = set(days_in(content.cell.text[:_LONGEST_DATE], language))
    return next(iter(days)) if len(days) == 1 else None


def prose(line: Line) -> Entry:
    """A text: whatever stands in the quantity column or among the remarks but a word that says why there is none."""
    for content in line.contents:
        if content.column != UNIT and content.holds in (Holds.TEXT, Holds.NUMBER):
            return line.entry(Prose(content.text), content)
    return line.missing()


def _worded(line: Line) -> Entry:
    """The entry of a line without what it asks for: why, by its words, or else what stands there."""
    word = _word(line)
    if word is not None and word.reason not in (Reason.BLANK, None):
        wording = Wording.IN_PROGRESS if word.reason is Reason.IN_PROGRESS else Wording.PLAIN
        return line.without(word.reason, word, wording=wording)
    own = next((each for each in line.contents if each.column == QUANTITY and each.holds in _UNREAD), None)
    return line.missing() if own is None else evolve(line.unreadable(own), candidates=())


_UNREAD = (Holds.TEXT, Holds.NUMBER)
_NOT_ISSUED = (Reason.NONE, Reason.NOT_ARISEN, Reason.IN_PROGRESS)


def _denies(content: Content) -> bool:
    """Whether a cell says that there is no document."""
    none = content.number is not None and content.number.value == 0
    return none or (content.reason in _NOT_ISSUED and content.wording is Wording.PLAIN)


def _speaks_against(content: Content, cited: Sequence[tuple[Content, Document]], line: Line) -> bool:
    """Whether a cell says that there is no such document, that it is in force no more, or another line's."""
    if _denies(content) or _counts_more(content, cited) or _is_draft(content):
        return True
    if content.column == UNIT or content.holds is Holds.NUMBER:
        return False
    text = content.cell.text
    if is_void(text) or is_typed_otherwise(text) or is_dated_amiss(text, line.subject.period):
        return True
    return is_titled_otherwise(text, line.subject)


def _is_draft(content: Content) -> bool:
    """Whether a remark says of a document that it is not issued; a document may be about drafts."""
    return content.column != UNIT and content.holds is not Holds.NUMBER and is_not_issued(content.cell.text)


def _counts_more(content: Content, cited: Sequence[tuple[Content, Document]]) -> bool:
    """Whether the column of figures counts more documents than the line cites: "5" beside "Kế hoạch số 21/KH-UBND".

    A number that is the document's own counts none.
    """
    if content.column != QUANTITY or any(each is content for each, _ in cited):
        return False
    counted = parse(content.text).amounts
    if len(counted) != 1 or counted[0].number.percent:
        return False
    number = counted[0].number.value
    return number > len(cited) and all(number != document.number for _, document in cited)


_JOINS = str.maketrans({" ": "", "–": "-"})
"""A hyphen may be a dash, and stand between blanks."""


def _is_mended(document: Document) -> bool:
    """Whether a symbol was written without its hyphen ("12/KHUBND", "12/KH UBND") and read with it."""
    if document.symbol is None or "-" not in document.symbol:
        return False
    written, symbol = seen(document.text).casefold(), document.symbol.casefold()
    is_hyphened = symbol.translate(_JOINS) in written.translate(_JOINS)
    return not is_hyphened and symbol.replace("-", "") in written.replace(" ", "")


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


def _existing(line: Line) -> Content | None:
    """The cell that says a document exists without citing it: "Có", or how many there are.

    In the column of units "Có" is what the form itself prints on a line that it gives no unit of its own.
    """
    is_printed = line.indicator.printed_unit is None
    for content in line.contents:
        number = content.number
        is_said = line.lexicon.answer(content.text) and not (content.column == UNIT and is_printed)
        if is_said or (number is not None and number.value > 0):
            return content
    return None
