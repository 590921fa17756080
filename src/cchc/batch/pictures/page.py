"""One HTML file with tables and pictures inside it, which opens without a network."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cchc.batch.pictures.pictures import drawn
from cchc.mark import MADE_OF_REPORTS
from cchc.printable import in_html
from cchc.record import frozen

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_STYLE = """
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: #1d2129; background: #fff;
       max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.1rem; margin-top: 2.2rem; }
.lead { color: #5a6270; margin-top: 0; } figure { margin: 1rem 0; } svg { max-width: 100%; height: auto; }
.scroll { overflow-x: auto; } table { border-collapse: collapse; font-size: .9rem; }
th, td { text-align: left; padding: .3rem .7rem; border-bottom: 1px solid #d9dde3; vertical-align: top; }
th { border-bottom: 2px solid #8a8f98; white-space: nowrap; } td.number { text-align: right; white-space: nowrap; }
footer { margin-top: 3rem; color: #5a6270; font-size: .85rem; }
@media print { body { margin: 0; max-width: none; } figure, tr { break-inside: avoid; } }
"""


@frozen
class PageTable:
    """A table; `numbers` are the columns that are set flush right."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: frozenset[int] = frozenset()


@frozen
class Section:
    """A heading with pictures (each with the words that stand for it) and tables under it."""

    title: str
    pictures: Sequence[tuple[Figure, str]] = ()
    tables: Sequence[PageTable] = ()
    text: str = ""


def page(title: str, lead: str, sections: Sequence[Section], *, language: str = "vi", foot: str = "") -> str:
    """The whole file: no script, no font and no picture from elsewhere."""
    body = "\n".join(_section(section) for section in sections)
    return (
        f'<!DOCTYPE html>\n<html lang="{in_html(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="{MADE_OF_REPORTS}">\n<title>{in_html(title)}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{in_html(title)}</h1>\n"
        f'<p class="lead">{in_html(lead)}</p>\n{body}\n</main>\n<footer>{in_html(foot)}</footer>\n</body>\n</html>\n'
    )


def _section(section: Section) -> str:
    text = f"<p>{in_html(section.text)}</p>" if section.text else ""
    pictures = "".join(_picture(figure, words) for figure, words in section.pictures)
    tables = "".join(_table(table) for table in section.tables)
    return f"<section>\n<h2>{in_html(section.title)}</h2>\n{text}{pictures}{tables}</section>"


def _picture(figure: Figure, words: str) -> str:
    """Inline SVG without the file's own preamble; its words are what a screen reader says of it."""
    svg = drawn(figure, ".svg").decode("utf-8")
    svg = svg[svg.index("<svg") :].replace("<svg", f'<svg role="img" aria-label="{in_html(words)}"', 1)
    return f"<figure>{svg}</figure>\n"


def _table(table: PageTable) -> str:
    head = "".join(f'<th scope="col">{in_html(heading)}</th>' for heading in table.headings)
    rows = "\n".join(
        "<tr>" + "".join(_cell(cell, right=place in table.numbers) for place, cell in enumerate(row)) + "</tr>"
        for row in table.rows
    )
    return f'<div class="scroll"><table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>\n'


def _cell(text: str, *, right: bool) -> str:
    return f'<td class="number">{in_html(text)}</td>' if right else f"<td>{in_html(text)}</td>"
