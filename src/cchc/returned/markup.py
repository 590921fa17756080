"""XML that is added to while all else in it stays: prefixes, attributes and order as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cchc.readers.package import Package
from cchc.returned.parts import NotKeptError

_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")

Part = Any
"""An element that keeps the prefixes of its file; the library that makes it says nothing of types."""


def parsed(package: Package, name: str) -> Part:
    """A part as an element that is written again as it was; raises NotKeptError where the library is missing."""
    try:
        from lxml import etree
    except ImportError:
        raise NotKeptError("needs_docx") from None
    text = package.text(name)
    # The text is measured, and known to be XML, by the readers' own parser.
    package.parsed(text, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(_DECLARED.sub("", text).encode(), parser)
    except etree.XMLSyntaxError as error:
        # Deeper than the library goes.
        raise NotKeptError("unusual") from error


def written(root: Part) -> bytes:
    """An element as a part."""
    from lxml import etree

    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def elements(text: str, names: Mapping[str, str]) -> Iterator[Part]:
    """What a text of markup says, as elements that can be put anywhere."""
    from lxml import etree

    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in names.items())
    root = etree.fromstring(f"<all {declared}>{text}</all>")
    yield from list(root)
