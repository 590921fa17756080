"""Where a line stands follows from its code and the lines before it; inserting one renumbers nothing by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.edition import Edition
from cchc.errors import CatalogueError, Problem
from cchc.load import load_edition
from cchc.load.numbering import Numbering

Files = dict[str, str]
Write = Callable[[Files], Path]

LINES = "nho-2024/lines.toml"

codes = st.lists(st.sampled_from(["I", "II", "1", "2", "1.1", "1,2", "2.1.3", "-", "+", ""]), max_size=20)


def paths(codes: list[str]) -> list[str]:
    """The paths of lines with these codes, in this order."""
    numbering, found = Numbering(), []
    for code in codes:
        path = numbering.path(code)
        assert path is not None
        numbering.add(code, path)
        found.append(path)
    return found


@pytest.fixture
def pathless(files: Files) -> Files:
    """The small catalogue without its paths."""
    files[LINES] = re.sub(r"^path = .*\n", "", files[LINES], flags=re.MULTILINE)
    return files


def problems(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(CatalogueError) as raised:
        load_edition(folder)
    return tuple(raised.value.problems)


def places(edition: Edition) -> dict[str, tuple[str, str | None]]:
    return {line.id: (line.path, line.parent) for line in edition.indicators.values()}


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("I 1 - - 2 -", "I I.1 I.1.1 I.1.2 I.2 I.2.1"),
        ("I 3 3.1 - + + - 3.2 -", "I I.3 I.3.1 I.3.1.1 I.3.1.1.1 I.3.1.1.2 I.3.1.2 I.3.2 I.3.2.1"),
        ("II 3 3,1 - II", "II II.3 II.3.1 II.3.1.1 II"),
        ("I 1 II 1 -", "I I.1 II II.1 II.1.1"),
        ("I 2 - _ - _ +", "I I.2 I.2.1 I.2.1.1 I.2.2 I.2.2.1 I.2.2.2"),
        ("I 9 _ - -", "I I.9 I.9.1 I.9.2 I.9.3"),
        ("I 1 + + - +", "I I.1 I.1.1 I.1.2 I.1.3 I.1.3.1"),
        ("1 2 2.1 - 3", "1 2 2.1 2.1.1 3"),
        ("- - + -", "1 2 2.1 3"),
    ],
)
def test_each_shape_of_code_has_its_place(codes: str, expected: str) -> None:
    """A line without a code is written `_` here."""
    assert " ".join(paths(["" if code == "_" else code for code in codes.split()])) == expected


@given(codes)
def test_a_derived_path_is_always_a_path_and_fits_its_code(codes: list[str]) -> None:
    numbering = Numbering()
    for code, path in zip(codes, paths(codes), strict=True):
        assert numbering.is_path(code, path)
        assert numbering.expected(code, path) == path
        numbering.add(code, path)


@given(codes, st.integers(0, 20), st.sampled_from(["-", "+", ""]))
def test_a_line_inserted_moves_no_line_before_it_and_none_whose_code_is_printed(
    codes: list[str], place: int, code: str
) -> None:
    before, after = paths(codes), paths([*codes[:place], code, *codes[place:]])
    moved = [n for n in range(len(codes)) if before[n] != after[n if n < place else n + 1]]
    assert all(n >= place and codes[n] in {"-", "+", ""} for n in moved)


def test_lines_without_paths_stand_where_they_stood(files: Files, write: Write) -> None:
    expected = places(load_edition(write(dict(files))))
    files[LINES] = re.sub(r"^path = .*\n", "", files[LINES], flags=re.MULTILINE)
    assert places(load_edition(write(files))) == expected


def test_a_line_put_between_moves_those_after_it_and_asks_no_more_of_them(pathless: Files, write: Write) -> None:
    line = '[moi]\ncode = "-"\nlabel = { vi = "Mới", en = "New" }\nkind = "heading"\n\n'
    pathless[LINES] = pathless[LINES].replace("[xong]", f"{line}[xong]")
    found = places(load_edition(write(pathless)))
    assert found["moi"] == ("I.2", "ke_hoach")
    assert found["xong"] == ("I.3", "ke_hoach")
    assert found["phan_cap"] == ("I.4.1", "ty_le")


def test_a_path_that_is_written_outweighs_the_one_that_follows(pathless: Files, write: Write) -> None:
    """A line without a code may stand under any line; what follows is counted on from there."""
    old, new = '[ty_le]\ncode = "-"', '[ty_le]\ncode = ""\npath = "I.3"'
    pathless[LINES] = pathless[LINES].replace(old, new)
    found = places(load_edition(write(pathless)))
    assert (found["ty_le"], found["phan_cap"]) == (("I.3", "ke_hoach"), ("I.2.1", "xong"))


@pytest.mark.parametrize(
    ("old", "new", "code", "what"),
    [
        ('code = "I"', 'code = "AB"', "L003", "'AB' is no code of a line"),
        ('code = "+"', 'code = "5.1"', "L004", "no line before this one has the path I.5"),
        ('code = "+"', 'code = "I"', "L005", "the path I belongs to 'ke_hoach'"),
        ('code = "+"', 'code = "10000000"', "L003", "'I.10000000' is no path"),
    ],
)
def test_a_code_with_no_place_is_told_at_the_code(
    pathless: Files, write: Write, old: str, new: str, code: str, what: str
) -> None:
    pathless[LINES] = pathless[LINES].replace(old, new, 1)
    (found,) = problems(write(pathless))
    assert (found.code, found.file, str(found.key).rpartition(".")[2]) == (f"CCHC-{code}", LINES, "code")
    assert what in found.what
    assert pathless[LINES].split("\n")[(found.line or 0) - 1] == new


def test_a_lost_line_leaves_no_other_without_a_place(pathless: Files, write: Write) -> None:
    pathless[LINES] = pathless[LINES].replace('kind = "heading"', 'kind = "heading')
    assert [problem.code for problem in problems(write(pathless))] == ["CCHC-L001"]
