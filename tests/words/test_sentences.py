"""Whatever the code says of a mistake in a catalogue comes in the language of the reader."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from tests.load.conftest import Mistakes, files, mistakes, write
from tests.load.test_problems import ONE_MISTAKE
from tests.words.asked import PACKAGE

from cchc.errors import Problem
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
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and _called(call) in SAYING:
                for argument in (*call.args, *(keyword.value for keyword in call.keywords)):
                    for text in _texts(argument):
                        if " " in text.strip() and text.strip(f"{FILLED} :"):
                            yield text, f"{path.relative_to(PACKAGE)}:{call.lineno}"


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _texts(node: ast.expr) -> list[str]:
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            return ["".join(part.value if isinstance(part, ast.Constant) else FILLED for part in parts)]
        case ast.IfExp(body=body, orelse=orelse):
            return [*_texts(body), *_texts(orelse)]
        case ast.BoolOp(values=values):
            return [text for value in values for text in _texts(value)]
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _texts(left) or [FILLED], _texts(right) or [FILLED]
            return [one + other for one in first for other in second]
        case _:
            return []


@pytest.mark.parametrize(("sentence", "place"), dict(sentences()).items())
def test_every_sentence_of_the_code_is_there(sentence: str, place: str) -> None:
    """In Vietnamese, with all that fills it; what is written as in a catalogue stays as it is."""
    if CODE.fullmatch(sentence) or not re.search("[a-z]{3}", sentence):
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
