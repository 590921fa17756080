"""What holds for all lines of a kind is said once, by the kind; a line may say otherwise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.edition import Edition, Indicator, SymbolPattern
from cchc.errors import Problem
from cchc.load import load_edition

Files = dict[str, str]
Change = tuple[str, str, str]
Changed = Callable[..., Edition]
Mistakes = Callable[..., tuple[Problem, ...]]

FORM, LINES, AUXILIARY = "nho-2024/edition.toml", "nho-2024/lines.toml", "nho-2024/auxiliary.toml"

RATES = """[kinds.percentage]
unit = "phan_tram"
printed_unit = "%"
decimals = 1
over_time = "recompute"
over_offices = "recompute"
"""


def defaults(text: str) -> Change:
    """The change that puts defaults before those of counts, or among them."""
    head = "[kinds.count]\n"
    return (FORM, head, head + text.removeprefix(head) if text.startswith(head) else f"{text}\n{head}")


@pytest.fixture
def changed(files: Files, write: Callable[[Files], Path]) -> Changed:
    """The small catalogue's edition after some (file, old text, new text) replacements."""

    def changed(*changes: Change) -> Edition:
        for name, old, new in changes:
            assert old in files[name]
            files[name] = files[name].replace(old, new, 1)
        return load_edition(write(files))

    return changed


def rate(changed: Changed, own: str = "") -> Indicator:
    """The small catalogue's rate where its kind says all that it can, and the line what is its own."""
    return changed(
        defaults(RATES),
        (LINES, 'kind = "percentage"\nunit = "phan_tram"\n', f'kind = "percentage"\n{own}'),
        (LINES, 'over_time = "recompute"\nover_offices = "recompute"\n', ""),
        (LINES, 'gives = "3.13"', 'gives = "3.1"'),
    ).indicators["ty_le"]


def test_a_line_takes_over_whatever_its_kind_says(changed: Changed) -> None:
    line = rate(changed)
    assert (line.unit, line.printed_unit, line.decimals) == ("phan_tram", "%", 1)
    assert (line.over_time, line.over_offices) == ("recompute", "recompute")


def test_what_a_line_says_itself_outweighs_its_kind(changed: Changed) -> None:
    assert rate(changed, 'printed_unit = "100%"\n').printed_unit == "100%"


def test_an_empty_printed_unit_is_none_whatever_the_kind_prints(changed: Changed) -> None:
    assert rate(changed, 'printed_unit = ""\n').printed_unit is None


def test_lines_of_a_kind_that_are_added_up_in_one_way_may_have_defaults_of_their_own(changed: Changed) -> None:
    found = changed(
        defaults('[kinds.count]\nprinted_unit = "số"\nover_time = "last"\n'),
        (FORM, '[kinds."count.last"]\n', '[kinds.count.last]\nprinted_unit = "việc"\n'),
        (LINES, 'over_time = "last"\n', ""),
        (LINES, 'over_time = "last"\n', 'over_time = "flow"\n'),
    )
    last, other = found.indicators["giao"], found.indicators["xong"]
    assert (last.over_time, last.printed_unit, last.none, last.not_arisen) == ("last", "việc", 0, None)
    assert (other.over_time, other.printed_unit, other.none, other.not_arisen) == ("flow", "số", 0, 0)


def test_lines_of_a_kind_may_share_words_and_symbols(changed: Changed) -> None:
    line = '[ban_hanh]\ncode = ""\nlabel = { vi = "Ban hành", en = "Issued" }\nkind = "document"\n'
    line += 'over_time = "last"\nover_offices = "count_issued"\n'
    found = changed(
        defaults('[kinds.document]\nsymbol = { types = ["KH"] }\n[kinds.status]\nstatuses = ["day_du"]\n'),
        (LINES, 'statuses = ["day_du"]\n', ""),
        (LINES, "[phan_cap]\n", f"{line}\n[phan_cap]\n"),
        (LINES, '"I.3.1"', '"I.3.2"'),
    )
    assert found.indicators["ban_hanh"].symbol == SymbolPattern(("KH",))
    assert found.indicators["phan_cap"].statuses == ("day_du",)


def test_decimals_may_still_be_said_for_all_kinds_together(changed: Changed) -> None:
    """`decimals = { percentage = 2 }`, as catalogues before had it; the kind's own outweigh it."""
    assert changed().indicators["ty_le"].decimals == 2
    rounded = (LINES, 'gives = "3.13"', 'gives = "3"')
    assert changed(defaults("[kinds.percentage]\ndecimals = 0\n"), rounded).indicators["ty_le"].decimals == 0


@pytest.mark.parametrize(
    ("text", "code", "key", "hint"),
    [
        ("[kinds.percentage]\ndecimals = 7", "L003", "kinds.percentage.decimals", None),
        ("[kinds.percentage]\nunit = 5", "L003", "kinds.percentage.unit", 'write "5"'),
        ("[kinds.percentage]\nnot_arisen = 1", "L003", "kinds.percentage.not_arisen", None),
        ('[kinds.percentage]\nprinted_unitt = "%"', "L002", "kinds.percentage.printed_unitt", "printed_unit"),
        ('[kinds.percentage]\nlabel = "%"', "L002", "kinds.percentage.label", None),
        ('[kinds.status.last]\nover_time = "last"', "L002", "kinds.status.last.over_time", None),
        ('[kinds.heading]\nunit = "nhiem_vu"', "L003", "kinds.heading.unit", None),
        ("[kinds.status]\ndecimals = 1", "L003", "kinds.status.decimals", None),
        ('[kinds.count]\nunit = "nhiem_vuu"', "L004", "kinds.count.unit", "nhiem_vu"),
        ('[kinds.count]\nover_offices = "sumn"', "L004", "kinds.count.over_offices", "sum"),
        ('[kinds.heading]\nover_offices = "sum"', "L003", "kinds.heading.over_offices", "none"),
    ],
)
def test_a_mistake_in_a_default_is_told_once_where_it_stands(
    mistakes: Mistakes, files: Files, text: str, code: str, key: str, hint: str | None
) -> None:
    own = key.rpartition(".")[2]
    for name in (LINES, AUXILIARY):  # whatever the kind says, no count says it itself
        old = {"unit": 'unit = "nhiem_vu"\n', "over_offices": 'over_offices = "sum"\n'}.get(own, "")
        files[name] = files[name].replace(old, "") if key.startswith("kinds.count") else files[name]
    (found,) = [problem for problem in mistakes(defaults(text + "\n")) if problem.file == FORM]
    assert (found.code, found.file, found.key) == (f"CCHC-{code}", FORM, key)
    assert hint is None or hint in str(found.hint)
    assert found.line is not None
    assert text.rpartition("\n")[2] == files[FORM].split("\n")[found.line - 1]


def test_defaults_that_cannot_be_read_are_not_missed(mistakes: Mistakes) -> None:
    found = mistakes(
        defaults(RATES.replace("[kinds.percentage]", "[kinds.percentage")),
        (LINES, 'unit = "phan_tram"\n', ""),
        (LINES, 'over_time = "recompute"\nover_offices = "recompute"\n', ""),
    )
    assert [(problem.file, problem.code) for problem in found] == [(FORM, "CCHC-L001")]
