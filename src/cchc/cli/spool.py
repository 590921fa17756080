"""Texts on their way to what is printed, kept on the disk: memory does not grow with how many there are."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import IO, Self

from cchc.record import define, field, frozen

_IN_MEMORY = 4_000_000
"""Bytes up to which no file is made of them."""


@define
class Spool:
    """Keeps texts while it is open, and gives each back as often as it is asked for."""

    _file: IO[bytes] = field(factory=io.BytesIO, init=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def keep(self, text: str) -> KeptText:
        data = text.encode("utf-8", "surrogatepass")
        at = self._file.seek(0, io.SEEK_END)
        if at + len(data) > _IN_MEMORY and isinstance(self._file, io.BytesIO):
            self._file = _on_disk(self._file)
        self._file.write(data)
        return KeptText(self, at, len(data))

    def read(self, at: int, size: int) -> str:
        self._file.seek(at)
        return self._file.read(size).decode("utf-8", "surrogatepass")


def _on_disk(texts: io.BytesIO) -> IO[bytes]:
    from tempfile import TemporaryFile  # what is checked alone needs none

    file = TemporaryFile()  # noqa: SIM115 - the spool closes it
    file.write(texts.getbuffer())
    return file


@frozen
class KeptText:
    """A text that is kept; `str` gives it."""

    spool: Spool
    at: int
    size: int

    def __str__(self) -> str:
        return self.spool.read(self.at, self.size)


@frozen
class KeptTexts:
    """Texts that are kept, one after the other, as often as they are gone through."""

    kept: Sequence[str | KeptText]

    def __iter__(self) -> Iterator[str]:
        return map(str, self.kept)
