"""Whatever goes wrong with one file, foreseen or not, is that file's refusal, and the other files are judged."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.catalogue import Catalogue
from cchc.cli import judging
from cchc.errors import UnforeseenError
from cchc.report import Report
from cchc.unforeseen import foreseen

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX streams")


class PanicError(BaseException):
    """As libraries in Rust raise it: no Exception."""


FAULTS = [
    KeyError("mã"),
    EOFError(),
    RecursionError("too deep"),
    AssertionError(),
    UnicodeError("x\x1b[2J"),
    PanicError(),
]
VERBS: dict[str, tuple[str, ...]] = {
    "check": ("check", "BAD"),
    "explain": ("explain", "R1", "BAD"),
    "convert": ("convert", "BAD", "-o", "OUT.csv"),
    "fill": ("fill", "BAD", "-o", "OUT.html"),
    "figures": ("figures", "BAD"),
    "rollup": ("rollup", "BAD"),
}


@pytest.fixture
def bad(tmp_path: Path, real_report: Path) -> Path:
    """A report that makes the program fail where `faulty` is in force."""
    path = tmp_path / "hỏng.txt"
    path.write_bytes(real_report.read_bytes())
    return path


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch, bad: Path) -> Callable[[BaseException], None]:
    """Makes the evaluation of one report fail in an unforeseen way."""
    right = Catalogue.evaluate

    def fail_with(fault: BaseException) -> None:
        def evaluate(self: Catalogue, report: Report, previous: None = None) -> object:
            if getattr(report, "source", None) == str(bad):
                raise fault
            return right(self, report, previous)

        monkeypatch.setattr(Catalogue, "evaluate", evaluate)

    return fail_with


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
@pytest.mark.parametrize("verb", VERBS)
def test_a_fault_of_the_program_is_told_as_one(
    cchc: Callable, faulty: Callable, bad: Path, verb: str, fault: BaseException
) -> None:
    """A sentence names the file, the fault and its place, and asks for a report; the traceback waits for `--debug`."""
    faulty(fault)
    arguments = [str(bad) if part == "BAD" else part.replace("OUT", str(bad)) for part in VERBS[verb]]
    done = cchc(*arguments, "--lang", "en")
    assert done.code == 2
    for told in (str(bad), type(fault).__name__, "please report", "--debug"):
        assert told in done.err
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err
    assert not list(bad.parent.glob("hỏng.txt.*"))
    told = cchc(*arguments, "--debug").err
    assert "Traceback (most recent call last)" in told
    assert "test_one_door.py" in told


def test_the_other_files_are_judged(cchc: Callable, faulty: Callable, bad: Path, real_report: Path) -> None:
    """One file that the program fails of costs one file, in a check and in a roll-up."""
    faulty(ZeroDivisionError("division by zero"))
    done = cchc("check", bad, real_report, "--format", "github")
    assert (done.code, "ZeroDivisionError" in done.err, str(real_report) in done.out) == (2, True, True)
    rolled = cchc("rollup", bad, real_report, "--format", "csv")
    assert (rolled.code, "ZeroDivisionError" in rolled.err) == (2, True)
    assert len(rolled.out.splitlines()) > 1


def test_want_of_memory_is_no_fault_of_the_program(cchc: Callable, faulty: Callable, bad: Path) -> None:
    """A file that is too much for the machine is refused as that."""
    faulty(MemoryError())
    done = cchc("check", bad, "--lang", "en")
    assert (done.code, done.err.strip()) == (2, f"error: {bad}: this machine has not enough memory to read this file")


def test_an_interruption_passes(cchc: Callable, faulty: Callable, bad: Path) -> None:
    """Ctrl-C is no fault of a file: it ends the command."""
    faulty(KeyboardInterrupt())
    assert cchc("check", bad).code == 130


def test_a_fault_before_any_file_is_told_too(cchc: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails outside of any file is one sentence as well."""
    monkeypatch.setattr("cchc.cli.render.listing.listing", lambda *_: {}["không có"])
    done = cchc("catalogue", "list", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "KeyError: 'không có'" in done.err
    assert "please report" in done.err
    assert "Traceback" not in done.err


def test_the_place_is_the_last_one_in_the_package() -> None:
    """A fault inside a library is told at the line of ours that led there."""
    from cchc.serialize.plain import read_date

    class Odd(str):
        __slots__ = ()

        def __hash__(self) -> int:
            raise ZeroDivisionError

    with pytest.raises(UnforeseenError) as caught, foreseen("a.txt"):
        read_date({Odd("x"): 1})  # type: ignore[dict-item]
    assert caught.value.where.endswith(")")
    with pytest.raises(UnforeseenError) as ours, foreseen("a.txt"):
        __import__("cchc.exact", fromlist=["half_up"]).half_up(1, 0, 2)
    assert ours.value.where.startswith("cchc/exact.py:")
    assert (ours.value.source, "half_up" in ours.value.details) == ("a.txt", True)


def test_a_system_error_is_given_its_file() -> None:
    """An error of the system that names no file is told with the one that was being read."""
    with pytest.raises(OSError, match="Input/output") as caught, foreseen("a.txt"):
        raise OSError(errno.EIO, "Input/output error")
    assert caught.value.filename == "a.txt"


# --- streams and names ------------------------------------------------------------------------------


def shell(command: str, root: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    """A command line of bash in which CCHC is this program."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "LANG": "en_US.UTF-8"}
    script = command.replace("CCHC", f'"{sys.executable}" -m cchc')
    return subprocess.run(["bash", "-c", script], cwd=root, env=environment, capture_output=True, check=False, **more)  # type: ignore[call-overload, no-any-return]


REPORT = "examples/phuong-2024-05.txt"


@posix
@pytest.mark.parametrize(
    ("command", "code", "told"),
    [
        (f"CCHC check {REPORT} >&-", 2, b"standard input or output is closed"),
        (f"CCHC explain R1 {REPORT} >&-", 2, b"standard input or output is closed"),
        (f"CCHC convert {REPORT} -o - --to csv >&-", 2, b"standard input or output is closed"),
        ("CCHC check - <&-", 2, b"standard input or output is closed"),
        (f"CCHC check {REPORT} >/dev/full", 2, b"the disk is full"),
        (f"CCHC convert {REPORT} -o - --to html >/dev/full", 2, b"the disk is full"),
        (f"CCHC check {REPORT} -o /dev/full", 2, b"/dev/full: the disk is full"),
        (f"CCHC check nothing.txt {REPORT} >&- 2>&-", 2, b""),
        (f"CCHC check {REPORT} -o /dev/null >&- 2>&- <&-", 1, b""),
        (f"CCHC check {REPORT} -f json | true; exit ${{PIPESTATUS[0]}}", 2, b""),
        (f"CCHC convert {REPORT} -o - --to pdf | true; exit ${{PIPESTATUS[0]}}", 2, b""),
        ("CCHC check /dev/null", 2, b"/dev/null"),
        ("CCHC check /dev/zero", 2, b"/dev/zero"),
        ("CCHC check examples", 2, b""),
        ("CCHC fill examples -o /dev/null --to html", 2, b"examples"),
        ("CCHC check - </dev/zero", 2, b"error: -: "),
    ],
)
def test_streams_that_are_closed_or_endless(root: Path, command: str, code: int, told: bytes) -> None:
    """A closed, full or abandoned stream and an endless file end in one sentence, the right code and no traceback."""
    done = shell(command, root)
    assert done.returncode == code, done.stderr.decode()
    assert told in done.stderr
    assert done.stderr.count(b"\n") <= 1
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@posix
def test_a_pipe_with_a_name_is_a_file(root: Path, tmp_path: Path) -> None:
    """A report may come through a FIFO, or a shell's `<(…)`."""
    os.mkfifo(tmp_path / "ống")
    done = shell(f'cat {REPORT} > "{tmp_path}/ống" & CCHC check "{tmp_path}/ống" <(cat {REPORT}) -f github', root)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "ống".encode() in done.stdout
    assert b"file=/dev/fd/" in done.stdout


@posix
@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
def test_a_name_that_is_no_unicode(root: Path, tmp_path: Path, real_report: Path, form: str) -> None:
    """Names are bytes; one that is no UTF-8 is read, and shown as well as it can be."""
    name = os.fsencode(tmp_path) + b"/th\xe1ng 5.txt"
    Path(os.fsdecode(name)).write_bytes(real_report.read_bytes())
    for output in ("", f'-o "{tmp_path}/out"'):
        done = shell(f'CCHC check "{tmp_path}"/th*.txt -f {form} {output}', root)
        assert (done.returncode, done.stderr) == (1, b"")
        printed = (tmp_path / "out").read_bytes() if output else done.stdout
        assert "ng 5.txt" in printed.decode("utf-8").replace("%20", " ")
    Path(os.fsdecode(name)).write_bytes(b"")
    assert b"ng 5.txt: " in shell(f'CCHC check "{tmp_path}"/th*.txt', root).stderr


def test_a_file_that_vanishes_is_refused(cchc: Callable, monkeypatch: pytest.MonkeyPatch, bad: Path) -> None:
    """A file that goes while the program looks at it is as one that never was."""
    right = Path.is_dir

    def is_dir(self: Path) -> bool:
        found = right(self)
        if self == bad:
            bad.unlink(missing_ok=True)
        return found

    monkeypatch.setattr(Path, "is_dir", is_dir)
    done = cchc("check", bad, REPORT, "--lang", "en", "--format", "github")
    assert (done.code, f"error: {bad}: " in done.err, REPORT in done.out) == (2, True, True)


@posix
def test_a_folder_that_cannot_be_looked_into_is_told(
    cchc: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real_report: Path
) -> None:
    """No report of a roll-up is left out without a word."""
    (tmp_path / "quận" / "kín").mkdir(parents=True)
    (tmp_path / "quận" / "a.txt").write_bytes(real_report.read_bytes())
    right = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("kín"):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return right(path)

    monkeypatch.setattr(os, "scandir", scandir)
    done = cchc("rollup", tmp_path, "--format", "csv")
    assert (done.code, "kín: " in done.err) == (2, True)
    assert len(done.out.splitlines()) > 1


# --- processes --------------------------------------------------------------------------------------


@posix
def test_a_process_that_dies_loses_only_its_file(
    cchc: Callable, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, real_report: Path
) -> None:
    """Of many files judged at once, two of which kill their process, all others are judged, in their order."""
    files = [tmp_path / f"{number:02}.txt" for number in range(judging.MANY + 4)]
    for path in files:
        path.write_bytes(real_report.read_bytes())
    deadly = {str(files[3]), str(files[17])}
    right = Catalogue.evaluate

    def evaluate(self: Catalogue, report: Report, previous: None = None) -> object:
        if report.source in deadly:
            os.kill(os.getpid(), signal.SIGKILL)
        return right(self, report, previous)

    monkeypatch.setattr(Catalogue, "evaluate", evaluate)
    monkeypatch.setattr(judging, "_processors", lambda: 2)
    done = cchc("check", "--format", "json", *files)
    assert done.code == 2
    lines = done.out.splitlines()
    assert len(lines) == len(files) - 2
    places = [next(n for n, path in enumerate(files) if f'"{path}"' in line) for line in lines]
    assert places == [n for n in range(len(files)) if str(files[n]) not in deadly]
    assert [sum(path in line for line in done.err.splitlines()) for path in sorted(deadly)] == [1, 1]
    assert "Traceback" not in done.err


@posix
def test_interrupting_many_processes_is_one_line(root: Path, tmp_path: Path, real_report: Path) -> None:
    """Ctrl-C at a terminal reaches every process; one line is said, by one of them."""
    os.mkfifo(tmp_path / "never")
    for number in range(judging.MANY * 2):
        (tmp_path / f"{number:02}.txt").write_bytes(real_report.read_bytes())
    command = [sys.executable, "-m", "cchc", "check", *sorted(map(str, tmp_path.iterdir()))]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    # A pipe opens for writing once a process has opened it to read.
    with (
        subprocess.Popen(
            command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as running,
        (tmp_path / "never").open("wb"),
    ):
        os.killpg(running.pid, signal.SIGINT)
        _, errors = running.communicate(timeout=120)
    assert running.returncode == 130
    assert errors.decode().strip().splitlines() == ["Đã dừng."]


def test_what_foreign_code_says_stands_in_no_sentence(cchc: Callable, tmp_path: Path) -> None:
    """It is a programmer's English, whoever reads it; it waits for `--debug`."""
    broken = tmp_path / "hỏng.xlsx"
    broken.write_bytes(b"PK\x03\x04" + b"\0" * 200)
    told = cchc("check", broken)
    assert told.code == 2
    assert "tệp bị hỏng hoặc chưa lưu trọn vẹn; hãy mở" in told.err
    assert "not a zip file" not in told.err
    assert "not a zip file" in cchc("check", broken, "--debug").err
    assert "not a zip file" not in cchc("check", broken, "--lang", "en").err


@posix
@pytest.mark.parametrize("verb", [("check",), ("figures",), ("rollup",)])
def test_what_is_no_ordinary_file_in_a_folder_is_told(cchc: Callable, tmp_path: Path, verb: tuple[str, ...]) -> None:
    """A pipe is not waited for, and neither it nor a link that leads nowhere passes for nothing at all."""
    shutil.copy("examples/phuong-2024-05.txt", tmp_path / "a.txt")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.txt").symlink_to("nowhere.txt")
    (tmp_path / "d.txt").symlink_to("/dev/zero")
    done = cchc(*verb, str(tmp_path), "--lang", "en")
    told = " ".join((done.out + done.err).split())
    assert done.code == 2
    assert told.count("this is no ordinary file") == 3
