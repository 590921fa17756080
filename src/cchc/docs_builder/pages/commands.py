"""What to type on the command line about a code."""

from __future__ import annotations

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book


def commands(book: Book, code: str) -> str:
    """The section with the commands that tell of a code, and look for it."""
    lines = f"cchc explain {code}\ncchc check --select {code} bao-cao.txt"
    return f"## {book.words('command_line')}\n\n" + md.block(lines, "sh")
