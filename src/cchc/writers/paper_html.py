"""A document as a page (.html): one file, no script, every text escaped; it prints as a document does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc.printable import in_html
from cchc.writers.paper import FONT, MARGIN, OUTER, SIZE, Paper, PaperCell, PaperTable

_STYLE = """
@page {{ size: A4 {turned}; margin: {above}mm {right}mm {above}mm {left}mm; }}
:root {{ color-scheme: light; }}
body {{ margin: 0; background: #f3f3f0; color: #000; font: {size}pt/1.25 {font}, "Liberation Serif", Tinos, serif; }}
main {{ box-sizing: border-box; width: {across}mm; margin: 8mm auto; padding: {above}mm {right}mm {above}mm {left}mm;
  background: #fff; box-shadow: 0 1px 6px #0003; }}
p {{ margin: 1.5mm 0; }} table {{ border-collapse: collapse; width: 100%; margin: 2mm 0; table-layout: fixed; }}
td, th {{ padding: .8mm 1.5mm; vertical-align: top; font-weight: normal; overflow-wrap: anywhere; }}
.lines td, .lines th {{ border: .75pt solid #000; }} th {{ vertical-align: middle; }}
@media print {{ body {{ background: none; }} main {{ width: auto; margin: 0; padding: 0; box-shadow: none; }}
  thead {{ display: table-header-group; }} tr {{ break-inside: avoid; }} }}
"""


class HtmlPaper(Paper):
    """One page, however long."""

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        super().__init__(title, language, is_wide=is_wide, font=font)
        self._parts: list[str] = []

    def add_paragraph(self, cell: PaperCell) -> None:
        self._parts.append(f"<p{_style(cell)}>{_lines(cell.text)}</p>")

    def add_table(self, table: PaperTable) -> None:
        columns = "".join(f'<col style="width:{100 * width / sum(table.widths):.1f}%">' for width in table.widths)
        head = "".join(_row(row, "th") for row in table.rows[: table.heads])
        body = "".join(_row(row, "td") for row in table.rows[table.heads :])
        named = ' class="lines"' if table.has_lines else ' role="presentation"'
        self._parts.append(
            f'<table{named} style="font-size:{table.size}pt"><colgroup>{columns}</colgroup>'
            f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"
        )

    def new_page(self) -> None:
        self._parts.append('<div style="break-before:page"></div>')

    def data(self) -> bytes:
        family = '"' + "".join(letter for letter in self.font if letter.isalnum() or letter in " -") + '"'
        style = _STYLE.format(
            turned="landscape" if self.is_wide else "portrait",
            across=self.page[0],
            above=MARGIN,
            left=self.left,
            right=OUTER,
            size=SIZE,
            font=family,
        )
        parts = [
            "<!doctype html>",
            f'<html lang="{in_html(self.language)}">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            *([f'<meta name="generator" content="{in_html(self.mark)}">'] if self.mark else []),
            f"<title>{in_html(self.title)}</title>",
            f"<style>{style}</style></head>",
            "<body><main>",
            *self._parts,
            "</main></body></html>",
        ]
        return "\n".join([*parts, ""]).encode()


def _row(row: Sequence[PaperCell], tag: str) -> str:
    return f"<tr>{''.join(_cells(row, tag))}</tr>"


def _cells(row: Sequence[PaperCell], tag: str) -> Iterator[str]:
    place = 0
    while place < len(row):
        cell = row[place]
        if not cell.is_covered:
            spans = (f' colspan="{cell.across}"' if cell.across > 1 else "") + (
                f' rowspan="{cell.down}"' if cell.down > 1 else ""
            )
            yield f"<{tag}{spans}{_style(cell)}>{_lines(cell.text) or '&nbsp;'}</{tag}>"
        place += cell.across


def _style(cell: PaperCell) -> str:
    told = [f"text-align:{cell.align}"] if cell.align != "left" else []
    told += ["font-weight:bold"] if cell.is_bold else []
    told += ["font-style:italic"] if cell.is_italic else []
    told += ["text-decoration:underline;text-underline-offset:3pt"] if cell.is_underlined else []
    told += [f"font-size:{cell.size}pt"] if cell.size is not None and cell.size != SIZE else []
    told += [f"background:#{cell.fill}"] if cell.fill else []
    told += [f"color:#{cell.ink}"] if cell.ink else []
    return f' style="{";".join(told)}"' if told else ""


def _lines(text: str) -> str:
    return "<br>".join(in_html(line) for line in text.split("\n"))
