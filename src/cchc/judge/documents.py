"""What a report says of the documents that it cites: answers to facts of the formula language."""

from __future__ import annotations

import datetime as dt
import re
from typing import assert_never

from cchc.judge.facts import Facts
from cchc.text.documents import issuer_among
from cchc.value import Missing, Reason, Reported, Undefined

_YEAR_NAMED = re.compile(r"năm\s+(\d{4})", re.IGNORECASE)


def is_issued(facts: Facts, id: str) -> bool | None:
    entry = facts.entry(id)
    match entry.value if entry is not None else None:
        case Reported():
            return True
        case Missing(Reason.NONE | Reason.NOT_ARISEN | Reason.IN_PROGRESS):
            return False
        case Missing() | Undefined() | None:
            return None
        case other:
            assert_never(other)


def is_complete(facts: Facts, id: str) -> bool | None:
    document = facts.document(id)
    if document is None:
        return None
    return document.number is not None and document.symbol is not None and document.date is not None


def names_other_year(facts: Facts, id: str) -> bool:
    document, period = facts.document(id), facts.report.period
    if document is None or period is None:
        return False
    named = {int(year) for year in _YEAR_NAMED.findall(document.title or "")}
    return bool(named) and period.year not in named


def month_of(facts: Facts, id: str) -> int | None:
    document = facts.document(id)
    return document.date.month if document is not None and document.date is not None else None


def symbol_fits(facts: Facts, id: str) -> bool | None:
    document, pattern = facts.document(id), facts.edition.everything[id].symbol
    if document is None or pattern is None or document.symbol is None:
        return None
    type_fits = not pattern.types or document.type in pattern.types
    return type_fits and (not pattern.bodies or document.body in pattern.bodies)


def is_from_elsewhere(facts: Facts, id: str) -> bool | None:
    if facts.document(id) is None or facts.edition.everything[id].symbol is None:
        return None
    return issuer_elsewhere(facts, id) is not None


def issuer_elsewhere(facts: Facts, id: str) -> str | None:
    """The body of another level beside a document's reference, as the edition spells it."""
    document, entry = facts.document(id), facts.entry(id)
    if document is None or entry is None or entry.cell is None:
        return None
    return issuer_among(facts.edition.level.elsewhere, document, entry.cell.text)


def same_document(facts: Facts, first: str, second: str) -> bool | None:
    one, two = facts.document(first), facts.document(second)
    if one is None or two is None or None in (one.reference, two.reference, one.date, two.date):
        return None
    return (one.reference, one.date) == (two.reference, two.date)


def in_order(facts: Facts, first: str, second: str) -> bool | None:
    one, two = facts.document(first), facts.document(second)
    if one is None or two is None or one.date is None or two.date is None:
        return None
    if one.number is None or two.number is None or one.symbol is None:
        return None
    if one.symbol != two.symbol or _numbered_from(facts, one.date) != _numbered_from(facts, two.date):
        return None
    if one.number == two.number:
        # One and the same document may well be cited on two lines.
        return None if one.date == two.date else False
    return one.date == two.date or (one.number < two.number) == (one.date < two.date)


def _numbered_from(facts: Facts, day: dt.date) -> dt.date:
    """The day from which documents of that day are numbered: the year's first, or that on which the offices began."""
    founded = facts.edition.year_starts.get(str(day.year))
    return founded if founded is not None and founded <= day else dt.date(day.year, 1, 1)
