"""Text forms: one line a row, cells apart by tabs; any encoding that is certain."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from cchc.printable import in_unicode
from cchc.readers.misread import has_lost_letters
from cchc.reading.budget import charge
from cchc.reading.refusal import refusal, too_long, too_many_rows
from cchc.report import RawForm, Row
from cchc.value import known_cell

LARGEST_FILE = 5_000_000
"""Bytes. A form of text has some fifteen thousand; a photograph or a junk file has more than this."""
MOST_ROWS = 5_000
LONGEST_LINE = 100_000

_OLD_OFFICE, _RTF = "Office 97–2003 (.doc, …)", "RTF"
"""What an office program opens, and saves as a kind that can be read."""
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "xlsx/docx/zip"),
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", _OLD_OFFICE),
    (b"{\\rtf", _RTF),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"SQLite format", "SQLite"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile(r"\r\n|\r|\n")
_ODD_END = re.compile("[\v\x85\u2028\u2029]")
"""What ends a line in a text that has no other ends of lines, as some programs copy a table or a note."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_BASES = frozenset("aăâeêioôơuưydđAĂÂEÊIOÔƠUƯYDĐ")
_PUNCTUATION = frozenset("–—“”‘’…×•·«»°±\u00a0")


def read(source: str | Path | bytes, name: str = "") -> RawForm:
    """The rows of a file (a path, or bytes with a `name`); raises ReadError for what is no text."""
    data, name = load(source, name)
    return parse(decoded(data, name), name)


def load(source: str | Path | bytes, name: str = "", limit: int = LARGEST_FILE) -> tuple[bytes, str]:
    """The bytes of a file and its name, unless it is too large (in bytes) to be a form."""
    data = source if isinstance(source, bytes) else _bytes(Path(source), name := name or str(source), limit)
    if len(data) > limit:
        raise refusal("too_large", name, limit=f"{limit // 1_000_000}")
    return data, name


def _bytes(path: Path, name: str, limit: int) -> bytes:
    try:
        if path.is_dir():
            raise refusal("folder", name)
        with path.open("rb") as file:
            # Never more than the limit, whatever a device or a pipe says of its size.
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        missing = isinstance(error, FileNotFoundError)
        raise refusal("no_file" if missing else "unreadable", name, reason=reason) from None


def _as_meant(cells: list[str]) -> Iterator[str]:
    """Cells without the apostrophes that keep a spreadsheet from running them; few texts have any."""
    from cchc.serialize.table import as_meant

    return map(as_meant, cells)


def parse(text: str, source: str = "") -> RawForm:
    """The rows of a text: each line with something on it, split at tabs, numbered from 1."""
    charge("characters", len(text))
    charge("cells", text.count("\t"))
    text = in_unicode(text)
    rows: list[Row] = []
    for number, line in enumerate(_lines(text), 1):
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            raise too_long(source, number, LONGEST_LINE)
        if len(rows) >= MOST_ROWS:
            raise too_many_rows(source, MOST_ROWS)
        cells = _as_meant(line.split("\t")) if "'" in line else line.split("\t")
        rows.append(Row(tuple([known_cell(cell, "", number) for cell in cells])))
    if not rows:
        raise refusal("empty", source)
    return RawForm(tuple(rows), source)


def _lines(text: str) -> Iterator[str]:
    start = 0
    for end in _LINE_END.finditer(text):
        yield text[start : end.start()]
        start = end.end()
    yield text[start:]


def decoded(data: bytes, name: str) -> str:
    """The text of a file; guesses no encoding that its letters do not prove."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise refusal("office_kind" if kind in {_OLD_OFFICE, _RTF} else "other_kind", name, kind=kind)
    encoding = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None) or _without_bom(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _from_windows(data, name)
    if "\0" in text:
        raise refusal("binary", name)
    return _in_lines(text.removeprefix("\ufeff"))


def _in_lines(text: str) -> str:
    """A text whose lines end otherwise than lines do; beside usual ends the same signs only part what one cell says."""
    said = text.rstrip("\r\n")
    return text if "\n" in said or "\r" in said else _ODD_END.sub("\n", text)


def _without_bom(data: bytes) -> str:
    """UTF-16 shows by its zero bytes, which stand on one side only; all else must be UTF-8."""
    head = data[:4096]
    if len(data) % 2 == 0 and 0 in head:
        even, odd = head[::2].count(0), head[1::2].count(0)
        if not even and odd > len(head) // 8:
            return "utf-16-le"
        if not odd and even > len(head) // 8:
            return "utf-16-be"
    return "utf-8"


def _from_windows(data: bytes, name: str) -> str:
    """Windows-1258, if that gives Vietnamese and nothing but Vietnamese letters."""
    try:
        text = unicodedata.normalize("NFC", in_unicode(data.decode("cp1258")))
    except UnicodeDecodeError:
        raise refusal("binary" if b"\0" in data else "encoding", name) from None
    letters = {letter for letter in text if not letter.isascii()}
    if not letters or not all(map(_is_vietnamese, letters)):
        if has_lost_letters(text):
            raise refusal("letters_lost", name)
        raise refusal("binary" if "\0" in text else "encoding", name)
    return text


def _is_vietnamese(letter: str) -> bool:
    base = "".join(mark for mark in unicodedata.normalize("NFD", letter) if mark not in _TONES)
    return letter in _PUNCTUATION or unicodedata.normalize("NFC", base) in _BASES
