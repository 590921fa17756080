"""A document as a page (.html): one file, no script, every text escaped; it prints as a document does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc.printable import in_html
from cchc.writers.paper import BINDING, FONT, MARGIN, OUTER, PAGE, SIZE, WIDE_PAGE, PaperCell, even_beside

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


class HtmlPaper:
    """One page, however long."""

    def __init__(self, title: str, language: str, *, is_wide: bool = False, font: str = FONT) -> None:
        self._title, self._language, self._is_wide, self._font = title, language, is_wide, font
        self._parts: list[str] = []

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
        self._parts.append(f"<p{_style(PaperCell(text, is_bold, is_italic, align, size=size))}>{_lines(text)}</p>")

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
        columns = "".join(f'<col style="width:{100 * width / sum(widths):.1f}%">' for width in widths)
        head = "".join(_row(row, "th") for row in rows[:heads])
        body = "".join(_row(row, "td") for row in rows[heads:])
        named = ' class="lines"' if has_lines else ' role="presentation"'
        self._parts.append(
            f'<table{named} style="font-size:{size}pt"><colgroup>{columns}</colgroup>'
            f"{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"
        )

    def new_page(self) -> None:
        self._parts.append('<div style="break-before:page"></div>')

    def data(self) -> bytes:
        family = '"' + "".join(letter for letter in self._font if letter.isalnum() or letter in " -") + '"'
        style = _STYLE.format(
            turned="landscape" if self._is_wide else "portrait",
            across=(WIDE_PAGE if self._is_wide else PAGE)[0],
            above=MARGIN,
            left=MARGIN if self._is_wide else BINDING,
            right=OUTER,
            size=SIZE,
            font=family,
        )
        parts = [
            "<!doctype html>",
            f'<html lang="{in_html(self._language)}">',
            '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
            f"<title>{in_html(self._title)}</title>",
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
