"""The archive of a file that is given back: parts written anew, and all others that go along as they are."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

from cchc.readers.package import Package, listing_of, refuse_doctype
from cchc.returned.parts import Carried

_XML = (".xml", ".rels", ".vml")


def archived(package: Package, kept: Carried, new: Mapping[str, bytes]) -> bytes:
    """What is new first, the list of types at the very front, then the parts that are kept and what they point to."""
    names = [name for name in _kept(package, kept) if name not in new]
    return zipped(package, names, new)


def zipped(package: Package, kept: list[str], new: Mapping[str, bytes], *, unpacked: str | None = None) -> bytes:
    """New parts, then those of the package that are kept; by the one that is `unpacked` programs know some files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in new.items():
            method = zipfile.ZIP_STORED if name == unpacked else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name), content, method)
        for name in kept:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(info, "w") as into:
                for piece in _pieces(package, name):
                    into.write(piece)
    return stream.getvalue()


def _kept(package: Package, kept: Carried) -> Iterator[str]:
    for part in ("", *kept.parts):
        if part:
            yield part
        listing = listing_of(part)
        if listing in package:
            yield package.spelt(listing)


def _pieces(package: Package, part: str) -> Iterator[bytes]:
    """The bytes of a part; XML that declares a document type is carried no further than it would be read."""
    tail = b""
    for piece in package.streamed(part):
        if part.lower().endswith(_XML):
            seen = (tail + piece).replace(b"\0", b"")
            refuse_doctype(seen.decode("latin-1"), package.source)
            tail = piece[-40:]
        yield piece
