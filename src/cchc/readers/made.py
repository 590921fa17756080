"""Which files of a folder were made of its reports: by what stands in them, never by their names.

Tables of many reports may look as a form does, and would be added up with those that they are the sum of. Where a kind
of file has room for a word about itself it bears our mark; of the others the first letters tell.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from cchc.errors import ReadError
from cchc.mark import MADE_OF_REPORTS
from cchc.readers.formats import LARGEST_FILE
from cchc.readers.package import Package

_HEAD = 4_000
_ABOUT = ("docProps/core.xml", "meta.xml")
_LARGEST_ABOUT = 100_000
_ZIPPED = b"PK\x03\x04"
_MARK = MADE_OF_REPORTS.encode()
_FIRST = re.compile(
    rb"""office,period,form,table,row,parent,role,column,kind,unit,decimals,value
    |[^,\n]+,year,period,offices_
    |office[,;\t](?:level|parent)[,;\t\r\n]
    |\[\s*\{\s*"[^"]*":\s*(?:"[^"]*"|null),\s*"year":\s*[0-9]+,\s*"period":\s*[0-9]+,\s*"offices_
    |\[\s*\{\s*"office":\s*(?:"[^"]*"|null),\s*"period":\s*"[^"]*",\s*"form":
    |\{\s*"\$schema":\s*"[^"]*sarif[^"]*".{0,200}?"name":\s*"cchc"
    """,
    re.VERBOSE | re.DOTALL,
)
"""How a roll-up, a table of figures, one of offices, and findings for other programs begin."""


@cache
def _evaluation() -> re.Pattern[bytes]:
    """How an evaluation begins; made where a file may be one, for what writes them is not loaded to read a form."""
    from cchc.serialize import EvaluationRecord

    schemas = "|".join(map(re.escape, (EvaluationRecord.schema, EvaluationRecord.former)))
    return re.compile(rf'\{{\s*"schema":\s*"(?:{schemas})"'.encode())


@cache
def _next() -> re.Pattern[bytes]:
    """The next one: of several reports one stands below the other, which is no file of one report."""
    return re.compile(rb"\n\s*" + _evaluation().pattern)


def is_made_of_reports(path: Path) -> bool:
    """Whether a file is one of ours that is no report; one that cannot be opened is left to who reads it."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if head.startswith(_ZIPPED):
                return _says_so(head + file.read(LARGEST_FILE), str(path))
            if _begins_evaluation(head):
                return _next().search(head + file.read(LARGEST_FILE)) is not None
            return _MARK in head or _FIRST.match(head.removeprefix(b"\xef\xbb\xbf")) is not None
    except OSError:
        return False


def is_evaluation(path: Path) -> bool:
    """Whether a file holds what was found in reports, one or several."""
    try:
        with path.open("rb") as file:
            return _begins_evaluation(file.read(_HEAD))
    except OSError:
        return False


def _begins_evaluation(head: bytes) -> bool:
    return head.startswith(b"{") and _evaluation().match(head) is not None


def _says_so(data: bytes, source: str) -> bool:
    try:
        package = Package(data, source)
        return any(_MARK in package.part(name, _LARGEST_ABOUT) for name in _ABOUT if name in package)
    except ReadError:
        return False
