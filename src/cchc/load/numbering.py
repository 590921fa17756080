"""Where a line stands in the form: its path follows from the code that is printed and from the lines before it."""

from __future__ import annotations

import re

from attrs import Factory, define

_ROMAN = re.compile(r"[IVXLC]+")
_PRINTED = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_UNDER = ("-", "+", "")
_PATH = re.compile(r"(?:[IVXLC]+|[1-9][0-9]{0,3})(?:\.[1-9][0-9]{0,3})*")


def join(over: str, number: int | str) -> str:
    """The path of a line under another; under "" it is the number itself."""
    return f"{over}.{number}" if over else str(number)


@define(eq=False, repr=False)
class Numbering:
    """What has been seen of a form so far.

    A code in Roman numerals is a path; "3.1", or "3,1", stands in the section that is open. A "-" is the next line
    under the nearest code above that is printed in full. A "+", and a line without a code, is the next under the
    nearest "-", or where none has come since that code, under the code.
    """

    section: str = ""
    printed: str = ""
    dash: str = ""
    _last: dict[str, int] = Factory(dict)

    def next_under(self, over: str) -> str:
        """The path of the next line under a path."""
        return join(over, self._last.get(over, 0) + 1)

    def path(self, code: str) -> str | None:
        """Where a code stands if it comes next, or None if it is no code of a line."""
        if code in _UNDER:
            return self.next_under(self.printed if code == "-" else self.dash or self.printed)
        if _PRINTED.fullmatch(code):
            return join(self.section, code.replace(",", "."))
        return code if _ROMAN.fullmatch(code) else None

    def is_path(self, code: str, text: str) -> bool:
        """Whether a text can be a path: "II.2.4.1", or "2.4.1" where no section is open."""
        if _PATH.fullmatch(text) is None:
            return False
        return not text[0].isdecimal() or not (self.section or _ROMAN.fullmatch(code))

    def expected(self, code: str, path: str) -> str | None:
        """What a line's path should be; a line without a code may stand under any other, if it comes next there."""
        return self.next_under(path.rpartition(".")[0]) if code == "" else self.path(code)

    def add(self, code: str, path: str) -> None:
        """Note that a line stands there."""
        over, _, number = path.rpartition(".")
        self._last[over] = int(number) if number.isdecimal() else self._last.get(over, 0) + 1
        if code == "-":
            self.dash = path
        elif code not in _UNDER:
            self.printed, self.dash = path, ""
            self.section = path if not over and not number.isdecimal() else self.section
