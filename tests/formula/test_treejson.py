"""A tree survives the way to JSON and back; anything else is refused with its path."""

from __future__ import annotations

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import DataError
from cchc.formula.syntax import parse
from cchc.formula.treejson import from_json, to_json, tree_schema

VALIDATOR = jsonschema.Draft202012Validator({"$ref": "#/$defs/tree", "$defs": {"tree": tree_schema("#/$defs/tree")}})


@given(st.data())
def test_round_trip(world, data):
    """`from_json(to_json(tree)) == tree` through real JSON, and the schema agrees."""
    tree = data.draw(world.trees)
    node = json.loads(json.dumps(to_json(tree)))
    assert from_json(node) == tree
    assert VALIDATOR.is_valid(node)


def test_the_shape_is_stable():
    """Other apps rely on these keys."""
    assert to_json(parse("0.5 * a <= printed(b)")) == {
        "op": "<=",
        "args": [
            {"op": "*", "args": [{"number": "0.5"}, {"name": "a"}]},
            {"fact": "printed", "ids": ["b"]},
        ],
    }
    assert to_json(parse("s == 'day_du'")) == {"op": "==", "args": [{"name": "s"}, {"word": "day_du"}]}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.sampled_from(["+", "a", "0.5", "printed"]),
    lambda part: (
        st.lists(part, max_size=3)
        | st.dictionaries(
            st.sampled_from(["op", "args", "name", "number", "fact", "ids", "word", "x"]), part, max_size=3
        )
    ),
    max_leaves=12,
)


@given(values)
def test_any_data_is_a_tree_or_an_error(data):
    """No other exception, and no tree that the schema refuses."""
    try:
        from_json(data)
    except DataError:
        return
    assert VALIDATOR.is_valid(data)


@pytest.mark.parametrize(
    ("data", "path"),
    [
        ([], "$"),
        ({"op": "+"}, "$"),
        ({"op": "+", "args": [{"name": "a"}]}, "$.op"),
        ({"op": "pow", "args": []}, "$.op"),
        ({"op": "printed", "args": [{"name": "a"}]}, "$.op"),
        ({"op": "+", "args": [{"name": "a"}, {"name": "A b"}]}, "$.args[1].name"),
        ({"op": "+", "args": {}}, "$.args"),
        ({"number": 5}, "$.number"),
        ({"number": "1e400"}, "$.number"),
        ({"number": "-1"}, "$.number"),
        ({"number": "9" * 50}, "$.number"),
        ({"fact": "printed", "ids": [3]}, "$.ids[0]"),
        ({"fact": "total", "ids": []}, "$.fact"),
        ({"name": "total"}, "$.name"),
        ({"word": "x'; import os"}, "$.word"),
    ],
)
def test_what_is_refused_is_named(data, path):
    """The path leads to what is wrong."""
    with pytest.raises(DataError) as raised:
        from_json(data)
    assert raised.value.path == path


def test_depth_is_bounded():
    """A tree nested without end is refused before Python gives up."""
    node: dict[str, object] = {"name": "a"}
    for _ in range(5000):
        node = {"op": "neg", "args": [node]}
    with pytest.raises(DataError, match="too deeply"):
        from_json(node)
