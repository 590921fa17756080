"""The site's script computes what the library computes: the same fractions, the same causes, for any formula."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formula.conftest import booleans_of, figures, numbers_of

from cchc.catalogue import Catalogue, load_catalogue
from cchc.docs_builder.pages.calculator import closure
from cchc.edition import Indicator
from cchc.exact import half_up
from cchc.formula.meaning import written_out
from cchc.formula.reference import Null, evaluate
from cchc.formula.tree import Apply, Name, Tree
from cchc.formula.treejson import to_json
from cchc.value import Document, Reported

SCRIPT = Path(__file__).parents[2] / "src/cchc/docs_builder/theme/static/formula.js"
RUN = """
const fs = require("fs");
eval(fs.readFileSync(process.argv[1], "utf8"));
const { fraction, figure, isNothing, typed, value, written } = cchcFormula;
const given = (stated) => stated === null ? undefined
  : typeof stated === "string" && stated.includes("/") ? fraction(...stated.split("/").map(BigInt)) : stated;
const told = (found) => isNothing(found) ? [found.cause, found.input ?? null]
  : found.above === undefined ? found : `${found.above}/${found.below}`;
const figuresOf = (asked) => Object.fromEntries(Object.entries(asked).map(([id, stated]) => [id, given(stated)]));
const DO = {
  value: ({ tree, figures }) => { const known = figuresOf(figures); return told(value(tree, (id) => known[id])); },
  figure: ({ id, formulas, figures }) => told(figure(id, formulas, figuresOf(figures))),
  written: ({ number, decimals, point }) => written(given(number), decimals, point),
  typed: ({ text, point }) => {
    const read = typed(text, point);
    return read === undefined ? "?" : read && told(read);
  },
};
const answer = ({ does, ...asked }) => {
  try { return DO[does](asked); } catch (error) { return { error: error.message }; }
};
require("readline").createInterface({ input: process.stdin })
  .on("line", (line) => console.log(JSON.stringify(answer(JSON.parse(line)))));
"""
pytestmark = pytest.mark.skipif(
    shutil.which("node") is None, reason="node is not installed; the browser tests ask the built site"
)


@cache
def _running() -> subprocess.Popen[str]:
    """The script as it stands, asked line by line: starting it anew takes longer than all that it computes."""
    command = ["node", "-e", RUN, str(SCRIPT)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def by_script(**asked: Any) -> Any:
    running = _running()
    assert running.stdin is not None and running.stdout is not None
    running.stdin.write(json.dumps(asked) + "\n")
    running.stdin.flush()
    return json.loads(running.stdout.readline())


def plain(stated: object) -> object:
    """A figure as the script is given it."""
    match stated:
        case None | bool() | str():
            return stated
        case int() | Fraction():
            return f"{Fraction(stated).numerator}/{Fraction(stated).denominator}"
        case Document() | dt.date():
            return "stated"
    raise TypeError(stated)


def told(answer: object) -> object:
    return [str(answer.cause), answer.input] if isinstance(answer, Null) else plain(answer)


def no_facts(function: str, ids: tuple[str, ...]) -> None:
    raise AssertionError(function)


TREES = numbers_of(3, facts=False) | booleans_of(3, facts=False)


@given(TREES, figures)
def test_any_formula_has_the_library_s_value(tree: Tree, stated: Mapping[str, object]) -> None:
    """Or the library's cause of having none, with the figure that is missing."""
    tree = written_out(tree)
    answer = by_script(does="value", tree=to_json(tree), figures={id: plain(one) for id, one in stated.items()})
    assert answer == told(evaluate(tree, stated.get, no_facts))


def computed() -> Iterator[tuple[Catalogue, Indicator]]:
    """The lines that pages compute by themselves, of each edition."""
    for form in load_catalogue().editions:
        catalogue = load_catalogue(form)
        yield from (
            (catalogue, line) for line in catalogue.edition.everything.values() if closure(catalogue.edition, line.id)
        )


@pytest.mark.parametrize(("catalogue", "line"), list(computed()), ids=lambda each: each.id)
@given(st.data())
def test_every_line_that_is_computed_has_its_figure(catalogue: Catalogue, line: Indicator, data: st.DataObject) -> None:
    """As `evaluate` gives it for the same figures, those on the way rounded as the form rounds them."""
    formulas = closure(catalogue.edition, line.id)
    ids = sorted({name for one in formulas.values() for name in _names(one["tree"])} - formulas.keys())
    counts = st.none() | st.sampled_from([0, 1, 2, 3, 7]) | st.integers(0, 10**12)
    stated = {
        id: one for id, one in data.draw(st.fixed_dictionaries(dict.fromkeys(ids, counts))).items() if one is not None
    }
    known = {id: plain(one) for id, one in stated.items()}
    answer = by_script(does="figure", id=line.id, formulas=formulas, figures=known)
    value = catalogue.evaluate(stated).values[line.id]
    if isinstance(value, Reported):
        assert answer == plain(Fraction(value.value))
    else:
        assert answer[0] == str(value.cause)


def _names(node: Any) -> Iterator[str]:
    if "name" in node:
        yield node["name"]
    for part in node.get("args", ()):
        yield from _names(part)


@given(st.fractions(), st.integers(0, 4))
def test_a_number_is_written_with_its_decimals(number: Fraction, places: int) -> None:
    scaled = half_up(number.numerator, number.denominator, places)
    shown = f"{abs(scaled) // 10**places:,}".replace(",", ".")
    shown += f",{abs(scaled) % 10**places:0{places}}" if places else ""
    answer = by_script(does="written", number=plain(number), decimals=places, point=",")
    assert answer == ("−" if scaled < 0 else "") + shown


@pytest.mark.parametrize(
    ("text", "point", "read"),
    [
        ("893", ",", "893/1"),
        (" 08 ", ",", "8/1"),
        ("98,5", ",", "197/2"),
        ("98.5", ".", "197/2"),
        ("", ",", None),
        ("1.234", ",", "?"),  # thousands or decimals: the library asks
        ("98.5", ",", "?"),
        ("1,2,3", ",", "?"),
        ("46/166", ",", "?"),
        ("không có", ",", "?"),
        ("-5", ",", "?"),
        ("5,", ",", "?"),
        ("9" * 31, ",", "?"),
    ],
)
def test_only_what_can_be_read_one_way_is_read(text: str, point: str, read: str | None) -> None:
    assert by_script(does="typed", text=text, point=point) == read


def test_what_it_has_not_learnt_is_said() -> None:
    answer = by_script(does="value", tree=to_json(Apply("date_of", (Name("e"),))), figures={})
    assert answer == {"error": "no formula can be computed with date_of here"}
