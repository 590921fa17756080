"""What is kept of the changes that were tried is whole, and whoever guards a module exists."""

from __future__ import annotations

from tests.mutation.functions import ROOT, SOURCE, functions
from tests.mutation.record import guards, load


def test_every_guard_exists():
    """Tests that were moved guard nothing, and a module has one set of them."""
    tables = guards()
    assert not [test for guard in tables.values() for test in guard.tests if not (ROOT / test).exists()]
    modules = [path for guard in tables.values() for path in guard.modules]
    assert sorted(set(modules)) == sorted(modules)


def test_what_was_not_noticed_adds_up():
    """Each change of a function was noticed, or stands in the other table with a reason or a question mark."""
    record = load()
    assert record.survivors.keys() <= record.tried.keys()
    for key, tried in record.tried.items():
        assert tried.changes - tried.killed == len(record.survivors.get(key, {})), key
    assert all(reason for survivors in record.survivors.values() for reason in survivors.values())


def test_a_function_is_known_by_what_it_does(tmp_path):
    """Not by its comments, its layout or its docstring: those are changed every day."""
    one, other = tmp_path / "one.py", tmp_path / "other.py"
    one.write_text('class A:\n    def f(self):\n        """One."""\n        return 1 + 1\n')
    other.write_text("class A:\n    # a remark\n    def f(self):\n        return (1 +\n            1)\n")
    (before,), (after,) = functions(one), functions(other)
    assert (before.name, before.hash) == ("A.f", after.hash)
    other.write_text("class A:\n    def f(self):\n        return 1 - 1\n")
    assert next(functions(other)).hash != before.hash


def test_functions_of_one_name_are_told_apart():
    """A record of one is no record of the other."""
    for path in SOURCE.rglob("*.py"):
        names = [function.name for function in functions(path)]
        assert len(set(names)) == len(names), path
