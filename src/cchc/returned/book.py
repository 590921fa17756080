"""A workbook given back: the parts of the user's own as they are, marks laid over the sheet of the form, and the sheets
that marking adds behind the others.

Of the user's parts only those are written anew that marks are laid over, and those that list others: the workbook, its
relationships, the types of parts, and the styles, behind which ours stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.parsers.expat import ExpatError, ParserCreate

from cchc.readers.package import Package, Relationship, listing_of
from cchc.readers.xlsx import Listed, Workbook
from cchc.record import define, field
from cchc.returned.archive import archived
from cchc.returned.comments import Comments, merged_comments
from cchc.returned.cut import cuts
from cchc.returned.listing import Types, added_to, listed, with_sheets
from cchc.returned.parts import NotKeptError, unusual
from cchc.returned.sheet import Over, SheetText, cleaned, inserted, laid_over
from cchc.returned.source import SourceBook
from cchc.returned.styles import AddedStyles, added_styles

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET_ML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TYPES = {"sheet": f"{_SHEET_ML}.worksheet+xml", "comments": f"{_SHEET_ML}.comments+xml"}
_ENDINGS = {"vmlDrawing": "vml"}
_TEXT_CELL = re.compile(r'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="s"><v>(\d+)</v></c>')
_LOOK = re.compile(r'(<(?:c|row) [^<>]*?\bs="|<col [^<>]*?\bstyle=")(\d+)"')
_COLOUR = re.compile(r'\bdxfId="(\d+)"')
_WELL_FORMED = (".xml", ".rels")


@unusual()
def given_back(source: SourceBook, written: bytes) -> bytes:
    """The user's workbook with what a written one has: its first sheet over that of the form, if that is the user's
    own; the others in the place of those of the same name that are ours, or behind all.

    Raises NotKeptError where it is written in a way that cannot be added to, ReadError where a part is hostile.
    """
    return _GivingBack(source, Workbook.open(written, "")).written()


@define(eq=False)
class _GivingBack:
    source: SourceBook
    ours: Workbook
    added: dict[str, bytes] = field(factory=dict)
    """Parts that are new, or written anew."""
    types: dict[str, str] = field(factory=dict)
    """What the new ones are."""
    looks: AddedStyles = field(init=False)

    @property
    def package(self) -> Package:
        return self.source.package

    def written(self) -> bytes:
        main, styles = self.package.main_part("xl/workbook.xml"), self.source.book.styles_part
        if styles is None:
            raise NotKeptError("unusual")
        text, root = self.package.text(styles), self.package.xml(styles)
        styled, self.looks = added_styles(text, root, self.ours.package.text("xl/styles.xml"))
        self.added[self.package.spelt(styles)] = styled.encode()
        own = list(self.ours.sheets)
        if not self.source.is_marked:
            self._lay_over(own.pop(0))
        new = {sheet.name: self._sheet(sheet) for sheet in own}
        workbook, relations = with_sheets(
            self.package, main, self.source.ours, new, self.ours.package.text("xl/workbook.xml"), self._going(main)
        )
        self.added[self.package.spelt(main)] = workbook.encode()
        self.added[listing_of(self.package.spelt(main))] = listed(relations)
        if self.source.carried.dropped.get(""):
            self.added[listing_of("")] = listed(self._going(""))
        self._check()
        return self._archive(self.package.spelt(main))

    def _check(self) -> None:
        """That what was written anew is XML, in the encoding that it declares."""
        for part, content in self.added.items():
            if part.lower().endswith(_WELL_FORMED):
                try:
                    ParserCreate().Parse(content, True)
                except ExpatError as error:
                    raise NotKeptError("unusual") from error

    def _going(self, part: str) -> list[Relationship]:
        dropped = self.source.carried.dropped.get(part, ())
        return [each for each in self.package.relationships(part) if each.id not in dropped]

    # --- our sheets

    def _text(self, sheet: Listed) -> str:
        """A sheet of ours with its texts in its cells, and the looks that it has now."""
        strings, looks = self._strings, self.looks
        text = _TEXT_CELL.sub(
            lambda each: f'{each[1]} t="inlineStr"><is>{strings[int(each[2])]}</is></c>',
            self.ours.package.text(sheet.part),
        )
        text = _LOOK.sub(lambda each: f'{each[1]}{looks.cells[int(each[2])]}"', text)
        text = _COLOUR.sub(lambda each: f'dxfId="{looks.colours[int(each[1])]}"', text)
        return text.replace(' tabSelected="1"', "")

    @property
    def _strings(self) -> Sequence[str]:
        return [each.inside for each in cuts(self.ours.package.text("xl/sharedStrings.xml"), "si")]

    def _sheet(self, sheet: Listed) -> str:
        """A new sheet, with its comments and how they are drawn; its part."""
        part = self._new("sheet", self._text(sheet).encode())
        relations = [
            Relationship(each.id, each.type, self._new(each.kind, self.ours.package.part(each.target)))
            for each in self.ours.package.relationships(sheet.part)
        ]
        if relations:
            self.added[listing_of(part)] = listed(relations)
        return part

    def _new(self, kind: str, content: bytes) -> str:
        """A part under a name that is free."""
        names = (f"xl/cchc/{kind}{number}.{_ENDINGS.get(kind, 'xml')}" for number in range(1, 10**6))
        part = next(name for name in names if name not in self.package and name not in self.added)
        self.added[part] = content
        if kind in _TYPES:
            self.types[part] = _TYPES[kind]
        return part

    # --- the user's sheet

    def _lay_over(self, sheet: Listed) -> None:
        """Our marks over the sheet of the form, in the place of earlier ones."""
        part, package = self.source.part, self.package
        text = self._text(sheet)
        over = Over.of(SheetText.of(self.ours.package, text, sheet.part))
        text = cleaned(package.text(part), over.columns)
        below = SheetText.of(package, text, part)
        below.clear(over.columns)
        self.added[package.spelt(part)] = self._with_comments(below, laid_over(below, over), sheet, over).encode()

    def _with_comments(self, below: SheetText, text: str, sheet: Listed, over: Over) -> str:
        """The sheet's text with the drawing of comments named; the comments themselves are parts of their own."""
        package, part = self.package, self.source.part
        ours = {each.kind: self.ours.package.text(each.target) for each in self.ours.package.relationships(sheet.part)}
        known = {each.kind: each for each in self._going(part) if each.target in package}
        drawing = below.root.find("{*}legacyDrawing")
        if drawing is None:
            known.pop("vmlDrawing", None)
        else:
            own = set(drawing.attrib.values())
            known |= {each.kind: each for each in self._going(part) if each.id in own}
        theirs = Comments(*(package.text(known[kind].target) if kind in known else "" for kind in _BESIDE))
        merged = merged_comments(theirs, Comments(*(ours.get(kind, "") for kind in _BESIDE)), over.columns.__contains__)
        relations = []
        for kind, content in zip(_BESIDE, (merged.texts, merged.drawing), strict=True):
            if kind in known:
                self.added[package.spelt(known[kind].target)] = content.encode()
            elif content:
                new = Relationship(f"cchc{kind}", f"{_OFFICE}/{kind}", self._new(kind, content.encode()))
                relations.append(new)
                if kind == "vmlDrawing":
                    element = f'<legacyDrawing xmlns:r="{_OFFICE}" r:id="{new.id}"/>'
                    text = inserted(text, below.root, "legacyDrawing", element)
        if relations:
            listing = listing_of(package.spelt(part))
            self.added[listing] = added_to(package.text(listing) if listing in package else "", relations)
        return text

    def _archive(self, main: str) -> bytes:
        types = Types.of(self.package, {*self.source.carried.parts, *self.added}, main)
        parts = {"[Content_Types].xml": types.written(self.types)}
        return archived(self.package, self.source.carried, parts | self.added)


_BESIDE = ("comments", "vmlDrawing")
