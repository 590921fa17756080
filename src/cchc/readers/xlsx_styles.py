"""How cells of a workbook are shown by their styles: number format, and what of them is not seen.

Source: ECMA-376 part 1, 18.8 (styles).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from cchc.exact import whole_of
from cchc.readers.ink import PAPER, UNKNOWN, blends
from cchc.readers.number_format import FIRST_CUSTOM, GENERAL, built_in, is_blank
from cchc.readers.sight import Sight
from cchc.readers.worksheet import colour_of, sight_of
from cchc.record import frozen


@frozen
class Style:
    """How a cell is shown: its number format; struck out, of its ground's colour, or of a blank format, it is not."""

    format: str = GENERAL
    is_unseen: bool = False
    is_on_paper: bool = True
    """No colour lies under it."""

    @property
    def hides_text(self) -> bool:
        return self.is_unseen or is_blank(self.format, text=True)


PLAIN_STYLE = Style()


def styles_of(root: Element, *, has_tables: bool = False) -> list[Style]:
    """How cells of each style are shown; what lies under those of tables is not known."""
    custom = {
        each.get("numFmtId", ""): each.get("formatCode", GENERAL) for each in root.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = list(root.iterfind("{*}fonts/{*}font"))
    sights = [sight_of(font) for font in fonts]
    inks = [next(map(colour_of, font.iterfind("{*}color")), None) for font in fonts]
    grounds = [UNKNOWN if has_tables else _ground(fill) for fill in root.iterfind("{*}fills/{*}fill")]
    styles = []
    for each in root.iterfind("{*}cellXfs/{*}xf"):
        code, font = each.get("numFmtId", ""), each.get("fontId", "")
        number = whole_of(code, 10**8) or 0
        known = custom.get(code) or (GENERAL if number >= FIRST_CUSTOM else built_in(number))
        place, filled = whole_of(font, len(fonts) - 1), whole_of(each.get("fillId", "0"), len(grounds) - 1)
        ground = UNKNOWN if has_tables else None if filled is None else grounds[filled]
        is_unseen = place is not None and (sights[place] is Sight.UNSEEN or blends(inks[place], ground))
        styles.append(Style(known, is_unseen, ground in (None, PAPER)))
    return styles


def _ground(fill: Element) -> str | None:
    """The colour of a fill; None where it has none."""
    pattern = next(fill.iterfind("{*}patternFill"), None)
    if pattern is None:
        return UNKNOWN if len(fill) else None
    kind = pattern.get("patternType", "none")
    if kind == "none":
        return None
    return next(map(colour_of, pattern.iterfind("{*}fgColor")), UNKNOWN) if kind == "solid" else UNKNOWN
