"""What the reference page shows of a key may be written as it stands: lint finds nothing wrong in it."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pytest
import tomli

from cchc.errors import CatalogueError
from cchc.load import load_edition
from cchc.load.codes import CLASH, UNKNOWN_NAME, UNUSED
from cchc.load.described import every_key, told_of

BASE = """
title.vi = "Báo cáo thử"
in_force = { from = 2019-01-01 }
calendar = { closing_day = 0 }
[table.t]
stub = [{ is = "code", heading = ["STT"] }, { is = "label", heading = ["Nội dung"] }]
open = { key = "label", levels = ["I", "1"] }
columns = [{ id = "a", heading = ["Số"] }, { id = "b", heading = ["Tỷ lệ"], kind = "rate" }]
[parameters.p]
label.vi = "Mức"
unit = "diem"
of = "phan_tram"
source = "văn bản"
bands = [{ at_least = 50, gives = 1 }, { below = 50, gives = 0 }]
[parameters.q]
label.vi = "Hệ số"
values = [{ from = 2019-01-01, value = 2, source = "văn bản" }]
[units.x]
label.vi = "x"
"""
WITHIN: dict[tuple[str, ...], tuple[Any, ...]] = {
    (): (),
    ("in_force",): ("in_force",),
    ("calendar",): ("calendar",),
    ("table", "*"): ("table", "t"),
    ("table", "*", "open"): ("table", "t", "open"),
    ("table", "*", "stub"): ("table", "t", "stub", 0),
    ("table", "*", "columns"): ("table", "t", "columns", 0),
    ("parameters", "*"): ("parameters", "p"),
    ("parameters", "*", "bands"): ("parameters", "p", "bands", 0),
    ("parameters", "*", "values"): ("parameters", "q", "values", 0),
    ("units", "*"): ("units", "x"),
}
"""Where in the base the tables of a shape stand."""
INSTEAD = {
    ("table", "*", "rows"): ("open",),
    ("parameters", "*", "value"): ("bands", "of"),
    ("parameters", "*", "values"): ("bands", "of", "source"),
    ("parameters", "*", "bands", "above"): ("at_least",),
    ("parameters", "*", "bands", "at_most"): ("at_least",),
    ("parameters", "*", "bands", "below"): ("at_least",),
}
"""What cannot stand beside an example."""
BESIDE = {
    ("table", "*", "columns", "decimals"): {"kind": "number"},
    ("table", "*", "columns", "per"): {"kind": "rate"},
    ("table", "*", "columns", "except"): {"formula": "b"},
}
"""What it has a meaning with."""
NAMING = {("id",), ("table", "*", "columns", "number")}
"""Examples that speak of what is not there: of the folder's own name, of other columns by their numbers."""
CASES = [
    (shape.path, key)
    for shape, key, _ in every_key()
    if shape.path in WITHIN and key != "*" and (*shape.path, key) not in NAMING
]


def inline(value: object) -> str:
    """A value as TOML."""
    match value:
        case dict():
            return "{ " + ", ".join(f"{key} = {inline(each)}" for key, each in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(inline, value)) + "]"
        case bool():
            return str(value).lower()
        case str():
            return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
        case _:
            return str(value)


@pytest.mark.parametrize(("path", "key"), CASES, ids=lambda each: ".".join(each) if isinstance(each, tuple) else each)
def test_an_example_is_right_where_it_belongs(tmp_path: Path, path: tuple[str, ...], key: str) -> None:
    """Names that its catalogue would define may lack; no value of it is wrong."""
    text = told_of(path, key)
    assert text is not None
    whole = copy.deepcopy(tomli.loads(BASE))
    at: Any = whole
    for step in WITHIN[path]:
        at = at[step]
    at[key] = tomli.loads(f"value = {text['example']}")["value"]
    at.update(BESIDE.get((*path, key), {}))
    for other in INSTEAD.get((*path, key), ()):
        at.pop(other, None)
    home = tmp_path / "thu"
    home.mkdir()
    lines = "\n".join(f"{name} = {inline(value)}" for name, value in whole.items())
    (home / "edition.toml").write_text(lines + "\n", encoding="utf-8")
    wrong = []
    try:
        load_edition(home)
    except CatalogueError as error:
        own = (*WITHIN[path], key)
        wrong = [
            str(each)
            for each in error.problems
            if tuple(each.path)[: len(own)] == own and each.code not in (CLASH, UNKNOWN_NAME, UNUSED)
        ]
    assert wrong == []
