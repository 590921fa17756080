"""Whether a line's unit is the form's: in the column of units, and behind the figure itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.report import Entry
from cchc.text.spelling import fold, key, seen
from cchc.value import Reported

if TYPE_CHECKING:
    from cchc.reading.cells.lexicon import Lexicon

_UNIT_PARTS = re.compile(r"[/()]")
_FIGURE_BEFORE = re.compile(r"[0-9][0-9.,]{0,29} (?=[^\W\d])")


def unit_fits(entry: Entry, indicator: Indicator, edition: Edition) -> bool | None:
    """Whether the column of units holds the form's unit, or a value that stands there; None if it is blank."""
    cell = entry.cells.get("unit")
    if cell is None:
        return None
    written = _FIGURE_BEFORE.sub("", seen(cell.text))
    if indicator.kind is IndicatorKind.PERCENTAGE and "%" in written:
        return True
    spellings = _spellings(edition, indicator)
    if written.isascii():
        spellings |= set(map(fold, spellings))
    if entry.cell == cell or key(written) in spellings or _is_short_for(key(written), spellings):
        return True
    return _is_called(key(written), spellings, indicator, edition)


def _is_called(written: str, spellings: set[str], indicator: Indicator, edition: Edition) -> bool:
    """Whether a unit is given by another name of what it counts, and no line beside it: "đ/c" for "người"."""
    from cchc.reading.cells.lexicon import Lexicon
    from cchc.reading.cells.phrasebook import bared, nouns, plain_words
    from cchc.reading.cells.subject import Subject

    if written in Subject(indicator, Lexicon.of(edition)).sibling_phrases:
        return False
    names = {name for spelling in spellings for name in nouns().get(plain_words(spelling), ())}
    return plain_words(written) in (set(map(bared, names)) if written.isascii() else names)


def _is_short_for(written: str, spellings: set[str]) -> bool:
    """Whether a unit is given by the first letters of its words: "VB" for "văn bản"."""
    words = (spelling.split() for spelling in spellings)
    return len(written) > 1 and any("".join(word[0] for word in each) == written for each in words)


def _spellings(edition: Edition, indicator: Indicator) -> set[str]:
    """The unit as the form prints it, either half of "Nhiệm vụ/đơn vị" or "Hội nghị (lớp)", its name."""
    printed = indicator.printed_unit or ""
    spellings = [printed, *_UNIT_PARTS.split(printed)]
    if indicator.unit is not None and indicator.unit in edition.units:
        spellings += edition.units[indicator.unit].spellings
    return {key(spelling) for spelling in spellings if spelling.strip()}


def unit_at_the_figure(entry: Entry, indicator: Indicator, lexicon: Callable[[], Lexicon]) -> str | None:
    """The noun of another unit that stands behind the figure of a line that counts things."""
    cell, number = entry.cell, entry.printed
    if (
        indicator.kind is not IndicatorKind.COUNT
        or cell is None
        or number is None
        or not isinstance(entry.value, Reported)
    ):
        return None
    if not any(map(str.isalpha, cell.text)):
        return None
    from cchc.reading.cells.other_unit import other_unit
    from cchc.reading.cells.subject import Subject

    return other_unit(cell.text, int(number.value), Subject(indicator, lexicon()))


def noun_of_the_figure(entry: Entry, indicator: Indicator, lexicon: Lexicon) -> str:
    """The noun behind the figure of a line, read or asked about, that is none of the line's; "" if there is none."""
    from cchc.reading.cells.subject import Subject
    from cchc.reading.cells.things import noun_behind

    numbers = [(entry.cell, entry.printed), *((each.cell, each.number) for each in entry.candidates)]
    subject = Subject(indicator, lexicon)
    found = (noun_behind(cell.text, number.value, subject) for cell, number in numbers if cell and number)
    return next(filter(None, found), "")
