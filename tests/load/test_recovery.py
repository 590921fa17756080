"""A mistake of syntax costs its own line or table, and nothing else of the file."""

from __future__ import annotations

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from cchc.load.recovery import parse

SOUND = """\
top = 1
[a]
x = 1
y = "two"
[b]
list = [
    1,
    2,
]
[c]
z = 3
"""


@pytest.mark.parametrize(
    ("old", "new", "lines", "left"),
    [
        ('y = "two"', 'y = "two', [4], {"top": 1, "a": {"x": 1}, "b": {"list": [1, 2]}, "c": {"z": 3}}),
        ("x = 1", "x = ", [3], {"top": 1, "a": {"y": "two"}, "b": {"list": [1, 2]}, "c": {"z": 3}}),
        ("top = 1", "top 1", [1], {"a": {"x": 1, "y": "two"}, "b": {"list": [1, 2]}, "c": {"z": 3}}),
        ("[b]", "[b", [5], {"top": 1, "a": {"x": 1, "y": "two"}, "c": {"z": 3}}),
        ("[b]", "[b']", [5], {"top": 1, "a": {"x": 1, "y": "two"}, "c": {"z": 3}}),
        ("[c]", "[a]", [10], {"top": 1, "a": {"x": 1, "y": "two"}, "b": {"list": [1, 2]}}),
        ("]\n[c]", "\n[c]", [10], {"top": 1, "a": {"x": 1, "y": "two"}, "c": {"z": 3}}),
        ('y = "two"', "x = 2", [4], {"top": 1, "a": {"x": 1}, "b": {"list": [1, 2]}, "c": {"z": 3}}),
    ],
)
def test_what_is_sound_around_a_mistake_is_read(old: str, new: str, lines: list[int], left: dict[str, object]) -> None:
    parsed = parse(SOUND.replace(old, new))
    assert [fault.line for fault in parsed.faults] == lines
    assert parsed.data == left


def test_mistakes_in_several_tables_are_all_told() -> None:
    parsed = parse(SOUND.replace("x = 1", "x = ").replace("z = 3", "z : 3").replace("top = 1", "top"))
    assert [fault.line for fault in parsed.faults] == [1, 3, 11]
    assert parsed.wounded == {"", "a", "c"}


@given(st.text(alphabet="[]{}ab=\"'.,#\n\\ 1", max_size=60))
def test_any_text_is_read_or_has_faults(text: str) -> None:
    parsed = parse(text)
    assert parsed.text.count("\n") == text.count("\n")
    assert all(fault.line is None or 1 <= fault.line <= text.count("\n") + 1 for fault in parsed.faults)
    try:
        expected = tomli.loads(text)
    except ValueError:
        assert parsed.faults
    else:
        assert (parsed.data, parsed.faults, parsed.complete) == (expected, [], True)
