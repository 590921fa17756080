"""A form that is a list of lines: one column of figures, a unit beside each; drafted as [lines.X]."""

from __future__ import annotations

from collections.abc import Iterator

from cchc.drafting.lexicon import Tongue, has_one, is_one, plain, unit_called
from cchc.drafting.names import GivenIds, slug
from cchc.drafting.sheet import SeenTable, Texts
from cchc.drafting.toml import inline, text
from cchc.load.numbering import Numbering
from cchc.words import data

_COLUMNS = {"code": "code", "label": "label", "unit": "unit", "remarks": "explanation"}


def is_list(found: SeenTable) -> bool:
    """Whether a table has codes, labels and units, and one column of figures."""
    return found.code is not None and found.label is not None and bool(found.body) and _quantity(found) is not None


def _quantity(found: SeenTable) -> int | None:
    """The column of figures, if units stand beside it: the only one, or that which is called so."""
    if "unit" not in found.others.values():
        return None
    known = {plain(text) for texts in data("form")["columns"]["quantity"]["headings"].values() for text in texts}
    called = [place for place in found.figures if plain(found.paths[place][-1]) in known]
    return next(iter(called), found.figures[0] if len(found.figures) == 1 else None)


def columns(found: SeenTable) -> Iterator[str]:
    """[columns]: the headings as printed."""
    places = {"code": found.code, "label": found.label, "quantity": _quantity(found)}
    places |= {_COLUMNS[kind]: place for place, kind in found.others.items()}
    for name, place in places.items():
        if place is not None:
            yield f"columns.{name} = {inline({'headings': found.paths[place]})}"
    yield ""


def lines(found: SeenTable, tongue: Tongue) -> Iterator[str]:
    """Each line, with its path where that does not follow from its code."""
    names, numbering = GivenIds(), Numbering()
    for row in found.body:
        code, label = _cell(found, row, found.code), _cell(found, row, found.label)
        unit = next((_cell(found, row, place) for place, kind in found.others.items() if kind == "unit"), "")
        follows = numbering.path(code)
        path = follows or numbering.next_under(numbering.dash or numbering.printed)
        numbering.add(code, path)
        yield f"[lines.{names.give(slug(label, 40), otherwise=f'dong_{len(names.given) + 1}')}]"
        yield f"code = {text(code)}"
        if follows is None:
            yield f"path = {text(path)}"
        yield f"label.{tongue.form} = {text(label or code or path)}"
        yield from _kind(unit, label, tongue)
        yield ""


def _cell(found: SeenTable, row: Texts, place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _kind(unit: str, label: str, tongue: Tongue) -> Iterator[str]:
    """What a line asks for, by the unit that is printed beside it."""
    known = unit_called(unit) if unit else None
    if not unit:
        yield f'kind = "heading"{tongue.marked("kind")}'
    elif known == "phan_nghin":
        yield 'kind = "rate"'
        yield "per = 1000"
    elif known == "phan_tram" or unit.endswith("%"):
        yield 'kind = "rate"'
        yield f"printed_unit = {text(unit)}"
    elif is_one(unit, "answers", "yes-no"):
        yield 'kind = "yes-no"'
        yield f"printed_unit = {text(unit)}"
    else:
        yield f'kind = "{_of_words(label)}"{tongue.marked("kind")}'
        if known is not None:
            yield f"unit = {text(known)}"
        yield f"printed_unit = {text(unit)}"


def _of_words(label: str) -> str:
    """A quantity with decimals if the label says so, else a count."""
    return "number" if has_one(label, "kinds", "number") else "count"
