"""What nobody foresaw of one file: it becomes that file's refusal, which says where the fault is; the rest goes on."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cchc.errors import CchcError, UnforeseenError

_PACKAGE = Path(__file__).parent
_LONGEST, _LONGEST_DETAILS = 200, 20_000
_THROUGH = (KeyboardInterrupt, SystemExit, GeneratorExit)


@contextmanager
def foreseen(source: str = "") -> Iterator[None]:
    """Whatever goes wrong inside is a CchcError or an OSError, of the file `source` where it names none itself."""
    try:
        yield
    except _THROUGH:
        raise
    except BaseException as error:
        told = as_foreseen(error, source)
        if told is error:
            raise
        raise told from error


class Door:
    """Whatever leaves the block is an error of the library, or of the machine: a fault of the program is told as one.

    For what a user of the library calls. It costs a fraction of a microsecond.
    """

    __slots__ = ("source",)

    def __init__(self, source: str | None = None) -> None:
        self.source = source

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, CchcError | MemoryError):
            raise fault(error, self.source) from error


def fault(error: Exception, source: str | None = None) -> CchcError:
    """An error as one that the library may let out: its own as it is, any other as a fault of the program."""
    told = as_foreseen(error, source or "")
    return told if isinstance(told, CchcError) else _fault(error, source)


def as_foreseen(error: BaseException, source: str = "") -> CchcError | OSError:
    """An error as one of those that are told in a sentence; any other is a fault of the program."""
    match error:
        case CchcError():
            return error
        case MemoryError():
            return OSError(errno.ENOMEM, os.strerror(errno.ENOMEM), source or None)
        case OSError():
            if error.filename is None and error.errno is not None:
                error.filename = source or None
            return error
        case _:
            return _fault(error, source)


def _fault(error: BaseException, source: str | None) -> UnforeseenError:
    from traceback import format_exception

    details = "".join(format_exception(error))[-_LONGEST_DETAILS:]
    return UnforeseenError(_what(error), _where(error), source or None, details)


def _what(error: BaseException) -> str:
    """The kind of error and what it says, of which there may be any amount."""
    try:
        said = str(error)
    except Exception:  # noqa: BLE001 - an error that cannot say what it is is told by its name
        said = ""
    kind = type(error).__name__
    return f"{kind}: {said}"[:_LONGEST] if said else kind


def _where(error: BaseException) -> str:
    """The last place of the package that was passed; else the last one."""
    from traceback import extract_tb

    frames = extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(_PACKAGE)]
    if not frames:
        return "?"
    frame = own[-1] if own else frames[-1]
    file = Path(frame.filename)
    name = file.relative_to(_PACKAGE.parent).as_posix() if own else file.name
    return f"{name}:{frame.lineno} ({frame.name})"
