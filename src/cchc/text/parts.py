"""The parts of a form by their codes: capital letters and Roman numerals, whichever of them stands outside."""

from __future__ import annotations

import re
from enum import StrEnum

from cchc.record import define, field

ROMAN = re.compile(r"[IVXLC]+")
CAPITAL = re.compile(r"[A-ZĐ]")
SMALL = re.compile(r"[a-zđ]")
_WHOLE = re.compile(r"([IVXLC]+|[A-ZĐ])\.((?:[0-9]+|[IVXLC]+|[A-ZĐ]|[a-zđ])(?:\.(?:[0-9]+|[a-zđ]))*)")
_MARKS = (".", ")", "/", ":")
_NEVER = "IVX"
"""What numerals alone are written with, even where a letter comes next."""


def bare(code: str) -> str:
    """A code less the mark that sets it off from the label: "a)" is "a", "1." is "1"."""
    return code[:-1] if code[-1:] in _MARKS and code[-2:-1].isalnum() else code


def join(over: str, number: int | str) -> str:
    """The path of a line under another; under "" it is the number itself."""
    return f"{over}.{number}" if over else str(number)


class PartKind(StrEnum):
    """What the codes of parts are written with."""

    LETTER = "letter"
    ROMAN = "roman"


@define
class OpenParts:
    """The parts that are open: of each kind its path, the kind that came first outside."""

    order: list[PartKind] = field(factory=list)
    open: dict[PartKind, str] = field(factory=dict)

    @property
    def innermost(self) -> str:
        """The path of the part that what comes next is in."""
        return next((self.open[kind] for kind in reversed(self.order) if kind in self.open), "")

    def kind(self, code: str) -> PartKind | None:
        """What a code is written with: "C" is a letter behind "B", and else a hundred."""
        if CAPITAL.fullmatch(code) and code not in _NEVER and (not ROMAN.fullmatch(code) or self._comes_next(code)):
            return PartKind.LETTER
        return PartKind.ROMAN if ROMAN.fullmatch(code) else None

    def _comes_next(self, letter: str) -> bool:
        last = self.open.get(PartKind.LETTER, "").rpartition(".")[2]
        return len(last) == 1 and ord(letter) == ord(last) + 1

    def path(self, code: str) -> str | None:
        """Where a part stands if it comes next, or a line whose code names its part; None for any other code."""
        kind = self.kind(code)
        if kind is None:
            whole = _WHOLE.fullmatch(code)
            over = None if whole is None else self.path(whole[1])
            return None if whole is None or over is None else join(over, whole[2])
        outer = self.order[: self.order.index(kind)] if kind in self.order else self.order
        return join(next((self.open[each] for each in reversed(outer) if each in self.open), ""), code)

    def enter(self, code: str, path: str) -> None:
        """Note that a part begins; those inside the one before it are over."""
        kind = self.kind(code)
        if kind is None:
            return
        if kind not in self.order:
            self.order.append(kind)
        for inner in self.order[self.order.index(kind) + 1 :]:
            self.open.pop(inner, None)
        self.open[kind] = path
