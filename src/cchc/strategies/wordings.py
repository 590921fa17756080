"""Figures as offices word them: a known number in every form of the grammar of cells, with noise and neighbours.

The texts are in `wordings.toml`, written down from what offices file and not from the words that
the reader knows: what is read of them tries the reader.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from cchc.edition import Edition, Indicator, IndicatorKind
from cchc.record import frozen
from cchc.text.spelling import fold, key


@frozen
class Worded:
    """One line as a clerk words it; `meant` is the number that a careful official would read, None if there is none.

    `is_plain`: nothing but the cell is needed to read it, so that a reader who asks has asked in vain.
    """

    indicator: str
    cells: Mapping[str, str]
    meant: Decimal | None
    form: str
    is_plain: bool


@frozen
class _Form:
    """One form of wording: its texts, and the place whose number is meant."""

    name: str
    texts: tuple[str, ...]
    means: str
    is_rate: bool
    is_hard: bool = False
    is_small: bool = False
    unless: tuple[str, ...] = ()

    def suits(self, line: Indicator, label: str) -> bool:
        """Whether a line can be so worded, and would mean by it what the form says."""
        kind = IndicatorKind.PERCENTAGE if self.is_rate else IndicatorKind.COUNT
        spans = str(line.over_time) in _SPANS or self.means in ("", "n")
        return line.kind is kind and line.pair is None and spans and not any(word in label for word in self.unless)


_SPANS = ("flow", "cumulative")


def wordings(edition: Edition) -> SearchStrategy[Worded]:
    """Lines of an edition that ask for a number, worded in every form; each form as often as any other."""
    return st.binary(min_size=8, max_size=8).map(lambda seed: worded(edition, Random(seed)))  # noqa: S311 - nothing secret hangs on it


def worded(edition: Edition, chance: Random) -> Worded:
    """A line of an edition, worded by chance."""
    form = chance.choice(_forms())
    language = edition.languages[0]
    lines = [line for line in edition.indicators.values() if form.suits(line, line.label[language].lower())]
    line, text, numbers = chance.choice(lines), chance.choice(form.texts), _numbers(form, chance)
    write = chance.choice(_HANDS)
    places = {name: write(number) for name, number in numbers.items()} | _in_letters(numbers["n"], chance)
    other = chance.choice(_data()["nouns"]["others"])
    noun, thing = chance.choice(_nouns(line, edition)), chance.choice(_data()["nouns"]["things"])
    noisy = chance.choice(_NOISES)(text.format(**places, noun=noun, thing=thing, other=other))
    column = chance.choice(_COLUMNS)
    means = _means(form, text, line)
    return Worded(
        line.id,
        _cells(line, column, noisy, chance.choice(_data()["remarks"]["texts"])),
        numbers[means] if means else None,
        form.name,
        not form.is_hard and bool(means) and (column == "quantity" or text in _BARE),
    )


_COLUMNS = (*("quantity",) * 7, "unit", *("explanation",) * 2)
_BARE = ("{n}", "{n} {noun}")
"""Texts that are read in any column: a number, alone or with the line's own noun."""


def _means(form: _Form, text: str, line: Indicator) -> str:
    """The place of a text whose number the line asks for, "" if none."""
    match form.means:
        case "by time":
            return "m" if str(line.over_time) == "flow" else "w"
        case "month":
            return "n" if str(line.over_time) == "flow" else ""
        case "cumulative":
            return "n" if str(line.over_time) == "cumulative" else ""
        case "n" if "{d}" in text:
            return "d"
        case means:
            return means


def _cells(line: Indicator, column: str, text: str, remark: str) -> dict[str, str]:
    cells = {"quantity": "", "unit": line.printed_unit or "", "explanation": ""}
    if column == "quantity":
        cells["explanation"] = remark
    cells[column] = text
    return cells


# --- numbers ----------------------------------------------------------------------------------------


def _numbers(form: _Form, chance: Random) -> dict[str, Decimal]:
    """The numbers of a text, each place another one: m < n < w."""
    if form.is_rate:
        low, high = sorted(chance.sample(range(201, 10000), 2))
        step = chance.choice((1, 10, 100))  # as many decimals as a clerk cares to write
        rates = (Decimal(max(1, rate // step * step)).scaleb(-2).normalize() for rate in (low, high))
        m, n = (Decimal(f"{rate:f}") for rate in rates)
        return {"n": n, "m": m if m < n else n - 1, "w": Decimal(100)}
    top = 9 if form.is_small else chance.choice((9, 60, 4000))
    n_ = chance.randint(2, top)
    numbers = {"n": n_, "m": chance.randint(1, n_ - 1), "w": n_ + chance.randint(1, 500)}
    numbers |= {"d": n_ + numbers["m"], "zero": 0}
    share = (Decimal(100 * n_) / numbers["w"]).quantize(Decimal("0.01"))
    return {name: Decimal(number) for name, number in numbers.items()} | {"p": share}


def _plain(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")


def _padded(number: Decimal) -> str:
    return f"0{number}" if number < 10 and number == int(number) else _plain(number)


def _grouped(number: Decimal) -> str:
    return f"{number:,}".replace(",", ".") if number == int(number) else _plain(number)


def _blank(number: Decimal) -> str:
    return f"{number:,}".replace(",", "\u00a0") if number == int(number) else _plain(number)


def _wide(number: Decimal) -> str:
    return "".join(chr(ord(letter) + 0xFEE0) if letter.isdigit() else letter for letter in _plain(number))


def _pointed(number: Decimal) -> str:
    """A rate with a point, as spreadsheets of another locale show it."""
    return _plain(number) if number == int(number) else f"{number:f}"


_HANDS: tuple[Callable[[Decimal], str], ...] = (*(_plain,) * 3, *(_padded,) * 2, _grouped, _blank, _wide, _pointed)


def _in_letters(number: Decimal, chance: Random) -> dict[str, str]:
    """A number in words, in words said in a hurry, and in digits of which some are letters."""
    whole, _, decimals = f"{number:f}".partition(".")
    spelt = _spelt(int(whole), chance)
    if decimals:
        said = [_data()["words"]["comma"], *(_data()["digits"][int(digit)] for digit in decimals)]
        spelt = " ".join((spelt, *said))
    return {"s": spelt, "c": _hurried(int(whole)) or spelt, "o": _like_digits(_plain(number))}


def _spelt(number: int, chance: Random) -> str:
    """A number below ten thousand, as it is read aloud."""
    words, digits = _data()["words"], _data()["digits"]
    thousands, rest = divmod(number, 1000)
    said = [digits[thousands], chance.choice(words["thousand"])] if thousands else []
    hundreds, below = divmod(rest, 100)
    if hundreds or (thousands and below):
        said += [digits[hundreds], words["hundred"]]
    if 0 < below < 10 and said:
        said += [chance.choice(words["gap"]), digits[below]]
    elif below or not said:
        said.append(_spelt_below_hundred(below))
    return " ".join(said)


def _spelt_below_hundred(number: int) -> str:
    words, digits = _data()["words"], _data()["digits"]
    tens, ones = divmod(number, 10)
    if not tens:
        return str(digits[ones])
    said = words["ten"] if tens == 1 else f"{digits[tens]} {words['tens']}"
    last = (words["after_ten"] if tens == 1 else words["after_tens"]).get(str(ones), digits[ones])
    return f"{said} {last}" if ones else str(said)


def _hurried(number: int) -> str:
    """Tens without their word, where no other number is said so; "" for any other number."""
    tens, ones = divmod(number, 10)
    last = _data()["words"]["after_tens"].get(str(ones))
    return f"{_data()['digits'][tens]} {last}" if 1 < tens < 10 and last else ""


def _like_digits(digits: str) -> str:
    """Digits of which some are letters that look alike: O for 0, and l for 1 but at the end, where it is a unit."""
    return digits[:-1].replace("0", "O").replace("1", "l") + digits[-1:].replace("0", "O")


# --- noise ------------------------------------------------------------------------------------------


def _old(text: str) -> str:
    """Tone marks and vowels where older spelling puts them."""
    for new, old in _data()["old_spelling"].items():
        text = text.replace(new, old)
    return text


def _bare(text: str) -> str:
    """No diacritics, as an old telephone types."""
    lost = any(word in text.lower().split() for word in _data()["lost_without_marks"])
    return text if lost or not text.isprintable() else fold(text)


_NOISES: tuple[Callable[[str], str], ...] = (
    *(str,) * 8,
    lambda text: unicodedata.normalize("NFD", text),
    str.upper,
    lambda text: text[:1].upper() + text[1:],
    str.lower,
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace(" ", "  "),
    lambda text: f" {text} ",
    lambda text: f"<b>{text}</b>",
    lambda text: f"<i>{text}</i>",
    lambda text: f"\u200b{text}\ufeff",
    lambda text: text.replace("-", "\u2013"),
    _old,
    _bare,
)


# --- the file ---------------------------------------------------------------------------------------


@cache
def _data() -> Mapping[str, Any]:
    import tomli

    return tomli.loads(Path(__file__).with_name("wordings.toml").read_text(encoding="utf-8"))


@cache
def _forms() -> tuple[_Form, ...]:
    return tuple(
        _Form(
            f"{kind}: {table['form']}",
            tuple(table["texts"]),
            table["means"],
            kind == "rate",
            table.get("hard", False),
            table.get("small", False),
            tuple(table.get("unless", ())),
        )
        for kind in ("count", "rate")
        for table in _data()[kind]
    )


def _nouns(line: Indicator, edition: Edition) -> Sequence[str]:
    """What the things that a line counts are called: by the file, else as the form prints them."""
    unit = edition.units.get(line.unit or "")
    names = [line.printed_unit or "", *(unit.label.values() if unit is not None else ())]
    known = {key(name): nouns for name, nouns in _data()["nouns"].items()}
    found = [noun for name in names for noun in known.get(key(name), ())]
    return found or [names[0].lower()]
