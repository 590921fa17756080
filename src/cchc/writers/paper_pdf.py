"""A document as a PDF: tagged, searchable, its font inside. Set by typst, from data alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import asdict

from cchc.writers.paper import BINDING, FONT, MARGIN, OUTER, PAGE, SIZE, WIDE_PAGE, PaperCell, even_beside
from cchc.writers.pdf import compiled

_SIZE_OF_TITLE = 14


class PdfPaper:
    """Pages of A4."""

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        self._title, self._language, self._is_wide, self._font = title, language, is_wide, font
        self._parts: list[dict[str, Any]] = []

    @property
    def width(self) -> int:
        return (WIDE_PAGE if self._is_wide else PAGE)[0] - (MARGIN if self._is_wide else BINDING) - OUTER

    def paragraph(
        self,
        text: str,
        *,
        is_bold: bool = False,
        is_italic: bool = False,
        align: str = "left",
        size: int = SIZE,
    ) -> None:
        cell = PaperCell(text, is_bold, is_italic, align, size=size)
        is_title = is_bold and size >= _SIZE_OF_TITLE and not any(part.get("is_title") for part in self._parts)
        self._parts.append({"kind": "paragraph", "cell": asdict(cell), "is_title": is_title})

    def beside(self, texts: Sequence[str], *, is_bold: bool = False) -> None:
        even_beside(self, texts, is_bold=is_bold)

    def table(
        self,
        rows: Sequence[Sequence[PaperCell]],
        widths: Sequence[int],
        *,
        heads: int = 0,
        size: int = SIZE,
        has_lines: bool = True,
    ) -> None:
        self._parts.append(
            {
                "kind": "table",
                "widths": list(widths),
                "size": size,
                "has_lines": has_lines,
                "heads": [cell for row in rows[:heads] for cell in _cells(row, is_head=True)],
                "cells": [cell for row in rows[heads:] for cell in _cells(row, is_head=False)],
            }
        )

    def new_page(self) -> None:
        self._parts.append({"kind": "page"})

    def data(self) -> bytes:
        page = {"title": self._title, "language": self._language, "is_wide": self._is_wide, "parts": self._parts}
        return compiled("paper.typ", page, self._font)


def _cells(row: Sequence[PaperCell], *, is_head: bool) -> list[dict[str, Any]]:
    found, place = [], 0
    while place < len(row):
        if not row[place].is_covered:
            found.append({**asdict(row[place]), "is_head": is_head})
        place += row[place].across
    return found
