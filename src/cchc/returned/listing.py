"""What a package says of its own parts: relationships, types, and the list of a workbook's sheets.

Source: ECMA-376 part 2, 6.5 (relationships) and 7.2.3 (types of parts); part 1, 18.2 (the workbook).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from xml.sax.saxutils import escape

from cchc.readers.package import Package, Relationship, local
from cchc.record import field, frozen
from cchc.returned.cut import first_cut
from cchc.returned.parts import NotKeptError

_escaped = partial(escape, entities={'"': "&quot;"})
"""A text as it stands in an attribute."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "[Content_Types].xml"
_SHEET = re.compile(r"<sheet\b[^<>]*/>")
_SCOPE = re.compile(r'\blocalSheetId="(\d+)"')
_NAME = re.compile(r"<definedName\b[^<>]*>[^<]*</definedName>")
_NAMES = "definedNames"


def listed(relations: Iterable[Relationship]) -> bytes:
    """Relationships as a part."""
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{_entries(relations)}</Relationships>'.encode()


def added_to(listing: str, relations: Iterable[Relationship]) -> bytes:
    """A part of relationships with more of them."""
    if not listing:
        return listed(relations)
    if listing.count("</Relationships>") != 1:
        raise NotKeptError("unusual")
    return listing.replace("</Relationships>", f"{_entries(relations)}</Relationships>").encode()


def _entries(relations: Iterable[Relationship]) -> str:
    return "".join(map(_entry, relations))


def _entry(each: Relationship) -> str:
    target, mode = (each.target, ' TargetMode="External"') if each.is_external else (f"/{each.target}", "")
    return f'<Relationship Id="{_escaped(each.id)}" Type="{_escaped(each.type)}" Target="{_escaped(target)}"{mode}/>'


@frozen
class Types:
    """The types of parts, by the ends of their names and by the names of some."""

    by_end: Mapping[str, str] = field(factory=dict)
    by_name: Mapping[str, str] = field(factory=dict)

    @classmethod
    def of(cls, package: Package, parts: Collection[str], main: str, kind: str = WORKBOOK) -> Types:
        """Those of a package for the parts that are left, its `main` one of a `kind` without macros."""
        by_end, by_name = {}, {}
        left = {part.lower() for part in parts}
        for each in package.xml(_TYPES):
            own = each.get("ContentType", "")
            if local(each.tag) == "Default":
                by_end[each.get("Extension", "")] = own
            elif (name := each.get("PartName", "").removeprefix("/")).lower() in left:
                by_name[name] = kind if name.lower() == main.lower() else own
        return cls(by_end, by_name)

    def written(self, more: Mapping[str, str]) -> bytes:
        """The part that lists them, with those of more parts."""
        ends: dict[str, str] = {
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
        }
        ends |= {"vml": _VML, **self.by_end}
        defaults = "".join(
            f'<Default Extension="{_escaped(end)}" ContentType="{_escaped(of)}"/>' for end, of in ends.items()
        )
        names = {**self.by_name, **more}.items()
        overrides = "".join(
            f'<Override PartName="/{_escaped(name)}" ContentType="{_escaped(of)}"/>' for name, of in names
        )
        return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode()


def with_sheets(
    package: Package,
    main: str,
    ours: Collection[str],
    new: Mapping[str, str],
    written: str,
    relations: list[Relationship],
) -> tuple[str, list[Relationship]]:
    """A workbook and its relationships, with new sheets (name -> part) in the place of those of ours, or behind all.

    `written` is the workbook that the new ones are from, whose names for them go along.
    """
    text, root = package.text(main), package.xml(main)
    before, opening, rest = text.partition("<sheets>")
    inside, closing, after = rest.partition("</sheets>")
    known, elements = list(root.iterfind("{*}sheets/{*}sheet")), _SHEET.findall(inside)
    if root.tag != f"{{{_MAIN}}}workbook" or not closing or len(known) != len(elements):
        raise NotKeptError("unusual")
    kept: dict[str, str] = {}
    places: list[int | None] = []
    relations = list(relations)
    for sheet, element in zip(known, elements, strict=True):
        name = sheet.get("name", "")
        if name in ours and name not in new:
            places.append(None)
            continue
        places.append(len(kept))
        if name not in ours and name.casefold() in map(str.casefold, new):
            raise NotKeptError("unusual")
        is_ours = name in ours
        kept[name] = _listed_sheet(name, sheet.get("sheetId", ""), new[name], relations) if is_ours else element
    numbers = [int(sheet.get("sheetId", "0")) for sheet in known]
    behind = [name for name in new if name not in kept]
    for number, name in enumerate(behind, 1 + max(numbers)):
        kept[name] = _listed_sheet(name, str(number), new[name], relations)
    order = {name: place for place, name in enumerate(kept)}
    own = _names_of(written, {place: order[name] for place, name in enumerate(_sheet_names(written)) if name in behind})
    return f"{before}{opening}{''.join(kept.values())}{closing}{_with_names(after, places, own)}", relations


def _listed_sheet(name: str, number: str, part: str, relations: list[Relationship]) -> str:
    id = f"cchc{len(relations)}"
    relations.append(Relationship(id, f"{_OFFICE}/worksheet", part))
    return f'<sheet xmlns:r="{_OFFICE}" name="{_escaped(name)}" sheetId="{number}" r:id="{id}"/>'


# --- names -----------------------------------------------------------------------------------------


def _sheet_names(workbook: str) -> list[str]:
    from html import unescape

    return [unescape(each) for each in re.findall(r'<sheet name="([^"]*)"', workbook)]


def _names_of(workbook: str, places: Mapping[int, int]) -> str:
    """The names that a workbook has for some of its sheets, for the places that these have elsewhere."""
    found = first_cut(workbook, _NAMES)
    own = _NAME.findall(found.inside) if found else []
    scoped = ((each, _SCOPE.search(each)) for each in own)
    return "".join(
        _SCOPE.sub(f'localSheetId="{places[int(scope[1])]}"', each)
        for each, scope in scoped
        if scope is not None and int(scope[1]) in places
    )


def _with_names(after: str, places: Sequence[int | None], more: str) -> str:
    """What stands behind the list of sheets, its names for the places that sheets have now, with more of them."""

    def moved(each: re.Match[str]) -> str:
        scope = _SCOPE.search(each[0])
        if scope is None:
            return each[0]
        place = places[int(scope[1])] if int(scope[1]) < len(places) else None
        return "" if place is None else _SCOPE.sub(f'localSheetId="{place}"', each[0])

    found = first_cut(after, _NAMES)
    if found is not None:
        own = _NAME.sub(moved, found.inside) + more
        named = f"<definedNames>{own}</definedNames>" if own.strip() else ""
        return f"{after[: found.start]}{named}{after[found.end :]}"
    if not more or "<definedNames" in after:
        return after
    at = next(
        (
            place
            for each in ("<calcPr", "<oleSize", "<customWorkbookViews", "<pivotCaches", "<extLst")
            if (place := after.find(each)) >= 0
        ),
        0,
    )
    return f"{after[:at]}<definedNames>{more}</definedNames>{after[at:]}"
