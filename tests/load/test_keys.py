"""The line of a key is the line on which that key is written."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator

import pytest
import tomli
from tests.pace import within

from cchc.load import find_catalogue
from cchc.load.keys import header_lines, key_lines

Path = tuple[str | int, ...]

FILES = sorted(find_catalogue().parent.rglob("*.toml"))

TEXT = '''\
a = 1            # a comment = "with", [signs]
"b c".d = """
[no] header = 1
""" # here
[t.u]
list = [
    { x = 1, y = [1, 2] },

    "three # [four]", # { five = 5 }
    [
        "six",
    ],
]
f = { g = { h = 'i = "j"' }, "k l" = 1.5 }
[[r]]
m = 2024-05-14T07:30:00Z
[[r]]
m = 2
[r.s]
n = 3
'''


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    """The path of everything inside a TOML value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from paths(inner, (*path, key))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from paths(inner, (*path, place))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_key_of_the_catalogue_is_found_on_a_line_that_names_it(file: pathlib.Path) -> None:
    text = file.read_text(encoding="utf-8")
    lines, found = text.split("\n"), key_lines(text)
    for path in paths(tomli.loads(text)):
        assert str(path[-1]) in lines[found[path] - 1]


def path_of(header: str) -> Path:
    """The path of the table that a header names."""
    return max(paths(tomli.loads(f"[{header}]")), key=len)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_headers_found_quickly_are_those_found_key_by_key(file: pathlib.Path) -> None:
    text = file.read_text(encoding="utf-8")
    found = key_lines(text)
    for name, line in header_lines(text).items():
        assert found[path_of(name)] == line


def test_every_way_to_write_toml_is_followed() -> None:
    found = key_lines(TEXT)
    assert set(paths(tomli.loads(TEXT))) <= found.keys()
    expected = {
        ("a",): 1,
        ("b c", "d"): 2,
        ("t", "u"): 5,
        ("t", "u", "list", 0): 7,
        ("t", "u", "list", 0, "y", 1): 7,
        ("t", "u", "list", 1): 9,
        ("t", "u", "list", 2): 10,
        ("t", "u", "list", 2, 0): 11,
        ("t", "u", "f", "g", "h"): 14,
        ("t", "u", "f", "k l"): 14,
        ("r", 0, "m"): 16,
        ("r", 1, "m"): 18,
        ("r", 1, "s", "n"): 20,
    }
    assert {path: found[path] for path in expected} == expected


@pytest.mark.parametrize("text", ["[{}]\nb = 1\n", "[[{}]]\nb = 1\n", "{} = 1\n", "a = {{ {} = 1 }}\n"])
def test_a_key_of_very_many_parts_is_no_path_for_each(text: str) -> None:
    """Not every parser refuses it: the paths of a hundred thousand parts would take ten gigabytes."""
    with within(2):
        found = key_lines(text.format(".".join(["a"] * 50_000)))
    assert 0 < len(found) < 500
