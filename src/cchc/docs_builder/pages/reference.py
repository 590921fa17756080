"""The library's public names, from their own signatures and docstrings."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

import attrs

import cchc
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage


def pages(book: Book) -> Iterator[BookPage]:
    """One page, in three groups; the docstrings are English in every language."""
    w = book.words
    names = [name for name in cchc.__all__ if not name.startswith("__")]
    things = {name: getattr(cchc, name) for name in names}
    functions = {name: thing for name, thing in things.items() if inspect.isfunction(thing)}
    errors = {
        name: thing for name, thing in things.items() if isinstance(thing, type) and issubclass(thing, BaseException)
    }
    rest = {name: thing for name, thing in things.items() if name not in functions and name not in errors}
    body = [w("api_intro")]
    for heading, group in (("functions", functions), ("types", rest), ("errors", errors)):
        body.append(f"## {w('api', heading)}")
        body += [text for name, thing in group.items() for text in _entry(book, name, thing)]
    yield BookPage.about("guide/api", w("api"), "\n\n".join(body), "guide")


def _entry(book: Book, name: str, thing: Any) -> Iterator[str]:
    yield f"### `{name}`"
    if inspect.isfunction(thing):
        yield md.block(f"cchc.{name}{_signature(thing)}", "python")
    yield docstring(thing)
    if isinstance(thing, type):
        if issubclass(thing, Enum):
            yield md.bullets(f"{md.code(member.name)} = {md.code(str(member.value))}" for member in thing)
        elif attrs.has(thing):
            yield _fields(book, thing)
        yield from _members(thing)
    elif not inspect.isfunction(thing):
        yield md.code(str(thing))


def _fields(book: Book, thing: Any) -> str:
    rows = []
    for one in attrs.fields(thing):
        if not one.name.startswith("_"):
            default = "" if one.default is attrs.NOTHING else md.code(_default(one.default))
            rows.append((md.code(one.name), md.code(str(one.type)), default))
    return md.table([book.words("api_field"), book.words("api_type"), book.words("api_default")], rows)


def _default(default: Any) -> str:
    return f"{default.factory.__name__}()" if isinstance(default, attrs.Factory) else repr(default)  # type: ignore[arg-type]


def _members(thing: type) -> Iterator[str]:
    """Public methods and properties that say something."""
    for name, member in vars(thing).items():
        if name.startswith("_"):
            continue
        function = member.__func__ if isinstance(member, classmethod | staticmethod) else member
        told = inspect.getdoc(function)
        if isinstance(member, property) or inspect.ismemberdescriptor(member):
            kind = f"{name}"
        elif inspect.isfunction(function):
            kind = f"{name}{_signature(function)}"
        else:
            continue
        if told:
            yield f"{md.code(kind)}\n: {docstring(function)}"


def _signature(function: Any) -> str:
    return re.sub(r"'([\w.\[\], |]+)'", r"\1", str(inspect.signature(function)))


def docstring(thing: Any) -> str:
    """A docstring as Markdown: what stands in back-quotes is code, everything else plain text."""
    told = inspect.getdoc(thing) or ""
    parts = re.split(r"(`+[^`]+`+)", told)
    return "".join(part if place % 2 else _escaped(part) for place, part in enumerate(parts))


def _escaped(text: str) -> str:
    return re.sub(r"([\\*_{}\[\]<>#|~$^&])", r"\\\1", text)
