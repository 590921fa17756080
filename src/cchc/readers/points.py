"""The decimal sign with which numbers that a file stores are shown: that of the form that is read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_POINT: ContextVar[str] = ContextVar("decimal sign", default=",")


@contextmanager
def pointed(point: str) -> Iterator[None]:
    """Show numbers with this decimal sign."""
    token = _POINT.set(point)
    try:
        yield
    finally:
        _POINT.reset(token)


def point() -> str:
    """The decimal sign of the form that is read."""
    return _POINT.get()
