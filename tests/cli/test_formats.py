"""One judgement in four formats: what people read is agreed, what programs read is valid."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cchc as library
from cchc.cli.render.github import _message, _property
from cchc.cli.render.table import clip, columns, visible, width, wrap

REPORT = "examples/phuong-2024-05.txt"
TABLE = "examples/table/bieu-06-2026-q1.tsv"
LEVELS = {"error": ("error", "error"), "warning": ("warning", "warning"), "info": ("note", "notice")}


@pytest.fixture
def judged() -> Any:
    """The real report, judged by the library itself."""
    catalogue = library.load_catalogue()
    return catalogue.evaluate(library.read_report(REPORT))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_real_report_reads_as_agreed(cchc: Callable, agreed: Callable, language: str) -> None:
    """What `cchc check` says of the report of May 2024 is what was agreed, word for word."""
    done = cchc("check", REPORT, "--lang", language)
    assert (done.code, done.err) == (1, "")
    agreed(f"check.{language}.txt", done.out)
    assert len(done.out.split("Dòng  " if language == "vi" else "Line  ")[0].splitlines()) <= 45
    agreed(f"check-all.{language}.txt", cchc("check", REPORT, "--all", "--lang", language).out)


@pytest.mark.parametrize("month", ["THÁNG 5 NĂM 2024", "THÁNG 10 NĂM 2026"])
def test_no_finding_is_counted_twice(cchc: Callable, root: Path, tmp_path: Path, month: str) -> None:
    """The places of the causes and the notes beside them are all that was found: a note of a cause is told there."""
    text = (root / REPORT).read_text(encoding="utf-8").replace("THÁNG 5 NĂM 2024", month)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    told = cchc("check", tmp_path / "a.txt").out
    found = sum(map(int, re.findall(r"\(([0-9]+) chỗ báo\)", told)))
    found += sum(map(int, re.findall(r"^Còn ([0-9]+) lưu ý, không phải sửa ngay", told, re.MULTILINE)))
    (whole,) = re.findall(r"^([0-9]+) lỗi, ([0-9]+) cảnh báo, ([0-9]+) lưu ý", told, re.MULTILINE)
    assert found == sum(map(int, whole))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("explain-rate", ("explain", "kh_cchc_ty_le_hoan_thanh")),
        ("explain-calculation", ("explain", "bien_che_ty_le_chua_su_dung", REPORT)),
        ("explain-rule", ("explain", "R14")),
        ("explain-finding", ("explain", "CCHC-C003")),
        ("catalogue-indicators", ("catalogue", "list")),
        ("catalogue-rules", ("catalogue", "list", "rules")),
        ("catalogue-units", ("catalogue", "list", "units")),
        ("help", ("--help",)),
        ("check-help", ("check", "--help")),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_answers_read_as_agreed(
    cchc: Callable, agreed: Callable, name: str, arguments: tuple[str, ...], language: str
) -> None:
    """Definitions, calculations and help read as agreed."""
    done = cchc("--lang", language, *arguments)
    assert (done.code, done.err) == (0, "")
    agreed(f"{name}.{language}.txt", done.out)


def test_every_finding_is_told_in_every_format(cchc: Callable, judged: Any) -> None:
    """Text, JSON, SARIF and workflow commands tell the same findings."""
    codes = sorted(finding.code for finding in judged.findings)
    told = json.loads(cchc("check", REPORT, "--format", "json").out)
    assert sorted(finding["code"] for finding in told["findings"]) == codes
    (run,) = json.loads(cchc("check", REPORT, "--format", "sarif").out)["runs"]
    assert sorted(result["ruleId"] for result in run["results"]) == codes
    lines = cchc("check", REPORT, "--format", "github").out.splitlines()
    assert sorted(re.findall(r"title=([\w-]+)", "\n".join(lines))) == codes
    text = cchc("check", REPORT, "--all").out
    assert all(f"[{code}]" in text for code in codes)


def test_json_is_the_librarys_own(cchc: Callable, judged: Any) -> None:
    """`--format json` prints one object, that of `to_dict`, and it obeys its schema."""
    from jsonschema import Draft202012Validator

    told = json.loads(cchc("check", REPORT, "--format", "json").out)
    assert told == library.to_dict(judged)
    schema = json.loads(cchc("schema", "evaluation").out)
    assert not list(Draft202012Validator(schema).iter_errors(told))


def test_several_reports_are_one_object_a_line(cchc: Callable, tmp_path: Path) -> None:
    """JSON of several reports is JSON Lines; a file that is named twice is one."""
    copy = tmp_path / "copy.txt"
    copy.write_bytes(Path(REPORT).read_bytes())
    lines = cchc("check", REPORT, copy, REPORT, "--format", "json").out.splitlines()
    assert len(lines) == 2
    assert json.loads(lines[0])["schema"] == "cchc.evaluation/2"


def test_ndjson_is_one_line_a_report(cchc: Callable, tmp_path: Path) -> None:
    """Of one report as of several: what JSON says, on a line, whether it is asked for or named by the file's ending."""
    told = cchc("check", REPORT, "--format", "ndjson").out
    assert told.count("\n") == 1
    assert json.loads(told) == json.loads(cchc("check", REPORT, "--format", "json").out)
    for name in ("all.ndjson", "all.jsonl"):
        cchc("check", REPORT, "-o", tmp_path / name)
        assert (tmp_path / name).read_text(encoding="utf-8") == told


def test_sarif_says_where_and_how_grave(cchc: Callable, judged: Any, real_report: Path) -> None:
    """Each result of SARIF names a rule that is described, a level, a file and a line of it."""
    log = json.loads(cchc("check", REPORT, "--format", "sarif", "--lang", "en").out)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    lines = real_report.read_text(encoding="utf-8").count("\n") + 1
    for result, finding in zip(run["results"], judged.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.code
        assert rules[result["ruleIndex"]]["shortDescription"]["text"]
        assert result["level"] == LEVELS[finding.severity][0]
        assert result["message"]["text"].startswith(finding.message["en"])
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == REPORT
        if finding.cell is not None:
            assert 1 <= physical["region"]["startLine"] == finding.cell.line <= lines
    assert {rule["id"] for rule in rules} == {result["ruleId"] for result in run["results"]}


def test_github_commands_point_at_lines(cchc: Callable, judged: Any) -> None:
    """A workflow command is one line with a level, the file and the line."""
    lines = cchc("check", REPORT, "--format", "github").out.splitlines()
    for line, finding in zip(lines, judged.findings, strict=True):
        match = re.fullmatch(r"::(\w+) file=([^,:]+),title=([\w-]+)(?:,line=(\d+))?::(.+)", line)
        assert match, line
        assert match[1] == LEVELS[finding.severity][1]
        assert match[2] == REPORT
        assert match[4] == (str(finding.cell.line) if finding.cell else None)


@given(st.text())
def test_no_text_breaks_out_of_a_workflow_command(text: str) -> None:
    """Escaped, a text has no line end; unescaped as the runner does, it is itself."""
    for escaped in (_message(text), _property(text)):
        assert not {"\n", "\r"} & set(escaped)
        assert unquote(escaped) == text
    assert not {":", ","} & set(_property(text))


def test_selection_by_code(cchc: Callable) -> None:
    """`--select` keeps codes that begin so, `--ignore` drops them, and the exit code follows."""
    every = json.loads(cchc("check", REPORT, "--format", "json").out)["findings"]
    selected = json.loads(cchc("check", REPORT, "-f", "json", "--select", "R", "--ignore", "r014,CCHC-R002").out)
    expected = [
        finding
        for finding in every
        if finding["code"].startswith("CCHC-R") and finding["code"] not in {"CCHC-R014", "CCHC-R002"}
    ]
    causes = {cause["id"]: cause for cause in selected["causes"]}
    assert all(place in causes[each["cause"]]["findings"] for place, each in enumerate(selected["findings"]))
    beside_others = {"cause": None}
    assert [{**each, **beside_others} for each in selected["findings"]] == [
        {**each, **beside_others} for each in expected
    ]
    assert cchc("check", REPORT, "--select", "R37").out == cchc("check", REPORT, "--select", "R037").out
    assert selected["summary"]["errors"] == sum(finding["severity"] == "error" for finding in expected)
    errors = {finding["code"] for finding in every if finding["severity"] == "error"}
    assert cchc("check", REPORT, "--ignore", ",".join(errors)).code == 0


@given(st.text(), st.integers(2, 40))
def test_a_cut_text_fits(text: str, room: int) -> None:
    """A cut text is no wider than its room, and is the text itself where that fits."""
    shown = visible(text)
    assert width(clip(shown, room)) <= max(room, 1)
    assert width(shown) > room or clip(shown, room) == shown


@given(st.text())
def test_a_cell_cannot_command_the_terminal(text: str) -> None:
    """What is shown of a cell is printable and on one line."""
    assert all(character.isprintable() for character in visible(text))


@given(st.lists(st.lists(st.text("aảă ", max_size=9), min_size=3, max_size=3), min_size=1, max_size=5))
def test_columns_are_aligned(rows: list[list[str]]) -> None:
    """Every cell of a column begins in the same place."""
    lines = columns([[*row, "|"] for row in rows])
    assert len({width(line) for line in lines}) == 1


@given(st.text("a ảb", max_size=200), st.integers(5, 30))
def test_wrapping_loses_no_word(text: str, room: int) -> None:
    """Wrapping changes white space alone."""
    assert wrap(text, room).split() == text.split()


@pytest.mark.parametrize(("rows", "is_read"), [(6, True), (400, False)])
def test_json_is_indented_where_a_person_may_read_it(cchc: Callable, tmp_path: Path, rows: int, is_read: bool) -> None:
    """Of thousands of figures a program is told, which wants one line; a person is not kept waiting for blanks."""
    head, body, tail = re.split(r"(?=^1\t)|(?<=\n)(?=\tTỔNG SỐ)", Path(TABLE).read_text("utf-8"), flags=re.MULTILINE)
    first = body.splitlines()[0].split("\t")[2:]
    lines = ["\t".join([str(at), f"Lĩnh vực {at}", *first]) for at in range(1, rows + 1)]
    file = tmp_path / "bieu.tsv"
    file.write_text(head + "\n".join(lines) + "\n" + tail, "utf-8")
    told = cchc("check", str(file), "--format", "json").out.strip()
    assert len(json.loads(told)["tables"]["b06"]["rows"]) == rows
    assert (told.count("\n") > rows) is is_read
