"""A document as a PDF: tagged, searchable, its font inside. Set by typst, from data alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attrs import asdict

from cchc.writers.paper import FONT, SIZE, Paper, PaperCell, PaperTable
from cchc.writers.pdf import compiled, refuse_beyond

_SIZE_OF_TITLE = 14


class PdfPaper(Paper):
    """Pages of A4."""

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        super().__init__(title, language, is_wide=is_wide, font=font)
        self._parts: list[dict[str, Any]] = []
        self._texts: list[str] = []

    def add_paragraph(self, cell: PaperCell) -> None:
        self._texts.append(cell.text)
        is_large = cell.is_bold and (cell.size or SIZE) >= _SIZE_OF_TITLE
        is_title = is_large and not any(part.get("is_title") for part in self._parts)
        self._parts.append({"kind": "paragraph", "cell": asdict(cell), "is_title": is_title})

    def add_table(self, table: PaperTable) -> None:
        self._texts += [cell.text for row in table.rows for cell in row if not cell.is_covered]
        self._parts.append(
            {
                "kind": "table",
                "widths": list(table.widths),
                "size": table.size,
                "has_lines": table.has_lines,
                "heads": [cell for row in table.rows[: table.heads] for cell in _cells(row, is_head=True)],
                "cells": [cell for row in table.rows[table.heads :] for cell in _cells(row, is_head=False)],
            }
        )

    def new_page(self) -> None:
        self._parts.append({"kind": "page"})

    def data(self) -> bytes:
        refuse_beyond(self._texts)
        page = {"title": self.title, "language": self.language, "is_wide": self.is_wide, "parts": self._parts}
        return compiled("paper.typ", page, self.font)


def _cells(row: Sequence[PaperCell], *, is_head: bool) -> list[dict[str, Any]]:
    found, place = [], 0
    while place < len(row):
        if not row[place].is_covered:
            found.append({**asdict(row[place]), "is_head": is_head})
        place += row[place].across
    return found
