"""The day of signing is not that of coming into force, and lint knows the one from the other."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.edition.ground import Certainty, Day, Ground
from cchc.errors import CatalogueError
from cchc.load import load_edition

Files = dict[str, str]
Write = Callable[[Files], Path]
SIGNED = "date = 2018-04-23"


def told(folder: Path) -> list[tuple[str, str | None]]:
    try:
        load_edition(folder)
    except CatalogueError as error:
        return [(problem.code, problem.key) for problem in error.problems]
    return []


def with_days(files: Files, instrument: str = "", start: str = "2022-06-24", **in_force: str) -> Files:
    """The small catalogue with other days: of its one instrument, and of the edition."""
    (name,) = [name for name, text in files.items() if SIGNED in text]
    files[name] = files[name].replace(SIGNED, f"{SIGNED}\n{instrument}")
    said = "".join(f", {key} = {value}" for key, value in in_force.items())
    edition = files["nho-2024/edition.toml"]
    files["nho-2024/edition.toml"] = edition.replace("{ from = 2022-06-24,", f"{{ from = {start}{said},")
    return files


@pytest.mark.parametrize(
    ("instrument", "start", "expected"),
    [
        ("", "2018-04-23", [("CCHC-L016", "in_force")]),
        ("in_force = { from = 2018-06-21, certainty = 'read' }", "2018-04-23", [("CCHC-L016", "in_force")]),
        ("in_force = { from = 2018-06-21, certainty = 'read' }", "2018-06-21", []),
        ("in_force = { from = 2018-04-23, certainty = 'read' }", "2018-04-23", []),
        ("in_force = { from = 2018-04-23, certainty = 'reported' }", "2022-06-24", []),
        ("in_force = { from = 2018-04-23, certainty = 'general' }", "2022-06-24",
         [("CCHC-L016", "nd_61_2018.in_force")]),
        ("in_force = { from = 2018-04-23 }", "2022-06-24", [("CCHC-L016", "nd_61_2018.in_force")]),
        ("in_force = { from = 2018-04-22, certainty = 'read' }", "2022-06-24",
         [("CCHC-L003", "nd_61_2018.in_force")]),
        ("ended = { on = 2018-04-22, certainty = 'read' }", "2022-06-24", [("CCHC-L003", "nd_61_2018.ended")]),
        ("ended = { on = 2025-06-30, by = '118/2025/NĐ-CP', certainty = 'read' }", "2022-06-24", []),
        ("in_force = { from = 2018-06-21, certainty = 'maybe' }", "2022-06-24",
         [("CCHC-L003", "nd_61_2018.in_force.certainty")]),
        ("in_force = { from = 2018-06-21, sure = true }", "2022-06-24", [("CCHC-L002", "nd_61_2018.in_force.sure")]),
    ],
)  # fmt: skip
def test_days_are_held_against_each_other(
    files: Files, write: Write, instrument: str, start: str, expected: list[tuple[str, str]]
) -> None:
    assert told(write(with_days(files, instrument, start))) == expected


def test_an_edition_names_the_instruments_by_whose_days_it_begins(files: Files, write: Write) -> None:
    """And how surely the days are known."""
    because = '{ instrument = "nd_61_2018", article = "Điều 7", certainty = "read" }'
    edition = load_edition(write(with_days(files, because=because, certainty='"reported"')))
    assert edition.in_force_certainty is Certainty.REPORTED
    assert edition.in_force_because == (Ground("nd_61_2018", Certainty.READ, "Điều 7"),)


def test_what_a_definition_rests_on_says_the_article_and_how_surely(files: Files, write: Write) -> None:
    """An id alone names the instrument, of which then nobody says how surely."""
    (name,) = [name for name, text in files.items() if 'legal_basis = ["nd_61_2018"]' in text]
    assert Ground("nd_61_2018") in [
        one for line in load_edition(write(files)).indicators.values() for one in line.legal_basis
    ]
    new = 'legal_basis = ["nd_61_2018", { instrument = "nd_61_2018", article = "Điều 8", certainty = "likely" }]'
    files[name] = files[name].replace('legal_basis = ["nd_61_2018"]', new)
    (line,) = [line for line in load_edition(write(files)).indicators.values() if line.legal_basis]
    assert line.legal_basis == (Ground("nd_61_2018"), Ground("nd_61_2018", Certainty.LIKELY, "Điều 8"))


@pytest.mark.parametrize(
    ("basis", "code"),
    [
        ('["nd_61_2018", "nd_61_2018"]', "CCHC-L003"),
        ("[3]", "CCHC-L003"),
        ('"nd_61_2018"', "CCHC-L003"),
        ('["nd_62_2018"]', "CCHC-L004"),
        ('{ instrument = "nd_62_2018" }', "CCHC-L004"),
        ('{ instrument = "nd_61_2018", certainty = "sure" }', "CCHC-L003"),
        ('{ instrument = "nd_61_2018", artikel = "1" }', "CCHC-L002"),
        ("{ }", "CCHC-L014"),
    ],
)
def test_a_basis_that_is_none(files: Files, write: Write, basis: str, code: str) -> None:
    (name,) = [name for name, text in files.items() if 'legal_basis = ["nd_61_2018"]' in text]
    files[name] = files[name].replace('legal_basis = ["nd_61_2018"]', f"legal_basis = {basis}")
    assert code in [found for found, _ in told(write(files))]


def test_an_instrument_says_since_when_and_until_when_it_holds(files: Files, write: Write) -> None:
    days = "certainty = 'read'\nin_force = { from = 2018-06-21, certainty = 'reported' }\n"
    days += "ended = { on = 2025-06-30, by = '118/2025/NĐ-CP', certainty = 'read' }"
    one = load_edition(write(with_days(files, days))).instruments["nd_61_2018"]
    assert one.in_force is not None
    assert (one.certainty, one.in_force.certainty) == (Certainty.READ, Certainty.REPORTED)
    assert one.ended == Day(one.ended.on, Certainty.READ, "118/2025/NĐ-CP") if one.ended else False
    assert (one.had_ended(one.ended.on), one.had_ended(one.ended.on.replace(month=7))) == (False, True)


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31"])
def test_no_day_is_of_a_year_that_has_no_reports(files: Files, write: Write, day: str) -> None:
    """Whatever reckons from a day may go a year, or ten, before and after it."""
    assert told(write(with_days(dict(files), start=day)))[0] == ("CCHC-L003", "in_force.from")
    assert told(write(with_days(dict(files), f"ended = {{ on = {day}, certainty = 'read' }}")))[0] == (
        "CCHC-L003",
        "nd_61_2018.ended.on",
    )
