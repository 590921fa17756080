"""A number as a program has written it out, beside the number that it stores: read by both."""

from __future__ import annotations

import re
from decimal import Decimal

from cchc.exact import decimal_of
from cchc.readers.number_format import certain, ends_in_minus, is_like_thousands, shown, shows_rate
from cchc.readers.number_format import is_zero as is_dash
from cchc.readers.points import point
from cchc.readers.sight import joined

_NUMBER = re.compile(r"[-−]?\d[\d.,\s]*")


def number(text: str, value: str, kind: str, unseen: str | None) -> tuple[str, str | None, str | None]:
    """A number as it shows, with the decimal sign of the form; what is unseen; what is stored beyond what shows."""
    match = _NUMBER.search(text)
    known = decimal_of(value)
    if known is None:
        return text, unseen, None
    exact = known * (100 if kind == "percentage" else 1)
    if match is None:
        return _without_digits(text, value, unseen, is_zero=not exact)
    digits = match[0].rstrip()
    readings = (digits.replace(".", "").replace(",", "."), digits.replace(",", ""))
    found = [decimal_of(re.sub(r"\s", "", reading).replace("−", "-")) for reading in readings]
    # In brackets, or with no sign at all, a number below zero shows without a minus.
    nearest = min(
        (reading for reading in found if reading is not None),
        key=lambda each: min(abs(each - exact), abs(each + exact)),
        default=None,
    )
    if nearest is None:
        return text, unseen, None
    figure = f"{nearest:f}"
    is_rate = kind == "percentage" or shows_rate(text)
    is_open = not is_rate and is_like_thousands(figure.removeprefix("-"))
    is_all = _same(nearest, abs(exact) if ends_in_minus(text[: match.start()]) else exact) and not is_open
    more = None if is_all else shown(f"{exact:f}") + "0" * is_open + "%" * (kind == "percentage")
    sign, digits_shown = "-" * (nearest < 0), figure.removeprefix("-")
    figure = sign + (digits_shown if is_rate else certain(digits_shown)).replace(".", point())
    return text[: match.start()] + figure + text[match.start() + len(digits) :], unseen, more


def _without_digits(text: str, value: str, unseen: str | None, *, is_zero: bool) -> tuple[str, str | None, str | None]:
    """A number that is shown as words, as a dash (which stands for its zero), or not at all."""
    if text.strip():
        return ("0", unseen, None) if is_zero and is_dash(text) else (text, unseen, shown(value))
    return "", joined((unseen, shown(value))), None


def _same(one: Decimal, other: Decimal) -> bool:
    """Whether two numbers differ by no more than the noise of binary fractions."""
    return abs(one - other) <= abs(other) * Decimal("1e-14")
