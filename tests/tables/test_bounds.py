"""A stranger's tables and parameters are loaded and judged within bounds, or refused in a sentence with its place."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.tables.small import STUB, catalogue_of, judged, mistakes

from cchc.reading.tables import headings
from cchc.writers.tables import template
from cchc.writers.tables.sheet import TableForm
from cchc.writers.tables.xlsx import widths_of

UNIT = '[units.viec]\nlabel.vi = "việc"\n'
TABLE = '[table.t]\nkind = "count"\nunit = "viec"\n' + STUB
SECONDS = 10.0
"""Much more than it takes, for a machine may be busy."""


def columns(count: int, more: str = "", name: str = "c{}") -> str:
    written = (f'{{ id = "{name.format(n)}", heading = ["Cột {name.format(n)}"]{more} }}' for n in range(count))
    return f"columns = [{', '.join(written)}]\n"


def rows(count: int, more: Callable[[int], str] = lambda n: "") -> str:
    written = (f'{{ id = "r{n}", label.vi = "Dòng {n}"{more(n)} }}' for n in range(count))
    return f"rows = [{', '.join(written)}]\n"


def parameter(bands: int) -> str:
    written = (f"{{ at_least = {n}, below = {n + 1}, gives = {n} }}" for n in range(bands))
    return f'[parameters.p]\nunit = "viec"\nof = "viec"\nbands = [{", ".join(written)}]\n'


ASKS = ', formula = "bands(a, p)", over_rows = "none"'
A = '{ id = "a", heading = ["A"] }, '
HOSTILE = {
    "rows by columns": (UNIT + TABLE + columns(200) + rows(4_000), "a table may have 100000 figures"),
    "members by columns": (
        f"{UNIT}[dimension.d]\nmembers = {[f'm{n}' for n in range(20_000)]}\n"
        + TABLE
        + columns(400, name="c{}_{{d}}")
        + 'open = { key = "label" }\n',
        "a table may have 500 columns",
    ),
    "headings over headings": (
        UNIT
        + TABLE
        + f"columns = [{{ id = 'a', heading = {[f'h{n}' for n in range(400)]} }}]\nopen = {{ key = 'label' }}\n",
        "a heading may have 20 levels, this has 400",
    ),
    "rows under rows": (
        UNIT + TABLE + columns(3) + rows(3_000, lambda n: f', under = "r{n - 1}"' if n else ""),
        "under more than 20 others",
    ),
    "rows made of rows": (
        UNIT + TABLE + columns(1) + rows(3_000, lambda n: f', formula = "r{n + 1} + r{n + 1}"' if n < 2_999 else ""),
        "the row rests on more than 100 others",
    ),
    "many bands": (
        UNIT + parameter(20_000) + TABLE + columns(1) + 'open = { key = "label" }\n',
        "a parameter may have 100 bands, this has 20000",
    ),
    "bands of long sums": (
        UNIT + parameter(100) + TABLE + f"columns = [{A}{{ id = 'b', heading = ['B'],"
        f" formula = 'bands({' + '.join(['a'] * 120)}, p)', over_rows = 'none' }}]\nopen = {{ key = 'label' }}\n",
        "with its bands put in",
    ),
    "bands in every column": (
        UNIT + parameter(100) + TABLE + columns(400, ASKS).replace("columns = [", f"columns = [{A}")
        + 'open = { key = "label" }\n',
        "with its bands put in",
    ),
    "many values": (
        UNIT + '[parameters.p]\nunit = "viec"\n'
        + f"values = [{', '.join(f'{{ from = 2020-01-01, value = {n} }}' for n in range(20_000))}]\n"
        + TABLE + columns(1) + 'open = { key = "label" }\n',
        "a parameter may have 100 values",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_has_no_end_is_refused(name: str, tmp_path: Path) -> None:
    """Soon, and where it stands."""
    text, told = HOSTILE[name]
    started = time.process_time()
    found = mistakes(tmp_path, text)
    assert time.process_time() - started < SECONDS
    assert any(told in each for each in found), found[:3]
    assert found[0].startswith("thu/edition.toml:")


def test_an_empty_form_is_measured_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A form of thousands of rows, each reckoned from the next, looks through all of them once, not for each row."""
    measured = []

    def counted(form: TableForm) -> Iterator[float]:
        measured.append(form)
        return widths_of(form)

    monkeypatch.setattr(template, "widths_of", counted)
    chain = rows(60, lambda n: f', formula = "r{n + 1} + r{n + 1}"' if n < 59 else "")
    edition = catalogue_of(tmp_path, UNIT + TABLE + columns(1) + chain).edition
    assert template.write(edition).startswith(b"PK")
    assert len(measured) == 1


def test_headings_are_compared_once_and_charged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hundreds of headings over hundreds of columns are work that the file pays for, and no more than once."""
    worked: list[int] = []
    monkeypatch.setattr(headings, "work", worked.append)
    table = catalogue_of(tmp_path, UNIT + TABLE + columns(50) + 'open = { key = "label" }\n').edition.tables["t"]
    known = headings.TableHeadings(table)
    paths = [(headings.heading_key(f"Cột c{number}"),) for number in range(50)]
    for _ in range(3):
        assert [known.columns_of(path) for path in paths] == [([f"c{number}"], 1) for number in range(50)]
    assert len(worked) == 50
    assert min(worked) >= 50


OPEN = (
    UNIT
    + TABLE
    + """open = { key = "label", total = "Tổng cộng" }
columns = [
    { id = "a", heading = ["A"] }, { id = "b", heading = ["B"] }, { id = "c", heading = ["C"], formula = "a + b" },
]
"""
)


def filled(count: int) -> list[str]:
    return ["STT|Nội dung|A|B|C", *(f"{n}|Việc {n}|1|2|4" for n in range(1, count + 1)), "|Tổng cộng|7|7|7"]


def test_a_sentence_lists_some_of_many_false_sums(tmp_path: Path) -> None:
    """A total joins the false sums of all rows: they are counted, and the sentence stays one that people read."""
    catalogue = catalogue_of(tmp_path, OPEN)
    short, long = (
        max(judged(catalogue, *filled(count)).findings, key=lambda each: len(each.message["vi"])) for count in (4, 400)
    )
    assert "đẳng thức khác" not in short.message["vi"]
    assert re.search(r"; và 38\d đẳng thức khác\. .*; và 383 ô khác\.$", long.message["vi"])
    assert len(long.message["vi"]) < 3_000
    assert len(long.figures or {}) > 400
