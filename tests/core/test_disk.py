"""A file is written whole or not at all: whatever stops the writing, the old one stands, and nothing lies beside it."""

from __future__ import annotations

import errno
import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cchc import disk

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX files and signals")
has_tmpfs = os.name != "nt" and hasattr(os, "geteuid") and os.geteuid() == 0
OLD, NEW = b"old" * 1000, b"new" * 2000


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that was there before."""
    path = tmp_path / "báo cáo.csv"
    path.write_bytes(OLD)
    return path


def names(folder: Path) -> list[str]:
    """What lies in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


def child(script: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """A process of its own, which may be killed."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@posix
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o444 | 0o200, 0o755])
def test_permissions_of_the_old_file_are_kept(old: Path, mode: int) -> None:
    """Who may read a file is not changed by writing it anew."""
    old.chmod(mode)
    disk.write(old, NEW)
    assert (old.read_bytes(), stat.S_IMODE(old.stat().st_mode)) == (NEW, mode)


@posix
def test_a_new_file_is_as_the_system_makes_them(tmp_path: Path) -> None:
    """What was not there gets the permissions of any new file."""
    before = os.umask(0o027)
    try:
        disk.write(tmp_path / "a", NEW)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o640


@posix
def test_links_are_followed(old: Path, tmp_path: Path) -> None:
    """Through a symbolic link the file that it leads to is written, one that is yet to be included."""
    there, nowhere = tmp_path / "there", tmp_path / "nowhere"
    there.symlink_to(old.name)
    nowhere.symlink_to("made.txt")
    disk.write(there, NEW)
    disk.write(nowhere, NEW)
    assert there.is_symlink()
    assert nowhere.is_symlink()
    assert old.read_bytes() == (tmp_path / "made.txt").read_bytes() == NEW


@posix
def test_what_is_no_file_is_written_into(tmp_path: Path) -> None:
    """A device stays what it is; a folder is refused."""
    disk.write("/dev/null", NEW)
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    with pytest.raises(IsADirectoryError):
        disk.write(tmp_path, NEW)
    with pytest.raises(OSError, match="space") as caught:
        disk.write("/dev/full", NEW)
    assert caught.value.filename == "/dev/full"


@posix
def test_a_protected_file_is_not_replaced(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That its folder may be written to is no leave to replace a file that may not."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(PermissionError) as caught:
        disk.write(old, NEW)
    assert (caught.value.filename, old.read_bytes(), names(old.parent)) == (str(old), OLD, [old.name])


@posix
@pytest.mark.parametrize("has_unnamed", [True, False], ids=["unnamed", "named"])
@pytest.mark.parametrize("limit", [0, 1, 4096])
def test_a_full_disk_leaves_the_old_file(old: Path, limit: int, *, has_unnamed: bool) -> None:
    """A limit of the system, met in the midst of the writing, is an error, and nothing else has happened."""
    script = """
import resource, sys
from cchc import disk
if sys.argv[3] == "False": disk._UNNAMED = 0
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    disk.write(sys.argv[1], b"new" * 2000)
except OSError as error:
    print(error.errno)
"""
    done = child(script, old, limit, has_unnamed)
    assert (done.stdout, done.stderr) == (f"{errno.EFBIG}\n", "")
    assert (old.read_bytes(), names(old.parent)) == (OLD, [old.name])


@pytest.mark.skipif(not has_tmpfs, reason="mounting takes root")
@pytest.mark.parametrize("has_unnamed", [True, False], ids=["unnamed", "named"])
def test_a_disk_that_is_really_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, has_unnamed: bool) -> None:
    """On a file system without room for both the old file stands."""
    mounted = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)]
    if subprocess.run(mounted, capture_output=True, check=False).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        (tmp_path / "old").write_bytes(b"x" * 40_000)
        if not has_unnamed:
            monkeypatch.setattr(disk, "_UNNAMED", 0)
        with pytest.raises(OSError, match="space"):
            disk.write(tmp_path / "old", b"y" * 60_000)
        assert ((tmp_path / "old").read_bytes(), names(tmp_path)) == (b"x" * 40_000, ["old"])
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


KILLED = """
import os, signal, sys
from pathlib import Path
from cchc import disk
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
owner, name = {"fsync": (os, "fsync"), "link": (os, "link"), "replace": (Path, "replace")}[sys.argv[2]]
setattr(owner, name, die)
disk.write(sys.argv[1], b"new" * 2000)
"""


@pytest.mark.skipif(not getattr(os, "O_TMPFILE", 0), reason="files without a name")
@pytest.mark.parametrize(("moment", "litter"), [("fsync", 0), ("link", 0), ("replace", 1)])
def test_a_kill_leaves_the_old_file(old: Path, moment: str, litter: int) -> None:
    """Killed at any moment the old file is whole; only between name and place may something stay, hidden, beside it."""
    assert child(KILLED, old, moment).returncode == -signal.SIGKILL
    assert old.read_bytes() == OLD
    beside = sorted({*names(old.parent)} - {old.name})
    assert len(beside) == litter
    assert all(name.startswith(".cchc-") and name.endswith(".tmp") for name in beside)


@posix
def test_killed_at_random_moments_a_file_is_one_or_the_other(tmp_path: Path) -> None:
    """Whenever a writer is killed, what stands is one whole version."""
    path, chance = tmp_path / "a", random.Random(8)
    script = """
import sys
from cchc import disk
for number in range(10_000):
    disk.write(sys.argv[1], bytes([number % 251]) * 400_000)
    if number == 0: print("begun", flush=True)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for _ in range(8):
        command = [sys.executable, "-c", script, str(path)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(chance.random() / 20)
            running.kill()
        data = path.read_bytes()
        assert (len(data), len(set(data))) == (400_000, 1)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_where_nothing_can_lie_beside_it(old: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """A file in a closed folder is written over, and put back if that fails."""

    def refuse(*_: object, **__: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "open", refuse)
    disk.write(old, NEW)
    assert old.read_bytes() == NEW
    right = disk._into

    def full(path: Path, data: bytes) -> None:
        right(path, data[:100])
        if data != NEW:
            raise OSError(errno.ENOSPC, "No space left on device")
        right(path, data)

    monkeypatch.setattr(disk, "_into", full)
    with pytest.raises(OSError, match="space"):
        disk.write(old, OLD)
    assert old.read_bytes() == NEW
    with pytest.raises(OSError, match=os.strerror(number)):
        disk.write(old.with_name("new"), OLD)


def test_files_that_belong_together_come_together(old: Path) -> None:
    """If one of several cannot be written, none is."""
    with pytest.raises(OSError, match=r"\S"):
        disk.write_all({old: NEW, old.parent / "no" / "folder": NEW})
    assert (old.read_bytes(), names(old.parent)) == (OLD, [old.name])
    disk.write_all({old: NEW, old.with_name("b"): OLD})
    assert (old.read_bytes(), old.with_name("b").read_bytes()) == (NEW, OLD)


def test_pieces_are_written_as_one(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made piece by piece is whole on the disk; where it must be written anew, it is made anew."""
    disk.write(old, lambda: (bytes([byte]) for byte in NEW))
    assert old.read_bytes() == NEW

    def refuse(*_: object) -> None:
        raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))

    monkeypatch.setattr(Path, "replace", refuse)
    disk.write(old, lambda: iter((OLD, NEW)))
    assert old.read_bytes() == OLD + NEW


def test_an_interruption_leaves_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C in the midst of it is as if nothing had been asked."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        disk.write(old, NEW)
    assert (old.read_bytes(), names(old.parent)) == (OLD, [old.name])


@posix
def test_one_file_by_whatever_name(old: Path, tmp_path: Path) -> None:
    """Links of either kind and roundabout paths lead to one file; a copy is another."""
    (tmp_path / "soft").symlink_to(old)
    (tmp_path / "hard").hardlink_to(old)
    (tmp_path / "copy").write_bytes(OLD)
    names = [tmp_path / "soft", tmp_path / "hard", tmp_path / "x" / ".." / old.name, str(old)]
    (tmp_path / "x").mkdir()
    assert all(disk.is_same(name, old) for name in names)
    assert not disk.is_same(tmp_path / "copy", old)
    assert disk.is_same(tmp_path / "new", tmp_path / "x" / ".." / "new")
    with old.open("rb") as stream:
        assert disk.is_same(stream.fileno(), old)


@posix
@pytest.mark.parametrize("way", ["exchanged", "in two steps"])
def test_a_folder_takes_the_place_of_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    """What is complete stands under the name, and nothing else is left."""
    if way != "exchanged":
        monkeypatch.setattr(disk, "_exchanged", lambda *_: False)
    for number in range(3):
        made = tmp_path / ".site.tmp"
        made.mkdir()
        (made / "a").write_text(str(number))
        disk.replace_folder(made, tmp_path / "site")
        assert (names(tmp_path), (tmp_path / "site" / "a").read_text()) == (["site"], str(number))


@pytest.mark.skipif(sys.platform != "linux", reason="two names change places in one step on Linux")
def test_killed_at_random_moments_a_folder_is_one_or_the_other(tmp_path: Path) -> None:
    """Whenever it is killed, a folder stands that is complete."""
    folder, chance = tmp_path / "site", random.Random(9)
    script = """
import sys
from pathlib import Path
from cchc import disk
folder = Path(sys.argv[1])
for number in range(100_000):
    made = folder.with_name(f".made-{number}-{sys.argv[2]}")
    made.mkdir()
    for name in "abc": (made / name).write_text(str(number))
    disk.replace_folder(made, folder)
    if number == 0: print("begun", flush=True)
"""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    for turn in range(8):
        command = [sys.executable, "-c", script, str(folder), str(turn)]
        with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            running.stdout.readline()
            time.sleep(chance.random() / 20)
            running.kill()
        assert len({(folder / name).read_text() for name in "abc"}) == 1
