"""Sample figures beside a formula or a rule, as a person writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from cchc.cli.words import Words
from cchc.edition import Edition, Example, label_of
from cchc.judge.display import display
from cchc.value import Cause, Reported


def sample(figures: Mapping[str, object], edition: Edition, words: Words) -> str:
    """Each line by its place in the form, and what stands there; what the whole report says by its name."""
    return ", ".join(_part(key, figure, edition, words) for key, figure in figures.items())


def _part(key: str, figure: object, edition: Edition, words: Words) -> str:
    line = edition.everything.get(key)
    if line is None:
        told = f"({sample(figure, edition, words)})" if isinstance(figure, Mapping) else _figure(figure, edition, words)
        return f"{edition.judging.say(words.language, 'sample', key)} = {told}"
    name = line.path or f"“{words.of(label_of(edition, key))}”"
    return f"{name} = {_figure(figure, edition, words)}"


def _figure(figure: object, edition: Edition, words: Words) -> str:
    match figure:
        case Mapping():
            cells = (f"{words.of(edition.columns[column].label)} “{text}”" for column, text in figure.items())
            return f"[{'; '.join(cells)}]"
        case bool():
            return edition.judging.say(words.language, "answer", "yes" if figure else "no")
        case dt.date():
            return f"{figure:%d/%m/%Y}"
        case str():
            return f"“{figure}”"
        case _:
            return str(figure)


def gives(id: str, example: Example, edition: Edition, words: Words) -> str:
    """What a formula gives for an example: a figure as displayed, or why there is none."""
    if example.gives in tuple(Cause):
        return edition.judging.say(words.language, "cause", example.gives)
    has_decimals = edition.everything[id].kind.has_decimals
    try:
        value = Decimal(example.gives) if has_decimals else int(example.gives)
    except (InvalidOperation, ValueError):
        return example.gives
    return display(edition, id, Reported(value), words.language)
