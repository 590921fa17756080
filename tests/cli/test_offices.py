"""A table of offices comes from strangers, too: every command reads it alike, or refuses it with the row at fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

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
