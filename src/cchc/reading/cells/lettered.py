"""Figures into which letters got that look like digits: O for 0, l and I for 1."""

from __future__ import annotations

from cchc.text.markup import pattern

_FIGURE = pattern(r"(?<![\w.,/-])[0-9OolI]+(?:[.,][0-9OolI]+)*(?![\w/-])")
_DIGITS = str.maketrans("OolI", "0011")
_LOOKS = frozenset("OolIL")
_CAPITAL = pattern(r"(?<![^\W\d_])L(?=[0-9])")
"""The letter l where everything is written in capitals: "L8 ĐƠN"."""


def has_letters(text: str) -> bool:
    """Whether a text may have such a figure at all."""
    return not _LOOKS.isdisjoint(text) and any(map(str.isdigit, text))


def in_digits(text: str) -> str | None:
    """The text with these letters as digits; None for a text without such a figure.

    A group has a digit of its own, as "II" is two.
    """
    plain = _small(text)
    found = _FIGURE().sub(lambda match: _read(match[0]), plain)
    return found if found != plain else None


def is_doubtful(text: str) -> bool:
    """Whether such a letter ends a figure where it may be a unit or a mark: "5l", "5o"."""
    found = _FIGURE().finditer(_small(text))
    return any(match[0][-1] in "lIo" for match in found if _read(match[0]) != match[0])


def _small(text: str) -> str:
    return _CAPITAL().sub("l", text) if "L" in text and text.isupper() else text


def _read(figure: str) -> str:
    groups = figure.replace(",", ".").split(".")
    has_digits = [any(map(str.isdigit, group)) for group in groups]
    # "l.247" and "98,O" are figures, "I.3" a place on a form.
    is_figure = any(has_digits) and all(
        known or (len(group) == 1 and (group in "Oo" or all(len(each) == _THOUSANDS for each in groups[place + 1 :])))
        for place, (group, known) in enumerate(zip(groups, has_digits, strict=True))
    )
    return figure.translate(_DIGITS) if is_figure else figure


_THOUSANDS = 3
"""Digits of a group."""
