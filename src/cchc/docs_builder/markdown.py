"""Pieces of a Markdown page: what a text must have escaped, tables, raw markup, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from cchc.printable import in_html, printable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$^&!])")
_LINE_START = re.compile(r"^([^\S\n]*)([-+=>]|\d{1,9}[.)])", re.MULTILINE)


def plain(text: str) -> str:
    """A text that Markdown shows as it is."""
    safe = _SPECIAL.sub(r"\\\1", " ".join(printable(text).split()))
    return _LINE_START.sub(r"\1\\\2", safe) if not safe[:1].isdigit() else re.sub(r"^(\d+)([.)])", r"\1\\\2", safe)


def code(text: str) -> str:
    """A text set as code, whatever back-quotes it holds."""
    text = printable(text)
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def link(text: str, page: str, anchor: str = "") -> str:
    """A link to another page of the site, checked when the site is built."""
    target = f"/{page}.md" + (f"#{anchor}" if anchor else "")
    return f"[{plain(text)}]({target})"


def anchored(text: str, address: str) -> str:
    """A link to a place that only the finished page has, as markup within Markdown."""
    return f'<a href="{in_html(address)}">{plain(text)}</a>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; empty if it has no rows."""
    lines = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows]
    if not lines:
        return ""
    return "\n".join(["| " + " | ".join(map(_cell, head)) + " |", "|" + " --- |" * len(head), *lines])


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", text.replace("\n", "<br>")) or " "


def bullets(items: Iterable[str]) -> str:
    """A list of items that are Markdown already."""
    return "\n".join(f"- {item}" for item in items)


def raw(markup: str) -> str:
    """Markup that goes into the page as it is."""
    return f"```{{raw}} html\n{markup}\n```"


def block(text: str, language: str = "") -> str:
    """A code block, which a script gives a copy button."""
    text = printable(text)
    fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def note(text: str, kind: str = "note", title: str = "") -> str:
    """A paragraph set apart."""
    return f":::{{admonition}} {title}\n:class: {kind}\n\n{text}\n:::" if title else f":::{{{kind}}}\n{text}\n:::"


def element(name: str, text: str, **attributes: object) -> str:
    """An HTML element around a text, which is escaped; `class_` gives the class."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{in_html(str(value))}"' for key, value in attributes.items()
    )
    return f"<{name}{written}>{in_html(text)}</{name}>"
