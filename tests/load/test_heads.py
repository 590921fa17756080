"""A table under a head is what the head says, in whichever file it stands; a bare one is what its file is for."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from cchc.edition import Edition
from cchc.errors import CatalogueError, Problem
from cchc.load import load_edition

Files = dict[str, str]
Write = Callable[[Files], Path]

LINES, AUXILIARY, RULES = "nho-2024/lines.toml", "nho-2024/auxiliary.toml", "nho-2024/rules.toml"


def under(head: str, text: str) -> str:
    """A file of bare tables with each of them under a head."""
    return re.sub(r"^\[(?!family\.)(\w+)", rf"[{head}.\1", text, flags=re.MULTILINE)


@pytest.fixture
def one_file(files: Files) -> Files:
    """The small catalogue with all its definitions under heads in the file of its lines."""
    heads = {"units.toml": "units", LINES: "lines", AUXILIARY: "auxiliary", RULES: "rules"}
    whole = "".join(under(head, files[name]) for name, head in heads.items())
    return {**files, "units.toml": "", AUXILIARY: "", RULES: "", LINES: whole}


def bare(edition: Edition) -> Edition:
    """An edition without the places at which its definitions stand."""
    return evolve(
        edition,
        indicators={id: evolve(line, file="") for id, line in edition.indicators.items()},
        auxiliaries={id: evolve(line, file="") for id, line in edition.auxiliaries.items()},
        rules={id: evolve(rule, file="") for id, rule in edition.rules.items()},
    )


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as raised:
        load_edition(folder)
    return tuple(raised.value.problems)


def test_heads_in_one_file_say_what_bare_tables_in_several_say(files: Files, one_file: Files, write: Write) -> None:
    expected = load_edition(write(files))
    found = load_edition(write(one_file))
    assert bare(found) == bare(expected)
    assert (found.rules["R1"].file, found.rules["R1"].line) == (
        LINES,
        one_file[LINES].split("\n").index("[rules.R1]") + 1,
    )


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ('unit = "nhiem_vu"', 'unit = "nhiem_vuu"', "L004", "lines.giao.unit"),
        ('unit = "nhiem_vu"', 'untis = "nhiem_vu"', "L002", "lines.giao.untis"),
        ("it >= 0", "it + 1", "L006", "rules.R1.check"),
        ('severity = "error"', 'severity = "eror"', "L003", "family.part_whole.severity"),
        ("giao = 5, xong", "giao = 6, xong", "L011", "auxiliary.con_lai.example"),
    ],
)
def test_a_mistake_under_a_head_is_told_with_all_its_keys_and_its_line(
    one_file: Files, write: Write, old: str, new: str, code: str, key: str
) -> None:
    line = one_file[LINES][: one_file[LINES].index(old)].count("\n") + 1
    one_file[LINES] = one_file[LINES].replace(old, new, 1)
    found = [problem for problem in problems(write(one_file)) if problem.code == f"CCHC-{code}"]
    assert [(problem.file, problem.line, problem.key) for problem in found] == [(LINES, line, key)]


def test_a_table_that_cannot_be_parsed_is_not_missed_under_its_head(one_file: Files, write: Write) -> None:
    one_file[LINES] = one_file[LINES].replace('path = "I.2"', "path = I.2")
    assert [problem.code for problem in problems(write(one_file))] == ["CCHC-L001"]


def test_a_unit_stands_once_whatever_the_file(files: Files, write: Write) -> None:
    files[LINES] += '[units.nhiem_vu]\nlabel = { vi = "việc", en = "job" }\ncounts = { vi = "việc", en = "jobs" }\n'
    (found,) = problems(write(files))
    assert (found.code, found.file, found.key) == ("CCHC-L005", LINES, "units.nhiem_vu")
