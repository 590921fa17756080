"""A table of offices comes from strangers, too: every command reads it alike, or refuses it with the row at fault."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.pace import within

GOOD = "office,level,parent,valid_from,valid_to\nUBND phường A,ward,Quận B,2020-01-01,\nQuận B,district,,,\n"
HEAD = "office,level,parent,valid_from,valid_to\n"
WRONG: dict[str, tuple[str, bytes, str]] = {
    "empty": (".csv", b"", "no table of offices"),
    "no rows": (".csv", HEAD.encode(), "no table of offices"),
    "an old name": (".csv", b"unit,level,parent\nA,ward,B\n", "no table of offices"),
    "no text": (".csv", b"office,level,parent\n\x00,\x00,\x00\n", "no kind of file"),
    "an endless field": (".csv", f'office,level,parent\n"{"a" * 200_000}\n'.encode(), "row"),
    "no date": (".csv", f"{HEAD}A,ward,B,01/07/2025,\n".encode(), "row 2 of the table of offices: '01/07/2025'"),
    "an impossible date": (".csv", f"{HEAD}A,ward,B,,99999-01-01\n".encode(), "'valid_to' is no date"),
    "deep JSON": (".json", b"[" * 100_000, "cannot be opened"),
    "other JSON": (".json", b'{"office": 1}', "no table of offices"),
    "nested JSON": (".json", b'[{"office": {"b": 2}}]', "is no name"),
    "an endless number": (".json", b'[{"office": ' + b"9" * 10_000 + b"}]", "cannot be opened"),
    "an office over itself": (".csv", f"{HEAD}A,ward,B\nB,district,B\n".encode(), "over itself: 'B' → 'B'"),
    "a round": (".csv", f"{HEAD}A,ward,B\nB,district,C\nC,province,B\n".encode(), "'B' → 'C' → 'B'"),
    "a round at one time": (
        ".csv",
        f"{HEAD}A,ward,B\nB,district,C,2020-01-01\nC,province,B,,2020-01-01\n".encode(),
        "'B' → 'C' → 'B'",
    ),
    "an endless round": (
        ".json",
        json.dumps([{"office": f"N{n}", "parent": f"N{(n + 1) % 50_000}"} for n in range(50_000)]).encode(),
        "'N0' → 'N1'",
    ),
    "an endless chain": (
        ".json",
        json.dumps([{"office": f"N{n}", "parent": f"N{n + 1}"} for n in range(50_000)]).encode(),
        "more than 8 levels",
    ),
    "no Parquet": (".parquet", b"PAR1" + bytes(300) + b"PAR1", "cannot be opened"),
}


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("verb", ["check", "rollup"])
def test_what_is_no_table_of_offices_is_refused(
    cchc: Callable, tmp_path: Path, real_report: Path, verb: str, wrong: str
) -> None:
    """One sentence says what is wrong, and where; it is no fault of the program."""
    suffix, data, says = WRONG[wrong]
    offices = tmp_path / f"offices{suffix}"
    offices.write_bytes(data)
    done = cchc(verb, real_report, "--offices", offices, "--lang", "en")
    assert done.code == 2
    assert says in done.err
    assert "fault of cchc" not in done.err


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_tables_of_offices_are_read_as_programs_write_them(
    cchc: Callable, tmp_path: Path, real_report: Path, separator: str, encoding: str
) -> None:
    """The separators and the encodings of spreadsheet programs, for every command alike."""
    offices = tmp_path / "offices.csv"
    offices.write_bytes(GOOD.replace(",", separator).encode(encoding))
    told = cchc("rollup", real_report, "--by", "district", "--offices", offices, "-f", "csv")
    assert told.code == 0
    assert told.err.startswith("lưu ý") and "phuong-2024-05" in told.err, "the report is of another office"
    assert cchc("check", real_report, "--offices", offices).code == 1


def test_offices_of_numbers_are_names(cchc: Callable, tmp_path: Path, real_report: Path) -> None:
    """A code of an office is text, whatever its digits: no leading zero is lost."""
    offices = tmp_path / "offices.csv"
    offices.write_text("office,level,parent\n001,ward,02\n02,district,\n", encoding="utf-8")
    done = cchc("rollup", real_report, "--by", "ward", "--offices", offices)
    assert done.code == 0
    assert done.err.startswith("lưu ý") and "phuong-2024-05" in done.err, "the report is of another office"
    done = cchc("rollup", real_report, "--by", "wrad", "--offices", offices, "--lang", "en")
    assert (done.code, "ward" in done.err) == (2, True)


def test_offices_that_changed_places_are_no_round(cchc: Callable, tmp_path: Path, real_report: Path) -> None:
    """One stood under the other, and later the other under the one: never at one time."""
    offices = tmp_path / "offices.csv"
    rows = (
        "A,ward,B\nB,district,C,,2019-12-31\nC,district,B,2020-01-01\nB,district,,2020-01-01\nC,district,,,2019-12-31\n"
    )
    offices.write_text(HEAD + rows, encoding="utf-8")
    assert cchc("rollup", real_report, "--offices", offices).code == 0


def test_superiors_without_a_row_are_told(cchc: Callable, tmp_path: Path, real_report: Path) -> None:
    """A superior that is written otherwise in its own row loses all that stands under it: that is said."""
    offices = tmp_path / "offices.csv"
    offices.write_text(HEAD + "A,ward,Quận Bx\nQuận B,district,P\nP,province,\n", encoding="utf-8")
    told = cchc("rollup", real_report, "--by", "district", "--offices", offices, "--lang", "en").err
    assert "counts nowhere: Quận Bx." in told
    assert "counts nowhere" not in cchc("rollup", real_report, "--offices", offices, "--lang", "en").err


@pytest.mark.parametrize("moves", [False, True])
def test_a_superior_of_many_superiors_is_refused_in_no_time(
    cchc: Callable, tmp_path: Path, real_report: Path, moves: bool
) -> None:
    """Each office under it would count under all of them: the product is never made."""
    stays = [
        (f"{1000 + n // 12:04}-{n % 12 + 1:02}-01", f"{1000 + n // 12:04}-{n % 12 + 1:02}-28") for n in range(9_000)
    ]
    above = [f"H,district,Q{n},{','.join(stay if moves else ('', ''))}" for n, stay in enumerate(stays)]
    below = [f"P{n},ward,H" for n in range(9_000)]
    offices = tmp_path / "offices.csv"
    offices.write_text(HEAD + "\n".join([*below, *above, "Q1,province,"]), encoding="utf-8")
    with within(6):
        done = cchc("rollup", real_report, "--by", "province", "--offices", offices, "--lang", "en")
    assert done.code == 2
    assert ("move too often" if moves else "H belong to two offices at one time") in done.err


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("Office,level", "office"),
        ("office,levl,parent", "level"),
        ("office,level,parant", "parent"),
        ("office,level,parent,valid_form", "valid_from"),
        ("office,level,parent,valid_from,valid-to", "valid_to"),
    ],
)
@pytest.mark.parametrize("verb", ["check", "rollup"])
def test_a_misspelt_column_is_told_with_the_one_that_is_meant(
    cchc: Callable, tmp_path: Path, verb: str, heading: str, meant: str
) -> None:
    """Every command that takes the table, and whether or not a row has anything in the column."""
    offices = tmp_path / "offices.csv"
    offices.write_text(f"{heading}\nA,ward,B\n", encoding="utf-8")
    done = cchc(verb, tmp_path, "--offices", offices, "--lang", "en")
    assert (done.code, f"is {meant} meant?" in done.err) == (2, True)


def test_columns_of_ones_own_are_left_alone(cchc: Callable, tmp_path: Path, real_report: Path) -> None:
    offices = tmp_path / "offices.csv"
    offices.write_text("office,officer,level,parent,phone\nA,B,ward,C,1\nC,D,district,,2\n", encoding="utf-8")
    assert cchc("rollup", real_report, "--by", "district", "--offices", offices).code == 0


@pytest.mark.parametrize(
    ("by", "meant"), [("ofice", "office"), ("Office", "office"), ("distrct", "district"), ("ward ", "ward")]
)
def test_a_misspelt_level_is_told_before_anything_is_read(
    cchc: Callable, tmp_path: Path, real_report: Path, by: str, meant: str
) -> None:
    """With a table and without one: what is called “ofice” would be the offices above."""
    offices = tmp_path / "offices.csv"
    offices.write_text("office,level,parent\nA,ward,B\nB,district,\n", encoding="utf-8")
    for more in ([], ["--offices", offices]):
        done = cchc("rollup", tmp_path / "nowhere", "--by", by, *more, "--lang", "en")
        assert (done.code, f"Did you mean: {meant}?" in done.err) == (2, True)
    assert cchc("rollup", real_report, "--by", "quận").code == 0, "any other name is the user's own"


def test_a_table_without_levels_is_told_in_the_users_language(cchc: Callable, tmp_path: Path) -> None:
    offices = tmp_path / "offices.csv"
    offices.write_text("office\nA\n", encoding="utf-8")
    done = cchc("rollup", tmp_path, "--by", "district", "--offices", offices)
    assert (done.code, "phải có cột level (cấp) và parent (cấp trên)" in done.err) == (2, True)


def test_a_misspelt_choice_is_told_with_the_one_that_is_meant(cchc: Callable, tmp_path: Path) -> None:
    done = cchc("rollup", tmp_path, "--period", "quater", "--lang", "en")
    assert (done.code, "Did you mean: quarter?" in done.err) == (2, True)
