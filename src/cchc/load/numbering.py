"""Where a line stands in the form: its path follows from the code that is printed and from the lines before it."""

from __future__ import annotations

import re

from attrs import Factory

from cchc.record import define
from cchc.text.parts import ROMAN, SMALL, OpenParts, bare, join

_PRINTED = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_UNDER = ("-", "+", "")
_NUMBER = r"[1-9][0-9]{0,3}"
_PATH = re.compile(rf"(?:[IVXLC]+|[A-ZĐ]|{_NUMBER})(?:\.(?:{_NUMBER}|[IVXLC]+|[A-ZĐ]|[a-zđ]))*")


@define(eq=False, repr=False)
class Numbering:
    """What has been seen of a form so far.

    A code in Roman numerals, or a capital letter, begins a part; of the two the one that came first stands outside.
    "3.1", or "3,1", stands in the part that is open. A small letter stands under the nearest code above that is none.
    A "-" is the next line under the nearest code above that is printed in full. A "+", and a line without a code, is
    the next under the nearest "-", or where none has come since that code, under the code.
    """

    printed: str = ""
    dash: str = ""
    lettered: str = ""
    """What small letters stand under."""
    _parts: OpenParts = Factory(OpenParts)
    _last: dict[str, int] = Factory(dict)

    def next_under(self, over: str) -> str:
        """The path of the next line under a path."""
        return join(over, self._last.get(over, 0) + 1)

    def path(self, code: str) -> str | None:
        """Where a code stands if it comes next, or None if it is no code of a line."""
        if code in _UNDER:
            return self.next_under(self.printed if code == "-" else self.dash or self.printed)
        code = bare(code)
        if _PRINTED.fullmatch(code):
            return join(self._parts.innermost, code.replace(",", "."))
        return join(self.lettered, code) if SMALL.fullmatch(code) and self.lettered else self._parts.path(code)

    def is_path(self, code: str, text: str) -> bool:
        """Whether a text can be a path: "II.2.4.1", "A.I.1.a", or "2.4.1" where no part is open."""
        if _PATH.fullmatch(text) is None:
            return False
        return not text[0].isdecimal() or not (self._parts.innermost or ROMAN.fullmatch(bare(code)))

    def expected(self, code: str, path: str) -> str | None:
        """What a line's path should be; a line without a code may stand under any other, if it comes next there."""
        return self.next_under(path.rpartition(".")[0]) if code == "" else self.path(code)

    def add(self, code: str, path: str) -> None:
        """Note that a line stands there."""
        over, _, number = path.rpartition(".")
        self._last[over] = int(number) if number.isdecimal() else self._last.get(over, 0) + 1
        letter = bare(code)
        if code == "-":
            self.dash = path
        elif code not in _UNDER:
            self.printed, self.dash = path, ""
            self.lettered = self.lettered if SMALL.fullmatch(letter) else path
        if self._parts.kind(letter) is not None:
            self._parts.enter(letter, path)
        elif not over and not number.isdecimal():
            self._parts.enter(path, path)
