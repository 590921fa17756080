"""What a rule says where its catalogue leaves it out: alike for rules over lines and over tables."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache

from cchc.edition import Nature, Severity
from cchc.formula.address import is_address
from cchc.formula.tree import Tree
from cchc.formula.words import fill
from cchc.load.rule_sentences import CheckWords
from cchc.load.table import Table
from cchc.words import LANGUAGES, Text, Translated, face, point_of

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BEFORE = re.compile(r"\bprevious\(([a-z][a-z0-9_]*)\)")
_SIGNS = {"==": "=", " * ": " × "}
"""What people read for the signs of a check."""
_NUMBER = re.compile(r"(?<![\w.])[0-9]+(?:\.[0-9]+)?(?![\w.])")
_LONGER_THAN_YEARS = 5
_EXCHANGED = str.maketrans(",.", ".,")
_NATURES: Mapping[Severity, Nature] = {
    Severity.ERROR: Nature.DEFINITIONAL,
    Severity.WARNING: Nature.PLAUSIBILITY,
    Severity.INFO: Nature.PLAUSIBILITY,
}
"""What a rule follows from."""


def weight(table: Table) -> tuple[Severity, Nature]:
    """How grave a rule is, and what it follows from: an error, unless it says otherwise."""
    severity = table.choice("severity", Severity, Severity.ERROR, required=False)
    return severity, table.choice("nature", Nature, _NATURES[severity], required=False)


def says(table: Table, template: str, check: str, names: Mapping[str, str]) -> Text:
    """What is said where it is broken: else that its check does not hold, figures by their `names`."""
    if table.has("says"):
        return table.translated("says")
    known = sorted(filter(is_address, names), key=len, reverse=True)
    spoken = re.compile("|".join([*map(re.escape, known), _NAME.pattern]))
    told = face("tables").text(template)

    def written(language: str) -> str:
        words = _words_of_checks(language)

        def said(text: str) -> str:
            bare = _NUMBER.sub(lambda number: _as_read(number[0], language), text)
            for sign, shown in _SIGNS.items():
                bare = bare.replace(sign, shown)
            return spoken.sub(lambda name: names.get(name[0], words.get(name[0], name[0])), bare)

        # What stands in `previous(…)` has no brackets of its own: every other piece is such a figure.
        pieces = _BEFORE.split(check)
        before = face("tables").text("check_before")[language]
        told = [fill(before, [said(each)]) if place % 2 else said(each) for place, each in enumerate(pieces)]
        return "".join(told)

    return Translated({language: told[language].replace("{check}", written(language)) for language in LANGUAGES})


@cache
def _words_of_checks(language: str) -> Mapping[str, str]:
    """The words of a check in a language that people read."""
    own = face("tables")
    return {
        "or": own.say(language, "check_or"),
        "and": own.say(language, "check_and"),
        "not": own.say(language, "check_not"),
        "previous": own.say(language, "check_previous"),
        "percent": own.say(language, "check_percent"),
    }


def _as_read(number: str, language: str) -> str:
    """A number of a check as people of a language write it; of four digits it may be a year."""
    whole, _, decimals = number.partition(".")
    parted = f"{int(whole):,}" if decimals or len(whole) >= _LONGER_THAN_YEARS else whole
    text = f"{parted}.{decimals}" if decimals else parted
    return text if point_of(language) == "." else text.translate(_EXCHANGED)


def of_lines(
    table: Table, tree: Tree | None, called: Callable[[str], Mapping[str, str]], dates: Callable[[str], bool]
) -> Text:
    """The same of a rule over lines: what must be, with what each of them says. `called` tells by language what names
    are called that are no lines of the form, `dates` whether a figure is a day."""
    if table.has("says"):
        return table.translated("says")
    if tree is None:
        return Translated(dict.fromkeys(LANGUAGES, ""))
    told = {language: CheckWords(language, called(language), dates).sentence(tree) for language in LANGUAGES}
    return Translated({language: f"{sentence}." for language, sentence in told.items()})


def advice(table: Table) -> Text:
    """What is advised; else what is of any rule."""
    own = table.optional_translated("advice")
    return Translated(face("tables").text("rule_advice")) if own is None else own
