"""Forms of tables as text: the rows as they stood, cells apart by tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cchc.printable import printable
from cchc.serialize.table import readable
from cchc.writers.tables.shared import apart
from cchc.writers.tables.sheet import TableForm


def write(form: TableForm) -> bytes:
    """The text in UTF-8."""
    return written(form, readable)


def written(form: TableForm, made: Callable[[str], str]) -> bytes:
    """The rows as lines, each text as `made` of it."""
    return "".join(f"{line}\n" for line in _lines(form, made)).encode()


def _lines(form: TableForm, made: Callable[[str], str]) -> Iterator[str]:
    for row in apart(form).rows:
        texts = [made(printable(" ".join(box.text.split()))) for box in row.boxes]
        if row.is_of_table:
            yield "\t".join([*texts, *[""] * (form.width - len(texts))])
        else:
            yield "\t".join(texts).rstrip("\t")
