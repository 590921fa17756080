"""PDFium compiled to WebAssembly, under the same pypdfium2 that reads PDF files outside of a browser.

pypdfium2 calls PDFium by ctypes. In a browser a call goes to JavaScript (`pdfium-calls.mjs`), and PDFium has a memory
of its own: what an argument points to is copied there before the call, and back after it. Addresses are of 32 bits in
both memories, so structures are laid out alike.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from collections.abc import Callable, Sequence
from typing import Any

from cchc.record import define, field

CallOf = Callable[[str], Callable[..., float]]
"""A function of PDFium by its name. It is told how many of its arguments point to memory of this Python, the position,
address and size of each, and then all arguments."""
_POINTER: Any = ctypes._Pointer  # the one class of what ctypes.POINTER makes
_ADDRESSES = (ctypes.c_void_p, ctypes.c_char_p)


def install(folder: str, call_of: CallOf) -> None:
    """Let readers find pypdfium2, which lies in a folder, with PDFium under it."""
    _forget()
    sys.path.append(folder)
    load, ctypes.CDLL = ctypes.CDLL, lambda _file: PdfiumLibrary(call_of, lambda: _forget(folder))  # type: ignore[misc, assignment]
    try:
        importlib.import_module("pypdfium2")
    finally:
        ctypes.CDLL = load  # type: ignore[misc]


def _forget(folder: str = "") -> None:
    """PDFium is of no use any more: the next file asks for another."""
    if folder in sys.path and folder:
        sys.path.remove(folder)
    for name in [name for name in sys.modules if name.partition(".")[0] in ("pypdfium2", "pypdfium2_raw")]:
        del sys.modules[name]


@define
class PdfiumLibrary:
    """What pypdfium2 takes for a library that ctypes has loaded."""

    call_of: CallOf
    crashed: Callable[[], None]

    def __getitem__(self, name: str) -> PdfiumFunction:
        return PdfiumFunction(self, name)


@define
class PdfiumFunction:
    """What pypdfium2 takes for one of its functions, whose arguments and result it then declares."""

    library: PdfiumLibrary
    name: str
    argtypes: Sequence[Any] = ()
    restype: Any = ctypes.c_int
    _call: Callable[..., float] | None = field(default=None, init=False)

    def __call__(self, *arguments: Any) -> Any:
        if self._call is None:
            self._call = self.library.call_of(self.name)
        numbers: list[float] = []
        places: list[int] = []
        held: list[Any] = []
        for argument, kind in zip(arguments, self.argtypes, strict=True):
            passed = _passed(argument, kind)
            if isinstance(passed, (int, float)):
                numbers.append(passed)
            else:
                places += (len(numbers), ctypes.addressof(passed), ctypes.sizeof(passed))
                numbers.append(0)
                held.append(passed)
        try:
            answer = self._call(len(held), *places, *numbers)
        except Exception as error:  # noqa: BLE001 - whatever JavaScript throws: a file made to break PDFium breaks it
            raise self._broken(error) from None
        return self._returned(answer)

    def _broken(self, error: Exception) -> Exception:
        from pypdfium2 import PdfiumError

        self.library.crashed()
        return MemoryError() if getattr(error, "name", "") == "RangeError" else PdfiumError(str(error))

    def _returned(self, answer: float) -> Any:
        if self.restype is None:
            return None
        if issubclass(self.restype, _POINTER):
            return self.restype.from_buffer(ctypes.c_size_t(int(answer)))
        return self.restype(answer).value


def _passed(argument: Any, kind: Any) -> Any:
    """An argument as a number, or the memory that it points to."""
    argument = getattr(argument, "_as_parameter_", argument)
    if argument is None:
        return 0
    if isinstance(argument, (int, float)):
        return argument
    if isinstance(argument, bytes):
        return ctypes.create_string_buffer(argument, len(argument) + 1)
    if isinstance(argument, _POINTER):
        # What PDFium handed out: an address in its own memory.
        return ctypes.addressof(argument.contents) if argument else 0
    return argument if issubclass(kind, (_POINTER, *_ADDRESSES)) else argument.value
