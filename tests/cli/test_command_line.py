"""Whatever is typed, `cchc` answers with a result or one clear message, never a traceback, and the right exit code."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc import __version__
from cchc.words import face

COMMANDS = [
    (),
    ("check",),
    ("sample",),
    ("letter",),
    ("explain",),
    ("catalogue",),
    ("catalogue", "list"),
    ("catalogue", "show"),
    ("catalogue", "lint"),
    ("catalogue", "export"),
    ("schema",),
    ("convert",),
]


def process(*arguments: str, root: Path, **more: object) -> subprocess.CompletedProcess[bytes]:
    """A real process: what a terminal or a pipe sees."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **more.pop("env", {})}  # type: ignore[dict-item]
    command = [sys.executable, "-m", "cchc", *arguments]
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False, **more)  # type: ignore[call-overload, no-any-return]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_in_each_language(cchc: Callable, command: tuple[str, ...], language: str) -> None:
    """Help tells what a command and each of its options does, in the language asked for."""
    done = cchc(*command, "--lang", language, "--help")
    assert done.code == 0
    assert done.out.startswith({"vi": "Cách dùng:", "en": "Usage:"}[language])
    assert done.err == ""


def test_no_command_shows_the_help(cchc: Callable) -> None:
    """`cchc` alone is a question: it shows the help, and is no success."""
    done = cchc()
    assert (done.code, done.out) == (2, "")
    assert "check" in done.err


def test_the_version_is_the_packages(cchc: Callable) -> None:
    """`cchc --version` names the version of the library."""
    assert cchc("--version").out == f"cchc {__version__}\n"


@pytest.mark.parametrize(
    ("locale", "greeting"),
    [("en_US.UTF-8", "Usage:"), ("vi_VN.UTF-8", "Cách dùng:"), ("C.UTF-8", "Cách dùng:"), ("fr_FR", "Cách dùng:")],
)
def test_the_locale_chooses_english(
    cchc: Callable, monkeypatch: pytest.MonkeyPatch, locale: str, greeting: str
) -> None:
    """Vietnamese is spoken unless the locale is English."""
    monkeypatch.setenv("LANG", locale)
    assert cchc("--help").out.startswith(greeting)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("chek",), "check"),
        (("check",), "FILE"),
        (("check", "--fromat", "json", "a.txt"), "--format"),
        (("check", "--format", "xml", "a.txt"), "text, json, ndjson, sarif, github, html, xlsx"),
        (("check", "--lang", "fr", "a.txt"), "vi, en"),
        (("check", "--select", "R999", "a.txt"), "R999"),
        (("check", "--ignore", "X", "a.txt"), "X"),
        (("explain", "khong_co_chi_tieu_nay"), "khong_co_chi_tieu_nay"),
        (("catalogue", "list", "everything"), "indicators"),
        (("schema", "nothing"), "report, evaluation, catalogue"),
        (("convert", "examples/phuong-2024-05.txt"), "--output"),
        (("convert", "examples/phuong-2024-05.txt", "-o", "a.exe"), ".json"),
        (("check", "--edition", "phuong-1999", "a.txt"), "phuong-2024"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_wrong_command_line_is_told(cchc: Callable, arguments: tuple[str, ...], told: str, language: str) -> None:
    """A mistake in typing exits with 2 and names what is wrong, or what was meant."""
    done = cchc("--lang", language, *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err
    assert "Traceback" not in done.err


HOSTILE = {
    "empty": b"",
    "blank": b"\n \n\t\n",
    "binary": bytes(range(256)) * 64,
    "zip": b"PK\x03\x04" + b"\0" * 512,
    "junk": b"lorem ipsum dolor\t12\t%\n" * 500,
    "one long line": b"x" * 2_000_000,
    "other form": "BÁO CÁO TÀI CHÍNH\nTT\tNội dung\tSố tiền\n1\tThu\t5\n".encode(),
    "utf-16": "Báo cáo cải cách hành chính".encode("utf-16"),
    "bad utf-8": b"TT\tN\xff\xfe\xc3\n",
    "json": b'{"schema": "cchc.report/1", "entries": 5}',
    "nested json": b'{"a":' * 5000,
    "escape codes": b"\x1b]0;owned\x07\x1b[2J\x1b[31m\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_report_is_refused(cchc: Callable, tmp_path: Path, name: str) -> None:
    """A file that is not the form is named in one message, exit 2, and nothing of it reaches the terminal as code."""
    path = tmp_path / f"{name}.txt"
    path.write_bytes(HOSTILE[name])
    done = cchc("check", path)
    assert (done.code, done.out) == (2, ""), done
    assert path.name in done.err
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err


def test_a_missing_file_is_told(cchc: Callable, tmp_path: Path) -> None:
    """A name that leads nowhere, or to an empty folder, is told with the name."""
    for path in (tmp_path / "không có.txt", tmp_path):
        done = cchc("check", path)
        assert (done.code, done.out) == (2, "")
        assert str(path) in done.err


def test_what_can_be_read_is_checked_all_the_same(cchc: Callable, real_report: Path, tmp_path: Path) -> None:
    """One unreadable file of several exits with 2, and the others are judged."""
    done = cchc("check", tmp_path / "mất.txt", real_report)
    assert done.code == 2
    assert "mất.txt" in done.err
    assert "30,00 %" in done.out


def test_a_report_may_come_through_a_pipe(cchc: Callable, real_report: Path) -> None:
    """`-` is standard input, and is judged as the file is."""
    piped = cchc("check", "-", "--format", "json", stdin=real_report.read_bytes())
    read = cchc("check", real_report, "--format", "json")
    assert piped.code == read.code == 1
    told = [json.loads(done.out) for done in (piped, read)]
    assert [one["report"].pop("source") for one in told] == ["-", str(real_report)]
    assert told[0] == told[1]


def test_output_goes_to_a_file(cchc: Callable, real_report: Path, tmp_path: Path) -> None:
    """`--output` writes what would have been printed."""
    done = cchc("check", real_report, "--output", tmp_path / "kết quả.txt")
    assert (done.code, done.out) == (1, "")
    assert (tmp_path / "kết quả.txt").read_text(encoding="utf-8") == cchc("check", real_report).out


def test_output_that_cannot_be_written_is_told(cchc: Callable, real_report: Path, tmp_path: Path) -> None:
    """A folder that is not there is a message, not a traceback."""
    done = cchc("check", real_report, "--output", tmp_path / "a" / "b.txt")
    assert done.code == 2
    assert "b.txt" in done.err
    assert "Traceback" not in done.err


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell's pipe")
def test_a_reader_that_leaves_is_no_error(root: Path, real_report: Path) -> None:
    """`cchc … | head -1` prints one line and complains of nothing."""
    command = f'"{sys.executable}" -m cchc catalogue export | head -c 1'
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(["bash", "-c", command], cwd=root, env=environment, capture_output=True, check=False)
    assert (done.stdout, done.stderr) == (b"{", b"")


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_an_interruption_is_one_line(root: Path) -> None:
    """Ctrl-C ends the command with 130 and no traceback."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "cchc", "check", "-"]
    with subprocess.Popen(
        command, cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdin is not None
        assert running.stderr is not None
        # More than a pipe holds: when it is written, the command is reading; at the end of it the signal is seen.
        running.stdin.write(b"\n" * 1_000_000)
        running.stdin.flush()
        running.send_signal(signal.SIGINT)
        running.stdin.close()
        errors = running.stderr.read()
    assert running.returncode == 130
    assert b"Traceback" not in errors


def test_colours_only_where_they_are_seen(root: Path, real_report: Path) -> None:
    """A pipe gets no colour codes, whatever the terminal's name."""
    done = process("check", str(real_report), root=root, env={"TERM": "xterm-256color"})
    assert done.returncode == 1
    assert b"\x1b[" not in done.stdout + done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a POSIX terminal")
@pytest.mark.parametrize("no_color", [True, False])
def test_a_terminal_gets_colours_unless_it_refuses_them(root: Path, *, no_color: bool) -> None:
    """On a terminal findings are coloured; NO_COLOR turns that off."""
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "NO_COLOR": "1" if no_color else ""}
    command = [sys.executable, "-m", "cchc", "explain", "CCHC-C003"]
    subprocess.run(command, cwd=root, env=environment, stdout=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)
    assert b"CCHC-C003" in shown
    assert (b"\x1b[" in shown) != no_color


def test_a_narrow_code_page_does_not_matter(root: Path, real_report: Path) -> None:
    """Vietnamese is written as UTF-8 where the system would use another code page."""
    done = process("check", str(real_report), root=root, env={"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"})
    assert done.returncode == 1
    assert "Việc cần làm" in done.stdout.decode("utf-8")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_option_is_told_in_a_sentence(language: str) -> None:
    """It begins with a capital, or with a word that is typed, and ends."""
    texts = {name: text[language] for name, text in face("command_line").family("option").items()}
    assert len(texts) > 30
    for name, text in texts.items():
        assert text[0].isupper() or text.startswith("text ") or not text[0].isalpha(), (name, text)
        assert text.endswith("."), (name, text)
