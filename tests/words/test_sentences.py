"""Whatever the code says of a mistake in a catalogue comes in the language of the reader."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tomli
from tests.load.conftest import Mistakes, files, mistakes, write
from tests.load.test_problems import ONE_MISTAKE
from tests.words.asked import PACKAGE

from cchc.errors import Problem
from cchc.formula import syntax
from cchc.words import data
from cchc.words.sentences import in_language

__all__ = ["files", "mistakes", "write"]
SAYING = ("mistake", "Problem", "note", "item_mistake", "FormulaError", "blame", "_fault", "_missing")
"""What takes a sentence among its arguments, in the modules that read and check catalogues."""
FORMULAS = [PACKAGE / "formula" / f"{name}.py" for name in ("syntax", "typecheck")]
MODULES = sorted([*PACKAGE.glob("load/**/*.py"), *FORMULAS])
CODE = re.compile(r"""base = \.\.\.|check = .*|round\(x, 2\)|["'\[{(].*|[\w.]+\(.*\)""")
"""What to do about a mistake, where it is written as in a catalogue."""
FILLED = "\u00a7"


def sentences() -> Iterator[tuple[str, str]]:
    """Each sentence with its place, what only a run knows marked."""
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        saying = {*SAYING, *_handing_on(tree)}
        for scope, call in _calls(tree):
            if _called(call) in saying:
                said = _Said(tree, scope)
                for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                    for text in said.texts(argument):
                        if " " in text.strip() and text.strip(f"{FILLED} :"):
                            yield text, f"{path.relative_to(PACKAGE)}:{call.lineno}"


def listed() -> Iterator[tuple[str, str]]:
    """The sentences of a formula's faults that stand in a table, by what is written there."""
    for name, table in {"_REFUSED": syntax._REFUSED, "_KEYWORDS": syntax._KEYWORDS}.items():
        for said in table.values():
            yield from (
                (text, f"formula/syntax.py:{name}") for text in (said if isinstance(said, tuple) else (said,)) if text
            )


def of_toml() -> Iterator[tuple[str, str]]:
    """What the reader of TOML says of a text that is none."""
    parser = Path(tomli.__file__).with_name("_parser.py")
    for call in ast.walk(ast.parse(parser.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and _called(call) == "TOMLDecodeError":
            for text in _Said(ast.Module([], []), call).texts(call.args[0]):
                yield text, f"tomli:{call.lineno}"


def _calls(tree: ast.Module) -> Iterator[tuple[ast.AST, ast.Call]]:
    """Each call, with the function that it stands in."""
    scopes = [each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)]
    within = {id(node): scope for scope in scopes for node in ast.walk(scope)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield within.get(id(node), tree), node


def _handing_on(tree: ast.Module) -> Iterator[str]:
    """The functions of a module that are given a sentence."""
    for each in ast.walk(tree):
        if isinstance(each, ast.FunctionDef) and {"what", "hint"} & {one.arg for one in each.args.args}:
            yield each.name


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _one_of(node: ast.expr) -> list[ast.expr]:
    """The expressions that another one chooses from, or holds."""
    if isinstance(node, ast.IfExp):
        return [node.body, node.orelse]
    return [each for each in ast.iter_child_nodes(node) if isinstance(each, ast.expr)]


class _Said:
    """What an expression may say: written in it, given to its name before, or returned by a function of the module."""

    def __init__(self, tree: ast.Module, scope: ast.AST) -> None:
        self.functions = {each.name: each for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}
        self.given: dict[str, list[ast.expr]] = {}
        for node in (*tree.body, *ast.walk(scope)):
            if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                    self._give(target, node.value)
        self.followed: set[str] = set()

    def _give(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.given.setdefault(target.id, []).append(value)
        elif isinstance(target, ast.Tuple):
            values = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
            for one, of in zip(target.elts, values, strict=False):
                self._give(one, of)

    def texts(self, node: ast.expr) -> list[str]:
        match node:
            case ast.Constant(value=str(text)):
                return [text]
            case ast.JoinedStr(values=parts):
                return ["".join(part.value if isinstance(part, ast.Constant) else FILLED for part in parts)]
            case ast.IfExp() | ast.BoolOp() | ast.Tuple() | ast.Starred():
                return [text for value in _one_of(node) for text in self.texts(value)]
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                first, second = self.texts(left) or [FILLED], self.texts(right) or [FILLED]
                return [one + other for one in first for other in second]
            case ast.Name(id=name):
                return self._followed(name, self.given.get(name, []))
            case ast.Call(func=ast.Name(id=name)) if name in self.functions:
                returned = [each.value for each in ast.walk(self.functions[name]) if isinstance(each, ast.Return)]
                return self._followed(f"{name}()", [value for value in returned if value is not None])
            case _:
                return []

    def _followed(self, name: str, values: list[ast.expr]) -> list[str]:
        """Once: a name may be given to itself."""
        if name in self.followed:
            return []
        self.followed.add(name)
        found = [text for value in values for text in self.texts(value)]
        self.followed.discard(name)
        return found


@pytest.mark.parametrize(("sentence", "place"), dict((*sentences(), *listed(), *of_toml())).items())
def test_every_sentence_of_the_code_is_there(sentence: str, place: str) -> None:
    """In Vietnamese, with all that fills it; what is written as in a catalogue stays as it is."""
    is_word = sentence in data("lint")["words"]
    if is_word or CODE.fullmatch(sentence) or not re.search("[a-z]{3}", sentence):
        return
    told = in_language(sentence, "vi")
    assert told != sentence, f"{place}: say it in Vietnamese in src/cchc/words/lint.toml"
    assert told.count(FILLED) == sentence.count(FILLED), place


def test_a_sentence_of_another_language_stays() -> None:
    """English is the code's own, and comes to readers of any third language."""
    for language in ("en", "pt"):
        assert in_language("there is no edition 'x'", language) == "there is no edition 'x'"
    assert in_language("nobody ever said this", "vi") == "nobody ever said this"
    problem = Problem("CCHC-L004", "there is no unit 'x'", ("lines", "a"), "did you mean y?", "a.toml", 3)
    assert problem.told("vi") == "a.toml:3: lines.a: không có đơn vị tính 'x' (có phải là y?)"
    assert problem.told("en") == str(problem)


def test_every_table_s_places_are_filled() -> None:
    for kind in ("sentences", "words"):
        for own, told in data("lint")[kind].items():
            count = own.count("{}")
            used = re.findall(r"\{([0-9]?)\}", told)
            assert sorted(used) == [""] * count or sorted(used) == [str(place + 1) for place in range(count)], own


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "what", "hint"), ONE_MISTAKE)
def test_a_mistake_is_told_in_vietnamese(
    mistakes: Mistakes, file: str, old: str, new: str, code: str, line: int | None, what: str, hint: str | None
) -> None:
    """But for what TOML's own parser says."""
    for problem in mistakes((file, old, new)):
        if problem.code != "CCHC-L001":
            assert in_language(problem.what, "vi") != problem.what, problem
            shown = problem.hint is None or CODE.fullmatch(problem.hint) or in_language(problem.hint, "vi")
            assert shown != problem.hint, problem


def test_a_sentence_about_what_it_names_first_is_translated_behind_the_name() -> None:
    """With what to do about it, whatever brackets that has of its own."""
    said = "tl: this is a number of luot, not a number of ‰ (a rate is percent(part, whole))"
    told = in_language(said, "vi")
    assert told == "tl: đây là số tính bằng luot, không phải số tính bằng ‰ (tỷ lệ là percent(phần, tổng))"
    assert in_language("tl: nobody knows this", "vi") == "tl: nobody knows this"
