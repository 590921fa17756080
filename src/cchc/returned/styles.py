"""The looks of one workbook's cells added to those of another, each that it has already left out.

Source: ECMA-376 part 1, 18.8 (styles): cells name a look by its place, looks their fonts, fills and borders by theirs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from xml.etree.ElementTree import Element

from cchc.exact import whole_of
from cchc.readers.number_format import FIRST_CUSTOM
from cchc.record import define, frozen
from cchc.returned.cut import cuts, first_cut
from cchc.returned.parts import NotKeptError

_FORMAT = re.compile(r'<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/>')
_LOOKS = {"fonts": "font", "fills": "fill", "borders": "border", "cellXfs": "xf", "dxfs": "dxf"}
_BEHIND = {
    "numFmts": ("<fonts",),
    "dxfs": ("<tableStyles", "<colors", "<extLst", "</styleSheet>"),
}
"""What stands behind that of which a workbook may have none."""
_PLACES = {"fontId": "fonts", "fillId": "fills", "borderId": "borders"}


@frozen
class AddedStyles:
    """Where looks of ours stand now: those of cells, and those of conditional formats, by the places that they had."""

    cells: Sequence[int]
    colours: Sequence[int]


def added_styles(theirs: str, root: Element, ours: str) -> tuple[str, AddedStyles]:
    """Their styles with ours behind them, and where ours stand; raises NotKeptError."""
    if "</styleSheet>" not in theirs:
        raise NotKeptError("unusual")
    adding = _Adding(theirs, root, ours)
    formats = adding.formats()
    places = {name: adding.put(name) for name in ("fonts", "fills", "borders")}

    def moved(each: re.Match[str]) -> str:
        attribute, number = each[1], each[2]
        if attribute == "numFmtId":
            return f'{attribute}="{formats.get(number, number)}"'
        return f'{attribute}="{places[_PLACES[attribute]][int(number)] if attribute in _PLACES else number}"'

    cells = adding.put("cellXfs", lambda look: re.sub(r'\b(\w+Id)="(\d+)"', moved, look))
    colours = adding.put("dxfs")
    return adding.text, AddedStyles(cells, colours)


@define(eq=False)
class _Adding:
    text: str
    root: Element
    ours: str

    def put(self, name: str, moved: Callable[[str], str] = str) -> list[int]:
        """Looks of one kind, as they are once moved; their places now."""
        theirs = _elements(self.text, name, _LOOKS[name])
        if len(theirs) != len(_children(self.root, name)):
            raise NotKeptError("unusual")
        places = {look: place for place, look in reversed([*enumerate(theirs)])}
        own = [moved(look) for look in _elements(self.ours, name, _LOOKS[name])]
        new = [look for look in dict.fromkeys(own) if look not in places]
        places |= {look: place for place, look in enumerate(new, len(theirs))}
        if new:
            self._add(name, "".join(new), len(theirs) + len(new))
        return [places[look] for look in own]

    def formats(self) -> Mapping[str, str]:
        """The numbers that our number formats have now, by those that they had."""
        theirs = _children(self.root, "numFmts")
        known = {each.get("formatCode", ""): each.get("numFmtId", "") for each in theirs}
        used = [whole_of(number, 10**8) or 0 for number in known.values()]
        free = max([FIRST_CUSTOM - 1, *used]) + 1
        numbers: dict[str, str] = {}
        more: list[str] = []
        for number, code in _FORMAT.findall(self.ours):
            plain = code.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
            numbers[number] = known.get(plain) or str(free + len(more))
            if plain not in known:
                more.append(f'<numFmt numFmtId="{numbers[number]}" formatCode="{code}"/>')
        if more:
            self._add("numFmts", "".join(more), len(theirs) + len(more))
        return numbers

    def _add(self, name: str, more: str, count: int) -> None:
        end = f"</{name}>"
        if end not in self.text:
            self._begin(name)
        before, _, after = self.text.partition(end)
        start = before.rfind(f"<{name}")
        opening, _, rest = before[start:].partition(">")
        counted = re.sub(r'\bcount="\d*"', f'count="{count}"', opening)
        self.text = f"{before[:start]}{counted}>{rest}{more}{end}{after}"

    def _begin(self, name: str) -> None:
        """An empty list of looks where there is none."""
        text = re.sub(rf"<{name}\b[^<>]*/>", "", self.text)
        at = next((place for each in _BEHIND.get(name, ()) if (place := text.find(each)) >= 0), None)
        if at is None:
            raise NotKeptError("unusual")
        self.text = f'{text[:at]}<{name} count="0"></{name}>{text[at:]}'


def _elements(text: str, name: str, each: str) -> list[str]:
    """The looks of one kind as they are written."""
    found = first_cut(text, name)
    return [] if found is None else [look.whole for look in cuts(found.inside, each)]


def _children(root: Element, name: str) -> Sequence[Element]:
    found = root.find(f"{{*}}{name}")
    return () if found is None else list(found)
