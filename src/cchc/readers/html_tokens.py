"""A web page as its tags and the text between them, in one pass whose time grows with its length and no faster.

The standard library's parser starts over at every construct that is never closed, fails on some,
and reads otherwise from one version of Python to the next. Here what is never closed ends the
page, as it does in browsers.
Source: HTML living standard, 13.2.5 (tokenization).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from cchc.reading.budget import charge
from cchc.record import frozen

_BEGIN = re.compile(r"<(?=[!?]|/?[a-zA-Z])")
"""Any other angle bracket is only text."""
_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)((?:[^>"']++|"[^"]*+"|'[^']*+')*+)>""")
_ATTRIBUTE = re.compile(r"""([^\s/>"'=][^\s/>=]*+)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']*+)))?+""")
_LONG_NUMBER = re.compile(r"&#(?:[xX][0-9a-fA-F]{7,}+|[0-9]{8,}+);?")
_RAW = ("script", "style")
"""Elements whose text has no tags in it."""
_UNTIL: Mapping[str, str] = {"<!--": "-->", "<![CDATA[": "]]>"}
"""What goes on up to its own end, whatever stands in it."""

Attributes = Mapping[str, str | None]


@frozen
class Tag:
    """A tag that opens or closes an element, its name in small letters."""

    name: str
    attributes: Attributes
    closes: bool = False


def tokens(page: str) -> Iterator[Tag | str]:
    """Tags, and texts with their character references replaced."""
    start = written = 0
    while (begin := _BEGIN.search(page, start)) is not None:
        start, found = begin.start(), None
        if page.startswith(("<!", "<?"), start):
            end = _end_of_aside(page, start)
        else:
            found = _TAG.match(page, start)
            end = len(page) if found is None else found.end()
        if start > written:
            yield _characters(page[written:start])
        if found is not None:
            tag = Tag(found[1].lower(), dict(_attributes(found[2])), page.startswith("</", start))
            yield tag
            if tag.name in _RAW and not tag.closes:
                close = re.compile(rf"</{tag.name}(?![\w-])", re.IGNORECASE).search(page, end)
                raw_end = close.start() if close is not None else len(page)
                yield page[end:raw_end]
                end = raw_end
        start = written = end
    if written < len(page):
        yield _characters(page[written:])


def _end_of_aside(page: str, start: int) -> int:
    """Where a comment, a declaration or an instruction ends."""
    for begin, end in _UNTIL.items():
        if page.startswith(begin, start):
            found = page.find(end, start + len(begin))
            return found + len(end) if found >= 0 else len(page)
    found = page.find(">", start)
    return found + 1 if found >= 0 else len(page)


def _attributes(text: str) -> Iterator[tuple[str, str | None]]:
    for name, *values in (match.groups() for match in _ATTRIBUTE.finditer(text)):
        charge("elements")
        value = next((value for value in values if value is not None), None)
        yield name.lower(), value if value is None else _characters(value)


def _characters(text: str) -> str:
    """A text with the characters that its references stand for; no character has a number of eight digits."""
    if "&" not in text:
        return text
    charge("elements", text.count("&"))
    return unescape(_LONG_NUMBER.sub("\ufffd", text))
