"""The kinds of files that can be read, each told by its content and not by its name.

A new kind is a module with `read(data, source) -> RawForm` and a line in `FORMATS`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable
from functools import cache, cached_property
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from cchc.edition import Edition
from cchc.errors import ReadError
from cchc.readers.points import pointed
from cchc.readers.text import LARGEST_FILE as LARGEST_TEXT
from cchc.readers.text import MOST_ROWS, decoded
from cchc.reading.budget import LIMITS, budget_of, charge
from cchc.reading.marked import without_marks
from cchc.reading.refusal import refusal
from cchc.record import frozen
from cchc.report import RawForm, Row

if TYPE_CHECKING:
    from cchc.readers.grid import Likeness
    from cchc.readers.package import Package
    from cchc.reading.labels import Labels

LARGEST_FILE = 50_000_000
"""Bytes. A form has some thirty thousand; with pictures, or scanned, some millions."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCK_SIZES = (54, 162, 165)
_LOCK_NAMES = ("~$", ".~lock.")
_READABLE = frozenset(
    (".xlsx", ".xlsm", ".xls", ".docx", ".docm", ".ods", ".odt", ".fods", ".fodt", ".pdf", ".htm", ".html", ".mht",
     ".mhtml", ".csv", ".tsv", ".txt", ".md")
)  # fmt: skip
"""How files end that may be a report, among others in an archive."""
_LONGEST_LINK = 4_000
_HEAD = 64
"""Bytes that tell how a file begins."""
_MOST_LISTED, _LONGEST_NAME = 6, 80
_LONGEST_OF_FORMS = 200
_OLD_LETTERS = re.compile("[¡-©ª-¯µ-½¾ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïñö÷øûüþ]")
"""What text in an old font has and Vietnamese in Unicode hardly ever."""


def json_of(data: bytes) -> bytes | None:
    """The JSON object that a file is, in UTF-8; None where it is none, as its first character tells."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or 0 in data[:4]:
        return _wide_json(data)
    is_object = data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{" and not data.startswith(b"{\\rtf")
    return data if is_object else None


def _wide_json(data: bytes) -> bytes | None:
    """The same of one in UTF-16 or UTF-32, as some programs save what is no plain text to them."""
    from json import detect_encoding

    encoding = detect_encoding(data)
    try:
        begins = data[:_HEAD].decode(encoding, "ignore").removeprefix("\ufeff").lstrip()[:1] == "{"
        return data.decode(encoding).removeprefix("\ufeff").encode() if begins else None
    except UnicodeError:
        return None


def is_link(data: bytes) -> bool:
    """Whether a JSON object only says where on the web a document is (.gsheet, .gdoc)."""
    return len(data) < _LONGEST_LINK and b'"doc_id"' in data and b'"url"' in data


class FileContent:
    """What a file holds, as far as its kind is told by it."""

    def __init__(self, data: bytes, source: str = "") -> None:
        self.data = data
        self.source = source

    @cached_property
    def parts(self) -> frozenset[str]:
        """The names inside a zip archive; none for other files."""
        is_archive = self.data.startswith((b"PK\x03\x04", b"PK\x05\x06"))
        return frozenset(self.package) if is_archive else frozenset()

    @cached_property
    def package(self) -> Package:
        """The zip archive that the file is."""
        from cchc.readers.package import Package

        return Package(self.data, self.source)

    @cached_property
    def text(self) -> str:
        """The file as text; nothing for files that are none."""
        if len(self.data) > LARGEST_TEXT:
            return ""
        try:
            return decoded(self.data, self.source)
        except ReadError:
            return ""

    @cached_property
    def mimetype(self) -> str:
        """What an OpenDocument archive says that it is."""
        if "mimetype" not in self.parts:
            return ""
        return self.package.part("mimetype").decode("latin-1")

    @property
    def has_mime_header(self) -> bool:
        """Whether it may be a message, as far as can be told without the module that reads messages."""
        return b"mime-version:" in self.data[:4_000].lower()

    @property
    def has_bare_tabs(self) -> bool:
        """Whether cells stand apart by tabs, and no quotes are about: a text form, the commonest text."""
        return '"' not in self.text and self.text.count("\t") > self.text.count("\n")

    def has_folder(self, name: str) -> bool:
        """Whether an archive has a folder at its top."""
        return any(part.startswith(f"{name}/") for part in self.parts)

    @cached_property
    def reports(self) -> list[str]:
        """The files inside an archive that may be a report, if it is no office file itself."""
        return [part for part in sorted(self.parts) if PurePath(part).suffix in _READABLE and not _is_aside(part)]

    def unpacked(self, part: str) -> FileContent:
        """What a file inside the archive holds."""
        return FileContent(self.package.part(part, LARGEST_FILE), self.source)

    def begins(self, *signatures: bytes) -> bool:
        """Whether the file begins as files of a kind do."""
        return self.data.startswith(signatures)

    @property
    def is_unknown_to_office(self) -> bool:
        """Whether XML says that it is of an office program, but is of no kind that can be read."""
        return b"<?mso-application" in self.data[:200] and not self.is_text_like("flat", "xmlns")

    def is_of_apple(self, kind: str) -> bool:
        """Whether an archive is of Numbers ("table") or Pages ("document")."""
        inner = any(part.endswith(".iwa") for part in self.parts)
        has_tables = any("tables/" in part for part in self.parts)
        is_named = PurePath(self.source).suffix.lower() == ".pages"
        return inner and (kind == "table") == (has_tables and not is_named)

    def has_stream(self, name: str) -> bool:
        """Whether a compound file (Office 97–2003) has a stream of this name."""
        return self.data.startswith(_OLE) and f"{name}\0".encode("utf-16-le") in self.data

    def is_open_document(self, kind: str) -> bool:
        """Whether an archive says that it is an OpenDocument of a kind."""
        return "content.xml" in self.parts and self.mimetype.startswith(f"application/vnd.oasis.opendocument.{kind}")

    def is_text_like(self, module: str, *signs: str) -> bool:
        """Whether a text has one of the signs, and the module that reads them says that it is its own."""
        if not any(sign in self.text for sign in signs):
            return False
        return bool(_reader(module).shows(self.text))


@frozen
class FileKind:
    """A kind of file: how it shows, and the module of `cchc.readers` that reads it.

    Of several sheets, or of several tables of one document, the one most like the form is read.
    """

    name: str
    shows: Callable[[FileContent], bool]
    module: str
    has_sheets: bool = False
    has_tables: bool = False

    def read(self, content: FileContent, sheet: str | None, likeness: Likeness) -> RawForm:
        """The rows of a file; where it has sheets, of the one asked for or of the likeliest."""
        options: dict[str, Any] = {"sheet": sheet} if self.has_sheets else {}
        options |= {"likeness": likeness} if self.has_sheets or self.has_tables else {}
        form: RawForm = _reader(self.module).read(content.data, content.source, **options)
        return form


FORMATS: tuple[FileKind, ...] = (
    FileKind("xlsx", lambda content: content.has_folder("xl"), "xlsx", has_sheets=True),
    FileKind("docx", lambda content: content.has_folder("word"), "docx", has_tables=True),
    FileKind("ods", lambda content: content.is_open_document("spreadsheet"), "opendocument", has_sheets=True),
    FileKind("odt", lambda content: content.is_open_document("text"), "opendocument", has_tables=True),
    FileKind(
        "xls", lambda content: content.has_stream("Workbook") or content.has_stream("Book"), "xls", has_sheets=True
    ),
    FileKind(
        "mht", lambda content: content.has_mime_header and _reader("mht").shows(content.data), "mht", has_tables=True
    ),
    FileKind("flat XML", lambda content: content.is_text_like("flat", "xmlns"), "flat", has_sheets=True),
    FileKind("pdf", lambda content: b"%PDF-" in content.data[:1024], "pdf", has_tables=True),
    FileKind(
        "html",
        lambda content: content.is_text_like("html", "<html", "<HTML", "<table", "<TABLE", "<body", "<BODY"),
        "html",
        has_tables=True,
    ),
    FileKind("Markdown", lambda content: content.is_text_like("markdown", *"|│║┃"), "markdown"),
    FileKind("csv", lambda content: not content.has_bare_tabs and content.is_text_like("csv", *",;|\t"), "csv"),
    FileKind("text", lambda _: True, "text"),
)


def _reader(module: str) -> Any:
    return import_module(f"cchc.readers.{module}")


def read_form(data: bytes, source: str = "", edition: Edition | None = None, *, sheet: str | None = None) -> RawForm:
    """The rows of any file, its letters in Unicode; raises ReadError, never anything else.

    Of several sheets the one most like the edition's form is read, unless one is named.
    """
    with budget_of(source), pointed(edition.point if edition is not None else ","):
        try:
            return _read(data, source, edition, sheet)
        except RecursionError:
            raise refusal("nested_too_deep", source, edition, most=str(sys.getrecursionlimit())) from None


def _read(data: bytes, source: str, edition: Edition | None, sheet: str | None) -> RawForm:
    content = FileContent(data, source)
    kind = _kind(content, edition)
    if content.parts and kind is FORMATS[-1]:
        content = _inside(content, edition)
        kind = _kind(content, edition)
    if kind is FORMATS[-1] and not content.text and (old := _in_old_letters(content.data)):
        content = FileContent(old.encode(), source)
        kind = _kind(content, edition)
    form = without_marks(kind.read(content, sheet, _likeness(edition)))
    if not form.rows:
        raise refusal("no_table", source, edition)
    return _with_its_letters(form, edition)


def _kind(content: FileContent, edition: Edition | None) -> FileKind:
    """The kind of a file; raises ReadError for one that is known and cannot be read."""
    for shows, phrase, figures in _REFUSED:
        if shows(content):
            raise refusal(phrase, content.source, edition, **figures)
    return next(kind for kind in FORMATS if kind.shows(content))


def _inside(content: FileContent, edition: Edition | None) -> FileContent:
    """The one report inside an archive; raises ReadError if there are several, or none."""
    if len(content.reports) == 1:
        found = content.unpacked(content.reports[0])
        if not found.parts or _kind(found, edition) is not FORMATS[-1]:
            return found
    names = content.reports or [part for part in sorted(content.parts) if not _is_aside(part)]
    listed = ", ".join(name[:_LONGEST_NAME] for name in names[:_MOST_LISTED]) + (
        ", …" if len(names) > _MOST_LISTED else ""
    )
    raise refusal("archive_of_many", content.source, edition, count=str(len(names)), names=listed)


def _is_aside(part: str) -> bool:
    """Whether a file in an archive is one that systems add by themselves."""
    name = PurePath(part).name
    return part.endswith("/") or part.startswith("__macosx/") or name.startswith((".", *_LOCK_NAMES))


def _in_old_letters(data: bytes) -> str:
    """The text of a file whose single bytes are letters of an old font; nothing for any other."""
    if len(data) > LARGEST_TEXT or b"\0" in data:
        return ""
    from cchc.readers.legacy import encoding_of

    text = data.decode("latin-1")
    return text if encoding_of(text) is not None else ""


def _with_its_letters(form: RawForm, edition: Edition | None) -> RawForm:
    """The form with letters as they were meant; raises ReadError where they are lost."""
    whole = "\n".join([cell.text for row in form.rows for cell in row.cells])
    if len(whole) > LIMITS["table"][0]:
        charge("table", sum(map(_beyond_a_line, form.rows)))
    if "?" in whole or "\ufffd" in whole:
        from cchc.readers.misread import has_lost_letters

        if has_lost_letters(whole):
            raise refusal("letters_lost", form.source, edition)
    if not _OLD_LETTERS.search(whole):
        return form
    from cchc.readers import legacy, misread

    return legacy.in_unicode(misread.put_right(form) if misread.may_be_misread(whole) else form)


def _beyond_a_line(row: Row) -> int:
    """Characters of a row of a table beyond those that a line of a form has."""
    return max(0, sum(len(cell.text) for cell in row.cells) - _LONGEST_OF_FORMS) if len(row.cells) > 2 else 0


def _likeness(edition: Edition | None) -> Likeness:
    """How rows show an edition's form; its labels are made when several sheets or tables are to be told apart."""
    from cchc.readers.grid import FILLED, Likeness

    if edition is None:
        return FILLED

    if edition.tables:
        from cchc.reading.tables import shown

        return Likeness(lambda rows: shown(tuple(rows), edition), lambda _: MOST_ROWS)

    @cache
    def labels() -> Labels:
        from cchc.reading.labels import Labels

        return Labels.of(edition)

    def known(rows: Iterable[Row]) -> list[str]:
        first = (
            next((cell.text for cell in row.cells[:4] if cell.text and labels().knows(cell.text)), None) for row in rows
        )
        return [labels().key(label) for label in first if label is not None]

    return Likeness(known, lambda label: len(labels().places.get(label, ())))


def _is_lock_file(content: FileContent) -> bool:
    """Whether a file only says who has the real one open: by its name, or by its size and padding."""
    if PurePath(content.source).name.startswith(_LOCK_NAMES):
        return True
    data = content.data
    return len(data) in _LOCK_SIZES and 0 < data[0] < 54 and not data[data[0] + 1 : 54].strip(b" \0")


_REFUSED: tuple[tuple[Callable[[FileContent], bool], str, dict[str, str]], ...] = (
    (_is_lock_file, "lock_file", {}),
    (lambda content: content.has_stream("EncryptedPackage"), "encrypted", {}),
    (lambda content: content.has_stream("WordDocument"), "old_office", {"kind": ".doc", "wanted": ".docx"}),
    (lambda content: "xl/workbook.bin" in content.parts, "old_office", {"kind": ".xlsb", "wanted": ".xlsx"}),
    (lambda content: content.is_unknown_to_office, "old_office", {"kind": "XML", "wanted": ".xlsx"}),
    (lambda content: content.begins(b"{\\rtf"), "old_office", {"kind": "RTF", "wanted": ".docx"}),
    (lambda content: content.is_of_apple("table"), "save_as", {"kind": "Numbers", "wanted": ".xlsx"}),
    (lambda content: content.is_of_apple("document"), "save_as", {"kind": "Pages", "wanted": ".docx"}),
    (lambda content: content.begins(b"\x89PNG"), "picture", {"kind": "PNG"}),
    (lambda content: content.begins(b"\xff\xd8\xff"), "picture", {"kind": "JPEG"}),
    (lambda content: content.begins(b"GIF8"), "picture", {"kind": "GIF"}),
    (lambda content: content.begins(b"II*\0", b"MM\0*"), "picture", {"kind": "TIFF"}),
    (lambda content: content.data[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1"), "picture", {"kind": "HEIC"}),
    (lambda content: content.begins(b"Rar!"), "archive", {"kind": "RAR"}),
    (lambda content: content.begins(b"7z\xbc\xaf"), "archive", {"kind": "7z"}),
    (lambda content: content.begins(b"\x1f\x8b"), "archive", {"kind": "gzip"}),
)
