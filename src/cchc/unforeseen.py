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
