"""One rule for what every command writes: whole, never over its own input, never over what is not ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.cli import COMMANDS

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX files")
WRITES: dict[str, tuple[str, ...]] = {
    "check": ("check", "IN", "-f", "json", "-o", "OUT.json"),
    "convert": ("convert", "IN", "-o", "OUT.xlsx"),
    "convert to csv": ("convert", "IN", "-o", "OUT.csv"),
    "letter": ("letter", "IN", "-o", "OUT.docx"),
    "fill": ("fill", "IN", "-o", "OUT.html"),
    "template": ("template", "-o", "OUT.xlsx"),
    "figures": ("figures", "IN", "-o", "OUT.csv"),
    "rollup": ("rollup", "IN", "-f", "html", "-o", "OUT.html"),
    "rollup, a picture": ("rollup", "IN", "--picture", "OUT.svg"),
    "schema": ("schema", "-o", "OUT.json"),
    "catalogue export": ("catalogue", "export", "-o", "OUT.json"),
}
OLD = b"an old file that somebody may need\n"


@pytest.fixture
def report(tmp_path: Path, real_report: Path) -> Path:
    """A copy of the report in a folder of its own."""
    (tmp_path / "in").mkdir()
    return Path(shutil.copy(real_report, tmp_path / "in" / "báo cáo.txt"))


def filled(verb: str, report: Path, out: Path) -> tuple[list[str], Path]:
    """The arguments of a command that writes, and the file that it writes."""
    arguments = [part.replace("IN", str(report)).replace("OUT", str(out)) for part in WRITES[verb]]
    return arguments, Path(arguments[-1])


def test_every_command_that_writes_is_tried() -> None:
    """No verb is left out of this file: a new one is to be put into its table, or among those that write no file.

    Of `sample`, which fills a folder, tests of its own look after that.
    """
    tried = {words[0] for words in WRITES.values()}
    assert set(COMMANDS) - tried == {"explain", "sample"}


@pytest.mark.parametrize("verb", WRITES)
def test_an_old_output_is_replaced_whole(cchc: Callable, tmp_path: Path, report: Path, verb: str) -> None:
    """An output that is no input is replaced, through a link too, keeps its permissions, and has nothing beside it."""
    arguments, output = filled(verb, report, tmp_path / "out")
    output.write_bytes(OLD)
    output.chmod(0o640)
    assert cchc(*arguments).code in (0, 1)
    assert not output.read_bytes().startswith(OLD)
    assert os.name == "nt" or output.stat().st_mode & 0o777 == 0o640
    assert not list(tmp_path.glob(".*"))


@posix
@pytest.mark.parametrize("verb", WRITES)
def test_a_full_disk_leaves_the_old_output(root: Path, tmp_path: Path, report: Path, verb: str) -> None:
    """Where the new file does not fit the old one stands, one sentence says why, and nothing lies about."""
    arguments, output = filled(verb, report, tmp_path / "out")
    output.write_bytes(OLD)
    script = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)); from cchc.cli import main; main()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"LANG": "en", "MPLCONFIGDIR": str(tmp_path)}
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(
        command, cwd=root, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
    )
    assert done.returncode == 2
    assert f"error: {output}: the disk is full" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    assert output.read_bytes() == OLD
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".cchc")]


@posix
@pytest.mark.parametrize("way", ["itself", "symbolic", "hard", "roundabout"])
@pytest.mark.parametrize("verb", ["check", "convert", "fill", "rollup", "rollup, a picture"])
def test_no_output_is_an_input(cchc: Callable, tmp_path: Path, real_report: Path, verb: str, way: str) -> None:
    """An output that leads to a file which is read is refused before anything is done; `--force` replaces it."""
    suffix = Path(WRITES[verb][-1]).suffix
    report = Path(shutil.copy(real_report, tmp_path / f"a{suffix}"))
    ways: dict[str, Callable[[Path], object]] = {
        "itself": lambda _: None,
        "symbolic": lambda path: path.symlink_to(report),
        "hard": lambda path: path.hardlink_to(report),
        "roundabout": lambda _: (tmp_path / "x").mkdir(),
    }
    name = {"itself": report, "roundabout": tmp_path / "x" / ".." / report.name}.get(way, tmp_path / f"link{suffix}")
    ways[way](name)
    before = report.read_bytes()
    arguments = [part.replace("IN", str(report)) for part in WRITES[verb]]
    done = cchc(*arguments[:-1], name, "--lang", "en")
    assert (done.code, "the output is also an input" in done.err) == (2, True)
    assert report.read_bytes() == before
    assert cchc(*arguments[:-1], name, "--force").code in (0, 1)
    assert name.read_bytes() != before


def test_a_folder_that_is_read_and_definitions_are_inputs(cchc: Callable, tmp_path: Path, report: Path) -> None:
    """No file of a folder that is added up is an output, nor the catalogue, nor the table of offices."""
    own = Path(shutil.copytree("tests/small", tmp_path / "small"))
    (report.parent / "b.csv").write_bytes(OLD)
    offices = tmp_path / "offices.csv"
    offices.write_text("office,level,parent\n", encoding="utf-8")
    for arguments in (
        ("rollup", report.parent, "-o", report.parent / "b.csv"),
        ("rollup", report.parent, "--offices", offices, "-o", offices),
        ("schema", "--edition", own / "nho-2024", "-o", own / "nho-2024" / "edition.toml"),
        ("catalogue", "export", "--edition", own / "nho-2024", "-o", own / "units.toml"),
        ("template", "--edition", own / "nho-2024", "-o", own / "units.toml"),
    ):
        done = cchc(*arguments, "--lang", "en")
        assert (done.code, "the output is also an input" in done.err) == (2, True), arguments
    assert (own / "units.toml").read_bytes() == Path("tests/small/units.toml").read_bytes()


@posix
def test_standard_input_is_an_input(root: Path, report: Path) -> None:
    """`< a.txt -o a.txt` is told apart from a pipe."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "LANG": "en"}
    command = [sys.executable, "-m", "cchc", "check", "-", "-o", str(report)]
    before = report.read_bytes()
    with report.open("rb") as stream:
        done = subprocess.run(command, cwd=root, env=environment, stdin=stream, capture_output=True, check=False)
    assert (done.returncode, b"the output is also an input" in done.stderr) == (2, True)
    assert report.read_bytes() == before


@pytest.mark.parametrize(
    ("verb", "name"),
    [
        *(("convert", f"a{suffix}") for suffix in (".png", ".doc", "")),
        *(("fill", f"a{suffix}") for suffix in (".json", ".csv", ".txt", ".md")),
        *(("template", f"a{suffix}") for suffix in (".ods", ".txt", ".csv")),
        *(("figures", f"a{suffix}") for suffix in (".xlsx", ".json")),
        *(("rollup", f"a{suffix}") for suffix in (".json", ".docx", ".pdf")),
        *(("schema", f"a{suffix}") for suffix in (".html", ".xlsx")),
        *(("catalogue export", f"a{suffix}") for suffix in (".xlsx", ".csv")),
        *(("check", f"a{suffix}") for suffix in (".docx", ".html")),
    ],
)
def test_no_file_is_called_what_it_is_not(cchc: Callable, tmp_path: Path, report: Path, verb: str, name: str) -> None:
    """An ending that a command cannot write, or that names another kind than was asked for, is refused."""
    arguments = [part.replace("IN", str(report)) for part in WRITES[verb][:-1]]
    done = cchc(*arguments, tmp_path / name, "--lang", "en")
    assert (done.code, "cannot write" in done.err, (tmp_path / name).exists()) == (2, True, False)


def test_two_outputs_are_two_files(cchc: Callable, tmp_path: Path, report: Path) -> None:
    """A table and its picture cannot be one file."""
    done = cchc("rollup", report, "-o", tmp_path / "a.svg", "--picture", tmp_path / "a.svg", "--lang", "en")
    assert (done.code, "two outputs" in done.err, (tmp_path / "a.svg").exists()) == (2, True, False)


@pytest.mark.parametrize("text", ["{}", '{"name": "mine"}', "", "x", "[" * 100_000, '{"$schema": 1, "name": "cchc-x"}'])
def test_what_lies_beside_and_is_not_ours_stays(cchc: Callable, tmp_path: Path, report: Path, text: str) -> None:
    """A data package that another made is neither replaced nor does the table change; `--force` replaces it."""
    output, beside = tmp_path / "b.csv", tmp_path / "b.datapackage.json"
    output.write_bytes(OLD)
    beside.write_text(text, encoding="utf-8")
    done = cchc("convert", report, "-o", output, "--lang", "en")
    assert (done.code, "was not made by cchc" in done.err, str(beside) in done.err) == (2, True, True)
    assert (output.read_bytes(), beside.read_text(encoding="utf-8")) == (OLD, text)
    assert cchc("convert", report, "-o", output, "--force").code == 0
    assert beside.read_text(encoding="utf-8") != text


def test_what_lies_beside_and_is_ours_is_replaced(cchc: Callable, tmp_path: Path, report: Path) -> None:
    """Writing a table anew writes its data package anew; that of another table is not ours to replace."""
    assert [cchc("convert", report, "-o", tmp_path / "b.csv").code for _ in range(2)] == [0, 0]
    (tmp_path / "c.datapackage.json").write_bytes((tmp_path / "b.datapackage.json").read_bytes())
    assert cchc("convert", report, "-o", tmp_path / "c.csv").code == 2


@posix
def test_the_data_package_is_no_input_either(cchc: Callable, tmp_path: Path, report: Path) -> None:
    """What is written beside an output is an output."""
    (tmp_path / "b.datapackage.json").hardlink_to(report)
    done = cchc("convert", report, "-o", tmp_path / "b.csv", "--lang", "en")
    assert (done.code, "the output is also an input" in done.err) == (2, True)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("verb", WRITES)
def test_a_folder_that_is_not_there_is_told_before_anything_is_done(
    cchc: Callable, tmp_path: Path, report: Path, verb: str, language: str
) -> None:
    """The message is about the folder, and no file of that name is said to be missing."""
    arguments, output = filled(verb, report, tmp_path / "mới" / "out")
    done = cchc(*arguments, "--lang", language)
    assert (done.code, output.parent.exists()) == (2, False)
    assert str(output.parent) in done.err
    assert ("tạo thư mục" if language == "vi" else "make it first") in done.err


@posix
@pytest.mark.parametrize(("name", "told"), [("x" * 300, "tên tệp quá dài"), ("circle", "dẫn vòng về chính nó")])
def test_a_name_that_cannot_be_written_is_told(
    cchc: Callable, tmp_path: Path, report: Path, name: str, told: str
) -> None:
    (tmp_path / "circle.json").symlink_to(tmp_path / "circle.json")
    result = cchc("check", report, "-f", "json", "-o", tmp_path / f"{name}.json", "--lang", "vi")
    assert result.code == 2
    assert told in result.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle.json", "in"]


@pytest.mark.parametrize("month", ["tháng 5 năm 2024", "tháng 9 năm 2025", "tháng 8 năm 2026"])
def test_what_an_empty_form_says_of_its_lines_is_nothing_filled_in(cchc: Callable, tmp_path: Path, month: str) -> None:
    """In whatever language it says what they mean now."""
    form = tmp_path / "biểu.xlsx"
    for language in ("vi", "en", "vi"):
        assert cchc("template", "-o", form, "--period", month, "--lang", language).code == 0


def test_a_form_that_was_filled_in_is_not_emptied(cchc: Callable, tmp_path: Path, report: Path) -> None:
    """An empty form takes the place of an empty form, and of nothing that a person wrote, unless that is asked for."""
    form = tmp_path / "biểu.xlsx"
    assert cchc("template", "-o", form).code == 0
    empty = form.read_bytes()
    assert cchc("template", "-o", form).code == 0
    assert cchc("convert", report, "-o", form).code == 0
    filled = form.read_bytes()
    refused = cchc("template", "-o", form, "--lang", "en")
    assert (refused.code, form.read_bytes()) == (2, filled)
    assert "has been filled in" in refused.err
    assert cchc("template", "-o", form, "--force").code == 0
    assert abs(len(form.read_bytes()) - len(empty)) < 100
    form.write_text("ghi chú", encoding="utf-8")
    assert cchc("template", "-o", form).code == 0
