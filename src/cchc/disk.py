"""Files written whole or not at all: whatever stops the writing (a full disk, a kill), the old file stands."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

Data = bytes | Callable[[], Iterable[bytes]]
"""What is written: all of it, or what makes it piece by piece, as often as it is asked."""
_UNNAMED = getattr(os, "O_TMPFILE", 0)
_BINARY = getattr(os, "O_BINARY", 0)
_NO_PLACE_BESIDE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY)
"""Why there can be no new file beside one that may be written: its folder is closed, or it is itself a mount."""


def write(path: str | Path, data: Data) -> None:
    """One file, as `write_all`."""
    write_all({Path(path): data})


def write_all(files: Mapping[Path, Data]) -> None:
    """Files that belong together: all are on the disk before the first takes its place.

    A file that is there keeps its permissions; a symbolic link is followed; what is no regular file (a device, a
    pipe) is written to as it is. Raises OSError, and then no file has changed that could be kept from it.
    """
    with ExitStack() as stack:
        for ready in [stack.enter_context(_staged(path, data)) for path, data in files.items()]:
            ready()


@contextmanager
def _staged(path: Path, data: Data) -> Iterator[Callable[[], None]]:
    """Yields what puts the data in their place; they are gone again if that is not called."""
    old = _status(path)
    if _is_stream(path, old):
        yield lambda: _into(path, data)
        return
    target = Path(os.path.realpath(path))
    try:
        if old is not None and not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        beside = _beside(target, data, old)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        if old is None or error.errno not in _NO_PLACE_BESIDE or not os.access(target, os.W_OK):
            raise
        yield lambda: _over(target, data)
        return
    try:
        yield lambda: _swap(beside, target, data)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def replace_folder(made: Path, folder: Path) -> None:
    """A folder that is complete in the place of another beside it, which is gone after that and stands until then.

    Where the system lets two names change places the one or the other stands at every moment; elsewhere a kill between
    two steps leaves the old one under the name of the new one and ".old".
    """
    if not folder.exists():
        made.rename(folder)
        return
    old = made
    if not _exchanged(made, folder):
        old = made.with_name(f"{made.name}.old")
        folder.rename(old)
        try:
            made.rename(folder)
        except BaseException:
            old.rename(folder)
            raise
    from shutil import rmtree

    rmtree(old, ignore_errors=True)


def _exchanged(one: Path, other: Path) -> bool:
    """Let two names change places in one step; False where the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE
    try:
        rename = ctypes.CDLL(None).renameat2
    except (OSError, AttributeError):
        return False
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _is_stream(path: Path, old: os.stat_result | None) -> bool:
    """Whether a name is that of something to write into: a device, a pipe, an open file of this process."""
    if old is None:
        return False
    if stat.S_ISDIR(old.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    return not stat.S_ISREG(old.st_mode) or path.is_relative_to("/dev") or path.is_relative_to("/proc")


def _into(path: Path, data: Data) -> None:
    try:
        with path.open("wb") as stream:
            stream.writelines(pieces_of(data))
    except OSError as error:
        error.filename = str(path)
        raise


def pieces_of(data: Data) -> Iterable[bytes]:
    return (data,) if isinstance(data, bytes) else data()


def _beside(target: Path, data: Data, old: os.stat_result | None) -> Path:
    """The data under a name of their own in the target's folder, on the disk."""
    folder, name = target.parent, f".cchc-{os.urandom(8).hex()}.tmp"
    beside = folder / name
    try:
        file = os.open(folder, os.O_WRONLY | _UNNAMED, 0o666) if _UNNAMED else -1
    except OSError:
        file = -1
    has_name = file < 0
    if has_name:
        file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with open(file, "wb") as stream:  # noqa: PTH123 - what is opened has no name
            if old is not None:
                _take_after(file, old)
            stream.writelines(pieces_of(data))
            stream.flush()
            os.fsync(file)
            if not has_name:
                _name(file, beside)
    except BaseException:
        with suppress(FileNotFoundError):
            beside.unlink()
        raise
    return beside


def _name(file: int, path: Path) -> None:
    """A name for a file that has none: until now a kill would have left nothing of it."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.link(f"/proc/self/fd/{file}", path.name, dst_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _take_after(file: int, old: os.stat_result) -> None:
    """Owner and permissions of the file that is replaced, as far as the system lets us."""
    if hasattr(os, "fchown"):
        with suppress(OSError):
            os.fchown(file, old.st_uid, old.st_gid)
        os.fchmod(file, stat.S_IMODE(old.st_mode))


def _swap(beside: Path, target: Path, data: Data) -> None:
    try:
        beside.replace(target)
    except OSError as error:
        error.filename, error.filename2 = str(target), None
        if error.errno not in _NO_PLACE_BESIDE:
            raise
        _over(target, data)
    if hasattr(os, "O_DIRECTORY"):
        with suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _over(target: Path, data: Data) -> None:
    """Over the old file itself, which is put back where that fails."""
    old = target.read_bytes()
    try:
        _into(target, data)
    except BaseException:
        _into(target, old)
        raise


def is_same(first: str | Path | int, second: str | Path) -> bool:
    """Whether two names, or an open file and a name, lead to one file: by links of either kind, or spelt otherwise."""
    try:
        return os.path.samestat(os.stat(first), Path(second).stat())  # noqa: PTH116 - it may be a number
    except (OSError, ValueError):
        return not isinstance(first, int) and os.path.realpath(first) == os.path.realpath(second)
