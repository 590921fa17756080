"""Whatever a file does, it is read or refused within two seconds of the processor and 300 MB."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.files.cost import SECONDS

ROOT = Path(__file__).resolve().parent.parent.parent
HOSTILE = sorted((ROOT / "tests/field/hostile").iterdir())
MEGABYTES = 300

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="costs are measured in forked processes")


def costs(*paths: Path) -> list[Mapping[str, object]]:
    command = [sys.executable, "-m", "tests.files.cost", *map(str, paths)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=280)
    return [json.loads(line) for line in done.stdout.splitlines()]


def assert_bounded(name: str, cost: Mapping[str, object]) -> None:
    assert cost["outcome"] in ("read", "refused"), (name, cost)
    assert float(str(cost["seconds"])) < SECONDS * float(str(cost["slowness"])), (name, cost)
    assert float(str(cost["megabytes"])) < MEGABYTES, (name, cost)


def test_hostile_files_of_the_field() -> None:
    for path, cost in zip(HOSTILE, costs(*HOSTILE), strict=True):
        assert_bounded(path.name, cost)


MADE: Mapping[str, Callable[[], bytes]] = {
    "tags never closed.html": lambda: b"<html><body>" + b"<a " * 1_500_000,
    "quotes never closed.html": lambda: b"<html><body>" + b'<a b="' * 700_001,
    "comments never closed.html": lambda: b"<html><body>" + b"<!--" * 1_200_000,
    "deep.html": lambda: b"<html><body>" + b"<div>" * 900_000,
    "tables in tables.html": lambda: b"<html><body>" + b"<table><tr><td>a<td>b<td>c" * 150_000,
    "wide.html": lambda: b"<html><table>" + b"<tr>" + b"<td>1" * 900_000,
    "entities.html": lambda: b"<html><body>" + b"&#x10FFFF;&amp;&lt" * 250_000,
    "lines.txt": lambda: "Số lượng\t1\n".encode() * 5_000,
    "alike.txt": lambda: b"- %s\t1\n" % "Số lượng văn bản của thành phố đã ban hành trong kỳ".encode() * 4_900,
    "long cells.txt": lambda: (("khoảng 3 đến 5 " * 6_000) + "\t1\t2\n").encode() * 18,
    "brackets.json": lambda: b'{"values":' + b"[" * 4_000_000,
    "numbers.json": lambda: b'{"values":{"kh_cchc_nhiem_vu_giao":[' + b"1," * 2_000_000 + b"1]}}",
    "quotes.csv": lambda: b'a;b;c\n"' + b'a;""' * 1_000_000,
    "bars.md": lambda: b"|-|-|\n" + b"|" * 90_000 + b"\n" + b"| " * 45_000,
    "spaces.txt": lambda: b"a\tb\tc\n" + (b" " * 99_000 + b"x\n") * 15,
    "headers.mht": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n" + b"--a\n\n" * 900_000,
    "junk.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj<</Type/Page>>endobj " * 200_000,
    "many objects.pdf": lambda: b"%PDF-1.7\n" + b"[" * 5_000_000,
}


def filled(text: str, length: int, title: str = "THÁNG 5 NĂM 2024") -> bytes:
    """The right filling with much in every remark, on each line beginning elsewhere in it."""
    form = (ROOT / "tests/field/right-filling.txt").read_text(encoding="utf-8")
    cells = [line.split("\t") for line in form.replace("THÁNG 5 NĂM 2024", title).split("\n")]
    long = text * (len(cells) + length)
    made = (
        [*row[:4], long[place : place + length]] if len(row) == 5 and row[0] != "TT" else row
        for place, row in enumerate(cells)
    )
    return "\n".join("\t".join(row) for row in made).encode()


def test_a_form_that_says_too_much(tmp_path: Path) -> None:
    """What is long on every line is refused; what an office writes at most is read in its time."""
    most, other, more = tmp_path / "most.txt", tmp_path / "other.txt", tmp_path / "more.txt"
    most.write_bytes(filled("giải quyết 3 hồ sơ, ", 600))
    other.write_bytes(filled("giải quyết 3 hồ sơ, ", 600, "THÁNG 8 NĂM 2025"))
    more.write_bytes(filled("1, ", 2_300))
    read, of_other_edition, refused = costs(most, other, more)
    assert_bounded(most.name, read)
    assert_bounded(other.name, of_other_edition)
    assert_bounded(more.name, refused)
    assert (read["outcome"], of_other_edition["outcome"], refused["outcome"]) == ("read", "read", "refused")


def test_a_line_that_says_one_thing_over_and_over(tmp_path: Path) -> None:
    """However much stands in one cell, and in whichever, the clock is looked at while it is made out what it says."""
    form = (ROOT / "tests/field/right-filling.txt").read_text(encoding="utf-8").split("\n")
    line = next(place for place, text in enumerate(form) if text.count("\t") == 4 and text.startswith("-"))
    paths = []
    for column, said in (
        (2, "Tổng số: 5 (a: 3, b: 2) " * 1_500),
        (3, "5 " * 30_000),
        (4, "-" * 60_000 + "5"),
        (4, "trong 5 tháng " * 5_000),
        (4, "a" + "\u0302\u0323" * 20_000),
        (4, "123/45 = 12,34% và " * 1_500),
    ):
        cells = form[line].split("\t")
        cells[column] = said
        paths.append(tmp_path / f"{len(paths)}.txt")
        paths[-1].write_text("\n".join([*form[:line], "\t".join(cells), *form[line + 1 :]]), encoding="utf-8")
    for path, cost in zip(paths, costs(*paths), strict=True):
        assert_bounded(path.name, cost)


def test_files_made_to_hang_a_reader(tmp_path: Path) -> None:
    for name, make in MADE.items():
        (tmp_path / name).write_bytes(make())
    paths = [tmp_path / name for name in MADE]
    for path, cost in zip(paths, costs(*paths), strict=True):
        assert_bounded(path.name, cost)
