"""Figures that a spreadsheet has turned into days of a month by its name: "02-Mar" was typed as 2/3, or as 2-3."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from cchc.reading.cells.phrasebook import Role, Where, bared, table
from cchc.reading.cells.times import month_names
from cchc.text.spelling import key
from cchc.value import PrintedNumber

_LONGEST = 20
"""Characters of such a day."""
_JOINED = re.compile(r"[0-9][-./][^\W\d_]|[^\W\d_][-./][0-9]")


def in_named_day(text: str) -> tuple[PrintedNumber, ...]:
    """The numbers of a text that is wholly a day and the name of its month; none for any other text."""
    if len(text) > _LONGEST or _JOINED.search(text) is None:
        return ()
    found = _day().fullmatch(bared(key(text)))
    if found is None:
        return ()
    day, month = found["day"] or found["behind"], found["number"]
    second = int(month) if month else _months().get(found["name"] or found["first"])
    if second is None:
        return ()
    return tuple(PrintedNumber(Decimal(number), 0, text=str(number)) for number in (int(day), second))


@cache
def _day() -> re.Pattern[str]:
    """Day and month, either first; joined, as spreadsheets show them: "2 Mar" may be two of something."""
    name = r"[^\W\d_]+"  # names of all languages, in a pattern, would take longer to compile than a form to read
    spans = "|".join(sorted(map(bared, _spans()), key=len, reverse=True))
    month = rf"(?:(?P<name>{name})|(?:{spans}) ?(?P<number>0?[1-9]|1[0-2]))"
    first = rf"(?P<first>{name})[-./](?P<behind>[0-9]{{1,2}})"
    return re.compile(rf"(?P<day>[0-3]?[0-9])[-./]{month}|{first}")


def _spans() -> tuple[str, ...]:
    return tuple(word for word in table(Role.MONTH, Where.SPANS) if len(word) > 1)


@cache
def _months() -> Mapping[str, int]:
    return {name: number for number, names in enumerate(month_names(), 1) for name in names}
