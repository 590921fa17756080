"""A zipped package of XML parts (xlsx, docx, ods): opened within limits, read part by part.

Nothing outside the file is ever followed, no part is unpacked beyond its limit, and a document
type declaration (the way to entity bombs) is refused.
"""

from __future__ import annotations

import codecs
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, cast
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, XMLPullParser, fromstring

from cchc.reading.budget import charge, work
from cchc.reading.refusal import refusal
from cchc.record import frozen

if TYPE_CHECKING:
    from cchc.errors import ReadError

MOST_PARTS = 5_000
LARGEST_PART = 10_000_000
"""Bytes of a part that is held in memory whole. The strings of a form have some fifteen thousand."""
LARGEST_STREAM = 256_000_000
"""Bytes of a part that is read in pieces: a sheet with a million formatted empty rows has some 180 million."""
HIGHEST_RATIO = 250
"""A part that shrinks further than this is a bomb; real sheets shrink to a tenth or, if empty, a fiftieth."""
_RATIO_COUNTS_FROM = 4_000_000
_PIECE = _MB = 1_000_000
_HEADER, _MANY = 30, 64
_LISTED = b"PK\x01\x02"
"""What each entry of an archive's directory begins with."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError,
    KeyError, OverflowError, MemoryError, ImportError,
)  # fmt: skip
"""What the zip library is known to raise for archives that are damaged, or made by no sound program."""
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_DOCTYPE = re.compile(r"<!DOCTYPE|<!ENTITY", re.IGNORECASE)


@frozen
class Relationship:
    """That a part points to another, or out of the package to a place of any kind."""

    id: str
    type: str
    target: str
    is_external: bool = False

    @property
    def kind(self) -> str:
        """The last word of its type."""
        return self.type.rpartition("/")[2]


class Package:
    """An opened package; every failure is a ReadError that names the file."""

    def __init__(self, data: bytes, source: str) -> None:
        self.source = source
        self._data = data
        if data.count(_LISTED) > 2 * MOST_PARTS:
            raise _too_many_parts(source)
        try:
            self._sizes = {_name(member.filename): member for member in zipfile.ZipFile(io.BytesIO(data)).infolist()}
        except _BROKEN as error:
            raise self.damaged(str(error)) from None
        if len(self._sizes) > MOST_PARTS:
            raise _too_many_parts(source)
        if any(member.flag_bits & 1 for member in self._sizes.values()):
            raise refusal("encrypted", source)

    def __contains__(self, part: str) -> bool:
        return _name(part) in self._sizes

    def __iter__(self) -> Iterator[str]:
        return iter(self._sizes)

    def damaged(self, reason: str) -> ReadError:
        """The error that says this file cannot be unpacked or makes no sense."""
        return refusal("damaged", self.source, reason=reason)

    def part(self, name: str, limit: int = LARGEST_PART) -> bytes:
        """A part, whole."""
        member = self._member(name, limit)
        data = self._packed(member)
        if member.compress_type == zipfile.ZIP_DEFLATED:
            inflater = zlib.decompressobj(-15)
            try:
                # The archive's own word on the size is not trusted.
                data = inflater.decompress(data, limit + 1)
            except zlib.error as error:
                raise self.damaged(f"{name}: {error}") from None
            if len(data) <= limit and not inflater.eof:
                raise self.damaged(name)
        charge("bytes", len(data))
        if len(data) > limit:
            raise too_large(limit, self.source)
        if zlib.crc32(data) != member.CRC:
            raise self.damaged(name)
        return data

    def streamed(self, part: str) -> Iterator[bytes]:
        """The bytes of a part in pieces, however large it is."""
        return self._inflated(self._member(part, LARGEST_STREAM))

    def spelt(self, part: str) -> str:
        """The name of a part in the letters of the archive."""
        return self._member(part, LARGEST_STREAM).filename.replace("\\", "/").removeprefix("/")

    def pieces(self, part: str) -> Iterator[str]:
        """The text of a part too large to be held whole, in pieces."""
        member = self._member(part, LARGEST_STREAM)
        if member.file_size <= _PIECE:
            yield self.text(part)
            return
        decoder: codecs.IncrementalDecoder | None = None
        tail = ""
        for data in self._inflated(member):
            decoder = decoder or codecs.getincrementaldecoder(_encoding(data))()
            try:
                piece = decoder.decode(data)
            except UnicodeDecodeError as error:
                raise self.damaged(f"{part}: {error}") from None
            refuse_doctype(tail + piece, self.source)
            tail = piece[-10:]
            yield piece

    def _inflated(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        packed, size = self._packed(member), 0
        if member.compress_type == zipfile.ZIP_STORED:
            yield from (packed[start : start + _PIECE] for start in range(0, len(packed), _PIECE))
            return
        inflater = zlib.decompressobj(-15)
        while not inflater.eof:
            try:
                data = inflater.decompress(packed, _PIECE)
            except zlib.error as error:
                raise self.damaged(f"{member.filename}: {error}") from None
            packed = inflater.unconsumed_tail
            size += len(data)
            charge("bytes", len(data))
            if size > LARGEST_STREAM:
                raise too_large(LARGEST_STREAM, self.source)
            if not data and not packed:
                raise self.damaged(member.filename)
            yield data

    def _packed(self, member: zipfile.ZipInfo) -> bytes:
        """The bytes of a part as they stand in the archive."""
        start = member.header_offset
        header = self._data[start : start + _HEADER]
        if len(header) < _HEADER or not header.startswith(b"PK\x03\x04") or member.compress_type not in _METHODS:
            raise self.damaged(member.filename)
        name, extra = struct.unpack_from("<HH", header, 26)
        start += _HEADER + name + extra
        packed = self._data[start : start + member.compress_size]
        if len(packed) < member.compress_size:
            raise self.damaged(member.filename)
        return packed

    def text(self, part: str) -> str:
        """The XML text of a part, whole."""
        data = self.part(part)
        try:
            text = data.decode(_encoding(data))
        except UnicodeDecodeError as error:
            raise self.damaged(f"{part}: {error}") from None
        refuse_doctype(text, self.source)
        return text

    def xml(self, part: str) -> Element:
        """The XML of a part, parsed."""
        return self.parsed(self.text(part), part)

    def parsed(self, text: str, part: str) -> Element:
        """The text of a part, parsed."""
        charge("elements", text.count("<") + text.count("="))
        try:
            # The text is decoded and known to have no document type, so no entity can be declared.
            return fromstring(text)  # noqa: S314
        except ParseError as error:
            raise self.damaged(f"{part}: {error}") from None

    def passing(self, part: str, names: Collection[str], over: str) -> Iterator[Element]:
        """The elements of these names, each emptied behind the one who asks, as are those `over` them: of a sheet with
        very many cells no tree is made."""
        parser: XMLPullParser[Element] = XMLPullParser(("end",))
        text = self.text(part)
        try:
            for start in range(0, len(text), _PIECE):
                piece = text[start : start + _PIECE]
                work(piece.count("<"))
                parser.feed(piece)
                for event in parser.read_events():
                    _, element = cast("tuple[str, Element]", event)
                    name = local(element.tag)
                    if name in names:
                        yield element
                    if name in names or name == over:
                        element.clear()
            parser.close()
        except ParseError as error:
            raise self.damaged(f"{part}: {error}") from None

    def relations(self, part: str) -> Mapping[str, tuple[str, str]]:
        """Where a part points to inside the package: relationship id -> (last word of its type, part)."""
        return {each.id: (each.kind, each.target) for each in self.relationships(part) if not each.is_external}

    def relationships(self, part: str) -> Sequence[Relationship]:
        """Where a part points to, inside the package and out of it; "" is the package itself."""
        folder, listing = posixpath.dirname(part), listing_of(part)
        if listing not in self:
            return ()
        found = []
        for element in self.xml(listing).iter(_RELATION):
            target, is_external = element.get("Target", ""), element.get("TargetMode") == "External"
            to = target if is_external else _resolved(folder, target)
            found.append(Relationship(element.get("Id", ""), element.get("Type", ""), to, is_external))
        return found

    def main_part(self, usual: str) -> str:
        """The part that a package is about; where it is not at its usual place, its relations say."""
        if usual in self:
            return usual
        found = [target for kind, target in self.relations("").values() if kind == "officeDocument" and target in self]
        if not found:
            raise self.damaged(usual)
        return found[0]

    def _member(self, part: str, limit: int) -> zipfile.ZipInfo:
        member = self._sizes.get(_name(part))
        if member is None:
            raise self.damaged(part)
        if member.file_size > limit:
            raise too_large(limit, self.source)
        ratio = member.file_size / max(1, member.compress_size)
        if member.file_size > _RATIO_COUNTS_FROM and ratio > HIGHEST_RATIO:
            size, most = _RATIO_COUNTS_FROM // _MB, HIGHEST_RATIO
            raise refusal("packed_too_tight", self.source, size=str(size), most=str(most))
        return member


def too_large(limit: int, source: str) -> ReadError:
    """The refusal of a part of more bytes."""
    return refusal("bomb", source, most=str(limit // _MB))


def _too_many_parts(source: str) -> ReadError:
    return refusal("too_many_parts", source, most=str(MOST_PARTS))


def listing_of(part: str) -> str:
    """The part that lists where a part points to; "" is the package itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def refuse_doctype(text: str, source: str) -> None:
    """Refuse XML that declares a document type."""
    if "!" in text and "<!" in text and _DOCTYPE.search(text):
        raise refusal("doctype", source)


def _encoding(data: bytes) -> str:
    """UTF-16 shows by its mark or its zero bytes; all else that office programs write is UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(data[:2], "utf-8-sig")


def _name(part: str) -> str:
    """A part's name as it is looked up: letter case does not count, and some programs write backslashes.

    Source: ECMA-376 part 2, 6.2.2 (names of parts).
    """
    return part.replace("\\", "/").removeprefix("/").lower()


def _resolved(folder: str, target: str) -> str:
    target = unquote(target.replace("\\", "/")) if "\\" in target or "%" in target else target
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def children(parent: Element | Sequence[Element]) -> Iterable[Element]:
    """The elements in another; of very many the clock is looked at while they are gone through."""
    if len(parent) < _MANY:
        work(len(parent))
        return parent
    return _charged(parent)


def _charged(parent: Iterable[Element]) -> Iterator[Element]:
    for place, child in enumerate(parent):
        if place % _MANY == 0:
            work(_MANY)
        yield child


@lru_cache(maxsize=4096)
def local(tag: str) -> str:
    """The name of an element without its namespace (there are two for each kind of office file)."""
    return tag.rpartition("}")[2]
