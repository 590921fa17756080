"""Who reports to whom, by the names of offices that stand over the first table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cchc.drafting.lexicon import plain
from cchc.reading.announced import Around, announced
from cchc.words import data

_LONGEST = 8
"""Words of an office's name in a letterhead."""


def levels_in(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What offices that report are called, and their superiors: by what announces them, else by a letterhead.

    In a letterhead the superior stands first: "UBND TỈNH ĐIỆN BIÊN", "UBND XÃ MƯỜNG PHĂNG".
    """
    said = list(texts)
    told = {what: next(_announced(said, what), ()) for what in (Around.OFFICE, Around.SUPERIOR)}
    *above, own = list(_letterhead(said)) or [()]
    offices = told[Around.OFFICE] or own
    superiors = told[Around.SUPERIOR] or next((kinds for kinds in reversed(above) if kinds != offices), ())
    return {name: kinds for name, kinds in (("offices", offices), ("superiors", superiors)) if kinds}


def _letterhead(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The kinds of offices of a letterhead, the superior first; under a committee its departments, too: "SỞ Y TẾ"."""
    is_begun = False
    for text in texts:
        if ":" in text or len(text.split()) > _LONGEST:
            continue
        kinds = _of_government(text) or (_of_kind(text) if is_begun and text.isupper() else ())
        is_begun = is_begun or bool(kinds)
        if kinds:
            yield kinds


def _announced(texts: Sequence[str], what: Around) -> Iterator[tuple[str, ...]]:
    for text in texts:
        head, colon, name = text.partition(":")
        kinds = _of_government(name, is_named=True) or _of_kind(name)
        if colon and kinds and announced(head.strip(" ()")) is what:
            yield kinds


def _of_government(name: str, *, is_named: bool = False) -> tuple[str, ...]:
    """The kinds of offices of the level that a committee's name says: of "UBND xã Lũng Cao" xã, phường and đặc khu.

    One that `is_named` as an office is one without such a word before its level, too.
    """
    said = plain(name)
    of = next((said.removeprefix(word).strip() for word in _committees() if said.startswith(f"{word} ")), None)
    of = said if of is None and is_named else of
    levels: list[list[str]] = data("drafting")["levels"]["government"]
    begun = (each for each in levels if any(of is not None and of.startswith(f"{word} ") for word in each))
    return tuple(next(begun, ()))


def _committees() -> list[str]:
    short: list[list[str]] = data("form")["offices"]["short"]
    return [plain(name) for names in short for name in names]


def _of_kind(name: str) -> tuple[str, ...]:
    """The word for a kind of office that a name begins or ends with: "Makueni Health Centre"."""
    said = plain(name)
    known: list[str] = data("form")["offices"]["begins"]
    found = [word for word in known if said.startswith(f"{plain(word)} ") or said.endswith(f" {plain(word)}")]
    return (max(found, key=len),) if found else ()
