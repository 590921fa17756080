"""Small catalogues of forms that there are not: lines, a table, rules, all as one would write them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cchc.catalogue import Catalogue
from cchc.disk import write
from cchc.edition import Nature, Severity
from cchc.errors import MissingExtraError
from cchc.formula.functions import COMPARISONS
from cchc.formula.signature import Kind
from cchc.load import EDITION_FILE, load_edition
from cchc.strategies.building import said
from cchc.strategies.formulas import NamedFigures

try:
    from hypothesis import strategies as st
    from hypothesis.strategies import SearchStrategy
except ImportError as error:  # pragma: no cover
    raise MissingExtraError("cchc.strategies", "hypothesis") from error

_LANGUAGE = "vi"
_MOST_LINES = 5
_MOST_ROWS = _MOST_COLUMNS = _MOST_RULES = _MOST_COMPARED = 3
_LARGEST = 20
Described = dict[str, dict[str, Any]]
"""Definitions by their ids, as TOML has them."""


def catalogues(*, tables: bool | None = None) -> SearchStrategy[Catalogue]:
    """Catalogues of a list of up to five lines (counts, rates of counts before them, answers) or, with `tables`, of a
    table whose rows and columns may be added up; by default of either. They have up to three rules, which need not
    agree with each other. Each loads, and evaluates reports.
    """
    lists, of_tables = (
        _lines().map(lambda lines: ("lines", lines)),
        _tables().map(lambda table: ("table", {"t": table})),
    )
    return _catalogues(st.one_of(*([lists] * (tables is not True)), *([of_tables] * (tables is not False))))


@st.composite
def _catalogues(draw: st.DrawFn, forms: SearchStrategy[tuple[str, Described]]) -> Catalogue:
    kind, form = draw(forms)
    used = {each.get("unit") for each in form.values()}
    units = {id: _labelled(label) for id, label in _units().items() if id in used}
    head = [*_head(draw(st.sampled_from(said()["titles"]))), *_written("units", units), *_written(kind, form)]
    checks = draw(st.lists(_checks(NamedFigures(_loaded(head).edition)), max_size=_MOST_RULES, unique=True))
    rules = {f"R{place}": draw(_rule(check)) for place, check in enumerate(checks, start=1)}
    return _loaded([*head, *_written("rules", rules)])


# --- what it has


@st.composite
def _lines(draw: st.DrawFn) -> Described:
    lines: Described = {}
    for place in range(1, draw(st.integers(1, _MOST_LINES)) + 1):
        counts = [id for id, line in lines.items() if line["kind"] == "count"]
        kind = draw(st.sampled_from(("count", "yes-no", "percentage") if counts else ("count",)))
        lines[f"l{place}"] = {"code": str(place), "kind": kind, **draw(_asked(kind, lines, counts))}
    return lines


@st.composite
def _asked(draw: st.DrawFn, kind: str, lines: Described, counts: list[str]) -> dict[str, Any]:
    """What a line of a kind asks, after these lines and the counts among them."""
    match kind:
        case "yes-no":
            return _labelled(draw(st.sampled_from(said()["answers"])))
        case "percentage":
            whole = draw(st.sampled_from(counts))
            part = draw(st.sampled_from([id for id in counts if lines[id]["unit"] == lines[whole]["unit"]]))
            label = draw(st.sampled_from(said()["rates"]))
            return {**_labelled(label), "decimals": draw(st.integers(0, 2)), "formula": f"percent({part}, {whole})"}
        case _:
            label = draw(st.sampled_from(said()["lines"]))
            part_of = draw(st.sampled_from([None, *counts]))
            if part_of is None:
                return {**_labelled(label), "unit": draw(st.sampled_from([*_units()]))}
            return {**_labelled(label), "unit": lines[part_of]["unit"], "part_of": part_of}


@st.composite
def _tables(draw: st.DrawFn) -> dict[str, Any]:
    """A table of counts; the last of its rows, if it has a total, and of its columns may be the sum of the others."""
    columns = [
        {"id": f"c{place}", "number": str(place), "heading": [heading]}
        for place, heading in enumerate(said()["columns"][: draw(st.integers(1, _MOST_COLUMNS))], start=1)
    ]
    if len(columns) > 2 and draw(st.booleans()):
        columns[-1]["number"] = "3=1+2"
    rows = [{"id": f"r{place}", "code": str(place), **_labelled(label)} for place, label in enumerate(_rows(draw), 1)]
    if draw(st.booleans()):
        rows.append({"id": "tong", **_labelled(said()["total"]), "formula": " + ".join(row["id"] for row in rows)})
    number, label = said()["heads"]
    stub = [{"is": "code", "heading": [number]}, {"is": "label", "heading": [label]}]
    unit = draw(st.sampled_from([*_units()]))
    return {"kind": "count", "unit": unit, "stub": stub, "rows": rows, "columns": columns}


def _rows(draw: st.DrawFn) -> list[str]:
    return draw(st.lists(st.sampled_from(said()["lines"]), min_size=1, max_size=_MOST_ROWS, unique=True))


@st.composite
def _checks(draw: st.DrawFn, figures: NamedFigures) -> str:
    """Some figures of one unit against others, or against a number; maybe only where there is something to check."""
    of_numbers = [ids for (kind, _), ids in figures.by_type.items() if kind is Kind.NUMBER]
    own = draw(st.permutations(draw(st.sampled_from(of_numbers))))[:_MOST_COMPARED]
    left = draw(st.integers(1, max(1, len(own) - 1)))
    right = own[left:] or [str(draw(st.integers(1, _LARGEST)))]
    check = f"{' + '.join(own[:left])} {draw(st.sampled_from(COMPARISONS))} {' + '.join(right)}"
    answers = figures.by_type.get((Kind.BOOLEAN, ()), [])
    given = draw(st.sampled_from([None, *answers]))
    return check if given is None else f"implies({given}, {check})"


@st.composite
def _rule(draw: st.DrawFn, check: str) -> dict[str, Any]:
    return {"check": check, "severity": draw(st.sampled_from(Severity)), "nature": draw(st.sampled_from(Nature))}


# --- as TOML


def _units() -> Mapping[str, str]:
    """The units, by ids that are of no language."""
    return {f"u{place}": label for place, label in enumerate(said()["units"], start=1)}


def _head(title: str) -> Iterable[str]:
    yield f"title.{_LANGUAGE} = {_toml(title)}"
    yield f"languages = [{_toml(_LANGUAGE)}]"
    yield "in_force = { from = 2020-01-01 }"
    yield "calendar = { closing_day = 0 }"


def _labelled(label: str) -> dict[str, Any]:
    return {"label": {_LANGUAGE: label}}


def _written(kind: str, described: Described) -> Iterable[str]:
    for id, definition in described.items():
        yield f"[{kind}.{id}]"
        yield from (f"{key} = {_toml(value)}" for key, value in definition.items())


def _toml(value: Any) -> str:
    match value:
        case dict():
            return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case _:
            return json.dumps(value, ensure_ascii=False)


def _loaded(lines: Iterable[str]) -> Catalogue:
    with TemporaryDirectory() as folder:
        home = Path(folder) / "drawn"
        home.mkdir()
        write(home / EDITION_FILE, "\n".join([*lines, ""]).encode())
        return Catalogue(load_edition(home))
