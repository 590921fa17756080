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


def without(text: str, header: str) -> str:
    """A file without the tables whose header begins so."""
    return "".join(table for table in re.split(r"^(?=\[)", text, flags=re.MULTILINE) if f"[{header}" not in table[:40])


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


def written(files: Files, folder: Path) -> Path:
    """The edition's folder of files written somewhere else than the other."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder / "nho-2024"


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


@pytest.fixture
def two_files(one_file: Files) -> Files:
    """The small catalogue as one folder of two files, with no list of files and nothing beside it that it lacks."""
    edition = re.sub(r"^(sections|rules|auxiliary) = .*\n", "", one_file["nho-2024/edition.toml"], flags=re.MULTILINE)
    whole = one_file[LINES] + under("instruments", one_file["instruments.toml"])
    whole += under("statuses", one_file["statuses.toml"])
    apart = {"units.toml", "instruments.toml", "statuses.toml"}
    shared = {name: text for name, text in one_file.items() if "/" not in name and name not in apart}
    return {**shared, "nho-2024/edition.toml": edition, LINES: whole}


def test_files_whose_tables_all_stand_under_heads_need_no_list(files: Files, two_files: Files, tmp_path: Path) -> None:
    assert bare(load_edition(written(two_files, tmp_path / "a"))) == bare(load_edition(written(files, tmp_path / "b")))


def test_edition_toml_may_hold_definitions_too(two_files: Files, tmp_path: Path) -> None:
    expected = bare(load_edition(written(two_files, tmp_path / "a")))
    two_files["nho-2024/edition.toml"] += two_files.pop(LINES)
    assert bare(load_edition(written(two_files, tmp_path / "b"))) == expected


@pytest.mark.parametrize(
    ("old", "new", "hint"),
    [
        ("[units.nhiem_vu]", "[unit.nhiem_vu]", "did you mean units?"),
        ("[lines.giao]", "[giao]", "a head: [lines.giao]"),
    ],
)
def test_a_file_in_no_list_is_none_of_the_edition_until_each_table_has_its_head(
    two_files: Files, write: Write, old: str, new: str, hint: str
) -> None:
    two_files[LINES] = two_files[LINES].replace(old, new)
    (found,) = [problem for problem in problems(write(two_files)) if problem.code == "CCHC-L010"]
    assert (found.file, found.key) == ("nho-2024/edition.toml", "sections")
    assert "'lines.toml'" in found.what
    assert hint in str(found.hint)


def test_a_head_misspelt_in_a_file_of_lines_is_told(one_file: Files, write: Write) -> None:
    one_file[LINES] = one_file[LINES].replace("[units.nhiem_vu]", "[unit.nhiem_vu]")
    assert "did you mean units?" in [problem.hint for problem in problems(write(one_file))]


@pytest.mark.parametrize(
    ("head", "told"),
    [
        (
            "instruments",
            "giao.legal_basis: there is no instrument 'nd_61_2018' (define it: [instruments.nd_61_2018])",
        ),
        ("statuses", "phan_cap.statuses: there is no status word 'day_du' (define it: [statuses.day_du])"),
    ],
)
def test_what_nobody_defines_is_told_where_it_is_named(two_files: Files, write: Write, head: str, told: str) -> None:
    """Whether it is to stand in this file or in one of its own: the place that needs it is the one to look at."""
    two_files[LINES] = without(two_files[LINES], f"{head}.")
    assert any(told in str(problem) for problem in problems(write(two_files)))
    for header in ("lines.phan_cap", "instruments.", "statuses."):
        two_files[LINES] = without(two_files[LINES], header)
    two_files[LINES] = two_files[LINES].replace('legal_basis = ["nd_61_2018"]\n', "")
    load_edition(write(two_files))


def test_an_edition_without_any_line_is_told_what_it_lacks(two_files: Files, write: Write) -> None:
    del two_files[LINES]
    assert "'sections' is missing" in [problem.what for problem in problems(write(two_files))]


def test_a_unit_stands_once_whatever_the_file(files: Files, write: Write) -> None:
    files[LINES] += '[units.nhiem_vu]\nlabel = { vi = "việc", en = "job" }\ncounts = { vi = "việc", en = "jobs" }\n'
    (found,) = problems(write(files))
    assert (found.code, found.file, found.key) == ("CCHC-L005", LINES, "units.nhiem_vu")
