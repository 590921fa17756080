"""TOML with mistakes: what is faulty is left out and the rest parsed, so that one mistake hides no other."""

from __future__ import annotations

import re

import tomli
from attrs import Factory

from cchc.errors import KeyPath, Problem
from cchc.exact import MOST_DIGITS
from cchc.load.codes import DUPLICATE, SYNTAX, WRONG_VALUE
from cchc.load.keys import exact, header_lines
from cchc.record import define

TRIES = 40
"""A file with more faulty tables than this is no catalogue."""

_ENDLESS = re.compile(r"[0-9_]{1000,}")
_BLOCK = re.compile(r"^\[[^\n]*$", re.MULTILINE)


@define
class Parsed:
    """What could be read of a text, in which whatever is faulty has been blanked, line for line.

    `wounded` names tables of which a part was left out, `lost` those left out whole; `complete`
    is False if other names may have been lost with them.
    """

    text: str
    data: dict[str, object] = Factory(dict)
    faults: list[Problem] = Factory(list)
    wounded: set[str] = Factory(set)
    lost: set[str] = Factory(set)
    complete: bool = True

    def give_up(self, fault: Problem) -> None:
        """Nothing more can be read."""
        self.faults.append(fault)
        self.lost.update(header_lines(self.text))
        self.complete = False


def parse(text: str) -> Parsed:
    """Parse; where the parser stumbles, leave out the line, or else the table around it, and parse again."""
    parsed = Parsed(text)
    blamed: set[int] = set()
    for _ in range(TRIES):
        try:
            parsed.data = tomli.loads(parsed.text, parse_float=exact)
            return parsed
        except tomli.TOMLDecodeError as error:
            if not _mend(parsed, error, blamed):
                return parsed
        except (ValueError, ArithmeticError, RecursionError) as error:
            if _shorten(parsed):
                continue
            parsed.give_up(Problem(SYNTAX, f"this is not usable TOML: {error}"))
            return parsed
    parsed.give_up(Problem(SYNTAX, "there are more mistakes of syntax than these"))
    return parsed


def _shorten(parsed: Parsed) -> bool:
    """Take out a number that is so long that Python refuses to read it; False if there is none."""
    endless = _ENDLESS.search(parsed.text)
    if endless is None:
        return False
    line = parsed.text.count("\n", 0, endless.start()) + 1
    parsed.faults.append(Problem(WRONG_VALUE, f"a number may have {MOST_DIGITS} digits at most", line=line))
    parsed.text = f"{parsed.text[: endless.start()]}0{parsed.text[endless.end() :]}"
    return True


def _mend(parsed: Parsed, error: tomli.TOMLDecodeError, blamed: set[int]) -> bool:
    """Note the fault and blank it; False if it has no place, so that nothing can be done."""
    what: str = getattr(error, "msg", str(error))
    line: int | None = getattr(error, "lineno", None)
    if line is not None:  # the end of the text counts to its last line, not to an empty one below
        line = min(line, parsed.text.count("\n") + (not parsed.text.endswith("\n")))
    if line is None or "end of document" in str(error):
        parsed.give_up(Problem(SYNTAX, what, line=_unclosed_text(parsed.text) or line))
        return False
    double = what.startswith(("Cannot declare", "Cannot overwrite"))
    start, end = _line(parsed.text, line)
    is_header = parsed.text.startswith("[", start)
    unclosed = is_header and not double and _is_sound(parsed.text[start:end])
    block = _block_around(parsed.text, start - 1 if unclosed and start else start)
    key = _key_of(parsed.text, block[0])
    if block[0] not in blamed:
        hint = "a name may stand only once in its table" if double else None
        hint = "something above is not closed" if unclosed else hint
        path: KeyPath = (key,) if key else ()
        parsed.faults.append(Problem(DUPLICATE if double else SYNTAX, what, path, hint, line=line))
    if is_header or block[0] in blamed:
        _blank_table(parsed, block, key, hides=not (is_header and double))
    else:
        blamed.add(block[0])
        _blank(parsed, start, end)
        parsed.wounded.add(key or "")
    return True


def _is_sound(header: str) -> bool:
    """Whether a header is right by itself, so that the parser stumbled over it for what stands above."""
    try:
        tomli.loads(header)
    except (ValueError, RecursionError):
        return False
    return True


def _blank_table(parsed: Parsed, block: tuple[int, int], key: str | None, *, hides: bool) -> None:
    """Leave a table out; `hides`: with it may go a table whose header is faulty or missing."""
    _blank(parsed, *block)
    parsed.lost.add(key or "")
    parsed.complete = parsed.complete and not hides


def _blank(parsed: Parsed, start: int, end: int) -> None:
    """Take characters out, but no line break: a line keeps its number, and an offset before `start` its place."""
    text = parsed.text
    parsed.text = text[:start] + "\n" * text.count("\n", start, end) + text[end:]


def _unclosed_text(text: str) -> int | None:
    """The line of the last multi-line quotes, which are probably those never closed."""
    place = max(text.rfind('"' * 3), text.rfind("'" * 3))
    return text.count("\n", 0, place) + 1 if place >= 0 else None


def _line(text: str, number: int) -> tuple[int, int]:
    start = 0
    for _ in range(number - 1):
        start = text.find("\n", start) + 1 or len(text)
    end = text.find("\n", start)
    return start, end if end >= 0 else len(text)


def _block_around(text: str, place: int) -> tuple[int, int]:
    """From the header above a place to the next header."""
    start = 0
    for header in _BLOCK.finditer(text):
        if header.start() > place:
            return start, header.start()
        start = header.start()
    return start, len(text)


def _key_of(text: str, start: int) -> str | None:
    header = _BLOCK.match(text, start)
    return header[0].partition("]")[0].strip("[ \t\"'") if header else None
