"""Whatever a file, its name or a stranger's catalogue says, what leaves the program is only shown, never obeyed."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest
from attrs import evolve
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from cchc import load_catalogue, read_report
from cchc.cli import run
from cchc.printable import escaped, in_html, in_unicode, inert, printable
from cchc.readers import text as text_reader
from cchc.reading import read_rows
from cchc.report import RawForm, Report
from cchc.serialize import from_dict, to_dict
from cchc.serialize.table import as_meant, harmless, readable
from cchc.value import Cell

ROOT = Path(__file__).resolve().parents[2]
REPORT = ROOT / "examples" / "phuong-2024-05.txt"
CATALOGUE = load_catalogue()
CELLS = [
    (row, place)
    for row, found in enumerate(text_reader.read(REPORT).rows)
    for place, cell in enumerate(found.cells)
    if cell.text.strip()
]
NASTY = [
    "\x1b[2J", "\x1b]0;owned\x07", "\x9b31m", "\x00", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\U000e0041",
    "\r", "\n", "\t", "\ud800", "\udcff", "\uffff", "\ufdd0", "\U0001ffff", "::error::", "::set-output name=a::b",
    "##[error]",
    "##vso[task.complete]", "##teamcity[x]", "=1+1", "+1", "-1", "@SUM(A1)", "＝1",
    ";=1", "|", "'", '"', "<script>", "`",
    "%0A::error::", "\ufeff", "ế", "5", " ",
]  # fmt: skip
ANY_TEXT = st.lists(st.sampled_from(NASTY) | st.text(max_size=4), min_size=1, max_size=6).map("".join)
A_NAME = ANY_TEXT.map(lambda text: "./a" + re.sub("[\0/\ud800-\udc7f\udd00-\udfff]", "", text))
"""A file's name: what cannot be one is left out; bytes that are no UTF-8 come as surrogates of a kind."""
OBEYED = re.compile(r"^\s*::|##\[|##[A-Za-z]+\[", re.MULTILINE)


def obeyed(text: str, allowed: frozenset[str] = frozenset("\n")) -> list[str]:
    """The characters that a terminal or a browser would obey, or that are none."""
    turning = {*"\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
    return [
        hex(ord(character))
        for character in sorted({*text} - allowed)
        if unicodedata.category(character) in ("Cc", "Cs")
        or character in turning
        or ord(character) & 0xFFFE == 0xFFFE
        or 0xFDD0 <= ord(character) <= 0xFDEF
        or 0xE0000 <= ord(character) <= 0xE007F
    ]


def printed(*arguments: str) -> tuple[int, str, str]:
    """What a command prints, on output and error, as from a pipe."""
    with CliRunner().isolation() as (out, err, _):
        code = run(list(arguments))
        return code, out.getvalue().decode("utf-8"), err.getvalue().decode("utf-8")


def hostile(text: str, at: Sequence[int], name: str) -> Report:
    """The real report with a text in some of its cells, and as the sheet and the place of every cell."""
    rows = [list(row.cells) for row in text_reader.read(REPORT).rows]
    for index in at:
        row, place = CELLS[index]
        rows[row][place] = evolve(rows[row][place], text=text if index % 2 else rows[row][place].text + text)
    found = text_reader.read(REPORT).rows
    made = [
        evolve(row, cells=tuple(Cell(cell.text, sheet=text, ref=f"B{number}{text}") for cell in cells))
        for number, (row, cells) in enumerate(zip(found, rows, strict=True))
    ]
    return read_rows(RawForm(tuple(made), name), CATALOGUE.edition)


TEXT_FACES = [
    ("check",), ("check", "-f", "github"), ("check", "-f", "json"), ("check", "-f", "sarif"), ("explain", "II.3.1.3"),
    ("explain", "R1"), ("rollup", "-f", "text"), ("rollup", "-f", "json"), ("rollup", "-f", "csv"),
]  # fmt: skip
FILES = [("convert", kind) for kind in ("html", "csv", "tsv", "txt", "json")] + [("fill", "html")]
A_REPORT = st.tuples(ANY_TEXT, st.lists(st.integers(0, len(CELLS) - 1), min_size=1, max_size=12), A_NAME)
FEW = settings(
    max_examples=16, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[HealthCheck.too_slow]
)
"""Each example is a whole run of a command: a failing one is told as it is, not made small."""


@FEW
@given(report=A_REPORT, face=st.sampled_from(TEXT_FACES))
def test_no_report_speaks_to_a_terminal_or_a_log(report: tuple[str, list[int], str], face: tuple[str, ...]) -> None:
    """A text anywhere in a report, a sheet's name, a place or a file's name is shown, and obeyed by nothing."""
    text, at, name = report
    with patch("cchc.readers.read_report", lambda *_, **__: hostile(text, at, name)):
        verb, *rest = face
        code, out, err = printed(verb, *([*rest, name] if verb != "check" else [name, *rest]))
    assert code in (0, 1, 2)
    assert "Traceback" not in err
    assert "--debug" not in err, err
    assert obeyed(out) == obeyed(err) == []
    assert not OBEYED.search(err)
    if "github" in face:
        assert all(re.match("::(error|warning|notice) file=", line) for line in out.splitlines())
    else:
        assert not OBEYED.search(out)
    if "csv" in face:
        assert runs(out, ",") == []


@FEW
@given(report=A_REPORT, face=st.sampled_from(FILES))
def test_no_report_speaks_through_what_is_written(report: tuple[str, list[int], str], face: tuple[str, str]) -> None:
    """Pages, tables and texts hold no control characters, and no cell of a table can run in a spreadsheet program."""
    text, at, name = report
    verb, kind = face
    with patch("cchc.readers.read_report", lambda *_, **__: hostile(text, at, name)):
        code, out, err = printed(verb, name, "-o", "-", "--to", kind)
    assert (code, err) == (0, "")
    endings = {"csv": "\n\r", "tsv": "\n\t", "txt": "\n\t"}
    assert obeyed(out, frozenset(endings.get(kind, "\n"))) == []
    if kind in ("csv", "tsv"):
        assert runs(out, "," if kind == "csv" else "\t") == []


def runs(table: str, sign: str) -> Iterator[str] | list[str]:
    """The cells of a table that a spreadsheet program would run."""
    cells = [cell for row in csv.reader(io.StringIO(table, newline=""), delimiter=sign) for cell in row]
    return [
        cell for cell in cells if re.match(r"[=+\-@\t\r＝＋－＠].", cell) and not re.fullmatch(r"-[0-9.,]+( ?%)?", cell)
    ]


@settings(FEW, max_examples=5)
@given(label=ANY_TEXT, says=ANY_TEXT)
@example(label="\x1b[31m::error::x", says="\n::error::y\u202e")
def test_no_catalogue_speaks_to_a_terminal_or_a_log(
    label: str, says: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What a stranger's catalogue calls its lines, and says in its rules, is shown by each verb, and obeyed by none."""
    small, folder = ROOT / "tests" / "small", tmp_path_factory.mktemp("own") / "nho-2024"
    folder.mkdir()
    for path in small.rglob("*.toml"):
        toml = path.read_text(encoding="utf-8")
        for name, told in ((r"label\.en", quoted(label)), (r"(?:says|title)\.en", quoted(says))):
            lines = re.compile(rf'^({name}\s*= )".*"$', re.MULTILINE)
            toml = lines.sub(partial(_said, told), toml, count=2)
        (folder.parent / path.relative_to(small)).write_text(toml, encoding="utf-8")
    english = ("--lang", "en")
    of = ("--edition", str(folder), *english)
    for arguments in (
        ("catalogue", "lint", str(folder), *english),
        ("catalogue", "list", *of),
        ("catalogue", "list", "rules", *of),
        ("catalogue", "show", "kh_cchc_ban_hanh", *of),
        ("catalogue", "export", *of),
        ("catalogue", "diff", str(folder), str(small / "nho-2024"), *english),
        ("check", str(REPORT), *of),
    ):
        code, out, err = printed(*arguments)
        assert code in (0, 1, 2)
        assert obeyed(out) == obeyed(err) == []
        assert not OBEYED.search(out + "\n" + err)
        assert "--debug" not in err, err


def _said(told: str, found: re.Match[str]) -> str:
    return found[1] + told


def quoted(text: str) -> str:
    """A text as a basic string of TOML."""
    return '"' + "".join(f"\\U{ord(character):08x}" for character in in_unicode(text)) + '"'


# --- the sanitiser itself ---------------------------------------------------------------------------


@given(ANY_TEXT | st.text())
def test_a_printable_text_holds_nothing_that_is_obeyed(text: str) -> None:
    """Lines and tabs stay; what is shown once is shown the same again; what was fine is untouched."""
    shown = printable(text)
    assert obeyed(shown, frozenset("\n\t")) == []
    assert printable(shown) == shown
    assert not OBEYED.search(inert(shown))
    if not obeyed(text, frozenset("\n\t")):
        assert shown == text
    assert obeyed(in_html(text), frozenset("\n\t")) == []
    assert not {*in_html(text)} & {*"<>\"'"}


def test_nothing_that_is_obeyed_passes_for_printable() -> None:
    """Lines that Python calls printable are shown as they are: no character is both."""
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert not [found for found in obeyed(everything) if chr(int(found, 16)).isprintable()]


@given(
    st.recursive(ANY_TEXT | st.integers() | st.none(), lambda inner: st.lists(inner) | st.dictionaries(ANY_TEXT, inner))
)
def test_escaped_json_says_the_same(data: object) -> None:
    """JSON that was made clean is the JSON that it was."""
    for indent in (None, 2):
        clean = escaped(json.dumps(data, ensure_ascii=False, indent=indent))
        assert json.loads(clean) == json.loads(json.dumps(data))
        assert obeyed(clean) == []
        assert not OBEYED.search(clean)


@given(ANY_TEXT | st.text())
def test_a_cell_is_of_characters(text: str) -> None:
    """A lone surrogate or U+FFFF in a file is U+FFFD in the cell; all else is verbatim."""
    cell = Cell(text, sheet=text, unseen=text)
    cell.text.encode()
    assert cell.text == cell.sheet == cell.unseen == in_unicode(text)
    assert len(cell.text) == len(text)
    assert all(got in (sent, "\ufffd") for sent, got in zip(text, cell.text, strict=True))
    assert from_dict(to_dict(cell)) == cell


@given(ANY_TEXT | st.text())
@example("'-5")
@example("-5")
@example("''=1;''=1;=1")
def test_a_cell_that_cannot_run_reads_back(text: str) -> None:
    """What keeps a text from running is taken away again when our own reader reads it."""
    safe = harmless(text)
    assert as_meant(safe) == as_meant(readable(text)) == text
    assert not re.match(r"[=+\-@\t\r\n＝＋－＠].", safe, re.DOTALL) or re.fullmatch(r"-[0-9.,]+( ?%)?", safe)
    assert not re.search(r"[;|\t][=+\-@＝＋－＠]", safe)


@pytest.mark.parametrize(
    "number", ["-5", "-3,13", "-3.13", "-1.234.567,89", "-3,13 %", "-", "+", "5", "Số -5", "a = b"]
)
def test_numbers_and_codes_stay_what_they_are(number: str) -> None:
    """A negative number is a number, and a code of the form is a code, in every table."""
    assert harmless(number) == number


RUNNING = ["=HYPERLINK(A1)", "+84 24", "@x", "-5", "a;=1", "'=1"]


@pytest.mark.parametrize("kind", ["csv", "tsv"])
def test_a_table_with_formulas_reads_back(tmp_path: Path, kind: str) -> None:
    """A report whose cells begin like formulas is the same report after it was a table."""
    rows = [list(row.cells) for row in text_reader.read(REPORT).rows]
    for index, text in enumerate(RUNNING):
        row, place = CELLS[20 + 7 * index]
        rows[row][place] = Cell(text, line=rows[row][place].line)
    found = text_reader.read(REPORT).rows
    form = RawForm(tuple(evolve(row, cells=tuple(cells)) for row, cells in zip(found, rows, strict=True)), "a.txt")
    report = read_rows(form, CATALOGUE.edition)
    output = tmp_path / f"a.{kind}"
    with patch("cchc.readers.read_report", lambda *_, **__: report):
        assert printed("convert", "a.txt", "-o", str(output))[0] == 0
    assert "'=HYPERLINK" in output.read_text(encoding="utf-8")
    again = CATALOGUE.evaluate(read_report(output))
    before = CATALOGUE.evaluate(report)
    assert dict(again.values) == dict(before.values)
    texts = {cell.text for row in again.report.rows for cell in row.cells}
    assert texts >= set(RUNNING)


@given(
    st.lists(st.sampled_from(["a", "ệ", " .", "5…", "\u0301" * 29, "\u0302\u0323" * 40, "\u302e", "x" * 300])).map(
        "".join
    )
)
def test_marks_on_a_letter_have_an_end(text: str) -> None:
    """To order marks takes the square of their time: a long text has thirty in a row at most, and else is verbatim."""
    kept = in_unicode(text)
    assert in_unicode(kept) == kept
    assert kept.replace("\u034f", "") == text
    if len(text) > 300:
        rows = "".join("m" if unicodedata.combining(letter) else " " for letter in kept).split()
        assert max(map(len, rows), default=0) <= 30
    else:
        assert kept == text
