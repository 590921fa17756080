"""A catalogue that is right loads into records that say what the files say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.edition import Edition, IndicatorKind
from cchc.formula.tree import Apply, Name
from cchc.load import load_edition


@pytest.fixture
def edition(files: dict[str, str], write: Callable[[dict[str, str]], Path]) -> Edition:
    return load_edition(write(files))


def test_the_edition_holds_its_dates_and_its_lines_in_the_order_of_the_form(edition: Edition) -> None:
    assert edition.id == "nho-2024"
    assert (edition.in_force_from, edition.in_force_to) == (dt.date(2022, 6, 24), dt.date(2025, 6, 30))
    assert list(edition.indicators) == ["ke_hoach", "giao", "xong", "ty_le", "phan_cap"]
    assert list(edition.auxiliaries) == ["con_lai"]


def test_a_line_knows_its_parent_its_file_and_its_line(edition: Edition) -> None:
    line = edition.indicators["ty_le"]
    assert (line.parent, line.file, line.line) == ("ke_hoach", "nho-2024/lines.toml", 26)
    assert (line.kind, line.decimals) == (IndicatorKind.PERCENTAGE, 2)
    assert line.formula == Apply("percent", (Name("xong"), Name("giao")))
    assert edition.indicators["phan_cap"].parent == "ty_le"


def test_what_a_missing_word_is_worth_comes_from_the_kind_and_the_way_over_time(edition: Edition) -> None:
    assert (edition.indicators["giao"].none, edition.indicators["giao"].not_arisen) == (0, None)
    assert (edition.indicators["ty_le"].none, edition.indicators["ty_le"].not_arisen) == (None, None)


def test_each_makes_an_instance_of_every_line_selected(edition: Edition) -> None:
    rule = edition.rules["R1"]
    assert [instance.bindings for instance in rule.instances] == [{"it": "giao"}, {"it": "xong"}]
    assert rule.code == "CCHC-R001"
    assert rule.line == 10


def test_a_family_lends_its_fields_and_its_samples_to_its_rules(edition: Edition) -> None:
    rule = edition.rules["R2"]
    assert rule.check == "part <= whole"
    assert rule.instances[0].check == Apply("<=", (Name("xong"), Name("giao")))
    assert (rule.good, rule.bad) == ({"xong": 3, "giao": 5}, {"xong": 5, "giao": 3})


def test_nothing_is_sought_that_may_have_been_meant_while_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """Likeness of names is slow to find, and only a mistake asks for it."""

    def sought(*_: object, **__: object) -> list[str]:
        raise AssertionError

    monkeypatch.setattr("difflib.get_close_matches", sought)
    assert load_edition(None).indicators
