"""Paths and printed codes: a line's path is unique, its parent stands before it, and its code fits its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from attrs import Factory, define

from cchc.edition import Edition, Indicator
from cchc.errors import Problem
from cchc.formula.functions import FUNCTIONS
from cchc.load.codes import DUPLICATE, UNKNOWN_NAME, WRONG_VALUE
from cchc.load.gaps import Gaps
from cchc.load.indicators import UNKNOWN_CODE
from cchc.load.lint.address import address

RESERVED = frozenset(
    {
        "it", "first", "second", "previous", "period", "date", "office", "unit", "superior", "title", "observed",
        "expected", "diagnosis",
    }
)  # fmt: skip
"""Words with a meaning of their own in rules, their messages and their samples."""

_ROMAN = re.compile(r"[IVXLC]+")
_PRINTED = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_PATH = re.compile(r"[IVXLC]+(?:\.[1-9][0-9]{0,3})*")


def problems(edition: Edition, gaps: Gaps) -> Iterator[Problem]:
    """Ids, paths and codes that cannot be."""
    yield from _ids(edition)
    lost = any(id not in edition.everything for id in gaps.ids)
    places = _Places(gaps.ids, whole=not gaps.lines and not lost)
    for line in edition.indicators.values():
        yield from places.problems(line)


def _ids(edition: Edition) -> Iterator[Problem]:
    for id, line in edition.everything.items():
        if id in FUNCTIONS or id in RESERVED:
            yield Problem(DUPLICATE, f"{id!r} has a meaning of its own in formulas and rules", address(line))
    for id in edition.auxiliaries.keys() & edition.indicators.keys():
        first = edition.indicators[id]
        what = f"the id {id!r} stands in {first.file}:{first.line} already"
        yield Problem(DUPLICATE, what, address(edition.auxiliaries[id]))


@define(eq=False, repr=False)
class _Places:
    """What has been seen of the form so far, line by line; once a line is lost, none is known to be missing."""

    broken: AbstractSet[str]
    whole: bool
    by_path: dict[str, Indicator] = Factory(dict)
    children: dict[str, int] = Factory(dict)
    printed: str = ""
    """The path of the nearest printed code above, under which "-" lines are numbered."""
    dash: str = ""
    """The path of the nearest "-" above, under which "+" lines are numbered."""

    def problems(self, line: Indicator) -> Iterator[Problem]:
        """What is wrong with one line's place, given all lines before it."""
        path = line.path
        if not _PATH.fullmatch(path):
            self.whole = False
            if path or line.id not in self.broken:
                hint = "a Roman numeral, then numbers: II.2.4.1"
                yield Problem(WRONG_VALUE, f"{path[:40]!r} is no path", (*address(line), "path"), hint)
            return
        first = self.by_path.setdefault(path, line)
        if first is not line:
            what = f"the path {path} belongs to {first.id!r} ({first.file}:{first.line}) already"
            yield Problem(DUPLICATE, what, (*address(line), "path"))
            return
        parent, _, last = path.rpartition(".")
        if parent and parent not in self.by_path and self.whole:
            what = f"no line before this one has the path {parent}"
            yield Problem(UNKNOWN_NAME, what, (*address(line), "path"))
        expected = self.children.get(parent, 0) + 1
        self.children[parent] = int(last) if last.isdecimal() else expected
        yield from self._code(line, f"{parent}.{expected}")
        self._remember(line)

    def _code(self, line: Indicator, next_path: str) -> Iterator[Problem]:
        """The printed code against the path: printed codes say it, other lines are numbered in order."""
        code, path = line.code, line.path
        if _ROMAN.fullmatch(code):
            fits, expected = path == code, code
        elif _PRINTED.fullmatch(code):
            expected = f"{path.split('.')[0]}.{code.replace(',', '.')}"
            fits = path == expected
        elif code in ("-", "+"):
            over = self.dash if code == "+" and self.dash else self.printed
            expected = f"{over}.{next_path.rpartition('.')[2]}"
            fits = path == expected
        elif code == "":
            fits, expected = path == next_path, next_path
        elif code == UNKNOWN_CODE and line.id in self.broken:
            self.whole = False
            return
        else:
            what = f"{code[:40]!r} is no code of a line"
            yield Problem(WRONG_VALUE, what, (*address(line), "code"), 'such as "II", "3.1", "3,1", "-", "+", ""')
            return
        if not fits and self.whole:
            what = f"the code {code!r} does not fit the path {path}"
            yield Problem(WRONG_VALUE, what, (*address(line), "path"), f"by its code and place: {expected}")

    def _remember(self, line: Indicator) -> None:
        if line.code == "-":
            self.dash = line.path
        elif line.code not in ("+", ""):
            self.printed, self.dash = line.path, ""
