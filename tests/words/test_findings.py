"""Each code that is used has its severity and texts, which speak of nothing that their check does not fill in."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from tests.words.asked import PACKAGE

from cchc.edition import Severity
from cchc.load.wording import PRINTED
from cchc.words import LANGUAGES, PLACEHOLDER, data

CODE = re.compile(r"CCHC-[FCPT]\d{3}")
TOLD = {"observed", "place", *PRINTED}
"""What every finding fills in, or what is quoted of the form."""
OF_A_LINE = {"label", "code"}
"""What every finding about a line fills in besides."""
OF_A_CELL = OF_A_LINE | {"need"}
"""What every finding about the cells of a line fills in."""
ABOUT_LINES = {"CCHC-F001", "CCHC-F002", "CCHC-F004", "CCHC-F005", "CCHC-F018", "CCHC-F025", "CCHC-F038"}
"""Checks of the form that speak of a line of it."""
GATHERED = {"CCHC-F010": {"expected", "other"}, "CCHC-F015": {"expected", "other"}}
"""What the note of an old encoding holds, which is put together before its code is known."""


def texts(code: str) -> Mapping[str, Mapping[str, str]]:
    kind: Mapping[str, Any] = data("findings")[code]
    return {part: kind[part] for part in ("title", "says", "advice")}


def filled() -> Iterator[tuple[str, set[str]]]:
    """Each code that a call names, and what that call fills in: its keywords, and the keys of the dicts it is given."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            known = assigned(function)
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                parts = [*call.args, *(keyword.value for keyword in call.keywords)]
                given = [meant for part in parts for meant in meanings(part, known)]
                named = {keyword.arg for keyword in call.keywords if keyword.arg is not None}
                keys = (key for part in given if isinstance(part, ast.Dict) for key in part.keys)
                named |= {str(key.value) for key in keys if isinstance(key, ast.Constant)}
                for part in given:
                    if isinstance(part, ast.Constant) and CODE.fullmatch(str(part.value)):
                        yield str(part.value), named


def assigned(function: ast.FunctionDef) -> dict[str, ast.expr]:
    """What each name of a function stands for; of a loop's name, what it goes through."""
    found = (node for node in ast.walk(function) if isinstance(node, ast.Assign))
    named = {target.id: node.value for node in found for target in node.targets if isinstance(target, ast.Name)}
    loops = (node for node in ast.walk(function) if isinstance(node, ast.For) and isinstance(node.target, ast.Name))
    return named | {node.target.id: node.iter for node in loops}


def meanings(node: ast.expr, known: Mapping[str, ast.expr]) -> list[ast.expr]:
    """What an argument may be: itself, what its name stands for, either side of a choice."""
    match node:
        case ast.Name(id=name) if name in known and known[name] is not node:
            return meanings(known[name], {})
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
        case ast.Tuple(elts=parts):
            return parts
        case _:
            return [node]


def test_every_code_that_is_used_has_texts_and_every_text_is_used() -> None:
    """Checks of forms, cells and printed arithmetic name their codes; mistakes of a catalogue have theirs."""
    used: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        used.update(re.findall(r"CCHC-[FCPTL]\d{3}", path.read_text(encoding="utf-8")))
    assert used - {"CCHC-L000"} == set(data("findings"))


@pytest.mark.parametrize("code", data("findings"))
def test_a_code_says_all_in_every_language(code: str) -> None:
    """Severity, title, message and remedy; each composed, and in each language of the same figures."""
    assert data("findings")[code].keys() == {"severity", "title", "says", "advice"}
    assert data("findings")[code]["severity"] in tuple(Severity)
    for text in texts(code).values():
        assert tuple(text) == LANGUAGES
        assert all(words.strip() and unicodedata.is_normalized("NFC", words) for words in text.values())
        assert len({frozenset(PLACEHOLDER.findall(words)) - set(PRINTED) for words in text.values()}) == 1


def test_a_code_says_why_in_every_language() -> None:
    """Each its own sentence, and none that the code is called by already."""
    why = data("why")
    assert why.keys() == data("findings").keys()
    for code, text in why.items():
        assert tuple(text) == LANGUAGES
        assert all(words.endswith(".") and unicodedata.is_normalized("NFC", words) for words in text.values())
        assert all(data("findings")[code]["title"][language] != words[:-1] for language, words in text.items())
    assert len({text["vi"] for text in why.values()}) == len(why)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_says_what_it_checks_in_every_language(language: str) -> None:
    """Each code of the library in sentences of its own, which say more than its title and speak of codes that are."""
    checks, titles = data("checks"), {code: kind["title"] for code, kind in data("findings").items()}
    titles |= {f"CCHC-{id}": rule["label"] for id, rule in data("standard").items()}
    assert checks.keys() == titles.keys()
    for code, text in checks.items():
        assert tuple(text) == LANGUAGES, code
        words = text[language]
        assert words.endswith(".") and unicodedata.is_normalized("NFC", words), code
        assert not PLACEHOLDER.search(words) and titles[code][language] != words[:-1], code
        mentioned = {each: set(re.findall(r"CCHC-\w+", text[each])) for each in LANGUAGES}
        assert mentioned[language] == mentioned["vi"] <= titles.keys() - {code}, code
    assert len({text[language] for text in checks.values()}) == len(checks)


def test_a_check_fills_in_whatever_its_texts_speak_of() -> None:
    """A place left open would be read as it stands in the file: “{candidates}”."""
    given: dict[str, set[str]] = {}
    for code, figures in filled():
        given.setdefault(code, set()).update(figures)
    for code in filter(CODE.fullmatch, data("findings")):
        wanted = {name for part in texts(code).values() for text in part.values() for name in PLACEHOLDER.findall(text)}
        about_line = OF_A_CELL if code[5] in "CP" else OF_A_LINE if code in ABOUT_LINES else set()
        assert wanted <= TOLD | about_line | given[code] | GATHERED.get(code, set()), code
