"""Which parts of an office file go along when it is given back: all that only shows, nothing that runs or reaches out.

Source: ECMA-376 part 2, 6.5 (relationships); the kinds are the last words of relationship types.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from cchc.errors import CchcError, ReadError
from cchc.readers.package import Package, Relationship
from cchc.record import define, field

_SHOWN = frozenset(
    """
    officeDocument core-properties extended-properties custom-properties customXml customXmlProps customProperty
    worksheet chartsheet styles theme themeOverride sharedStrings sheetMetadata printerSettings hyperlink
    comments threadedComment person vmlDrawing drawing image hdphoto ctrlProp
    chart chartEx chartUserShapes chartStyle chartColorStyle
    diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing
    table pivotTable pivotCacheDefinition pivotCacheRecords slicer slicerCache timeline timelineCache
    richValueRel rdRichValue rdRichValueStructure rdRichValueTypes rdArray rdSupportingPropertyBag
    rdSupportingPropertyBagStructure richStyles
    settings webSettings fontTable font numbering header footer footnotes endnotes stylesWithEffects glossaryDocument
    commentsExtended commentsIds commentsExtensible people
    """.split()  # noqa: SIM905 - so many words read best as a text
)
_MACROS = frozenset({"vbaProject", "extensibility", "keyMapCustomizations", "attachedToolbars", "intlMacrosheet"})
_NEEDLESS = frozenset({"calcChain", "thumbnail", "origin", "volatileDependencies", "attachedTemplate"})
"""What programs make anew, signatures, which no longer hold, and the template that a document was begun on: nothing in
a file rests on them."""
_REACHING = {
    "externalLink": "links",
    "externalLinkPath": "links",
    "connections": "data",
    "queryTable": "data",
    "mailMergeSource": "data",
    "mailMergeHeaderSource": "data",
    "recipientData": "data",
    "oleObject": "objects",
    "package": "objects",
    "control": "objects",
    "activeXControlBinary": "objects",
}


_TELLS_OF_MARKING = frozenset({"damaged", "too_much_time", "too_many_steps", "too_many_elements"})
"""Refusals that do not concern a report that has been read within its limits: marking looks at more, and again."""


class NotKeptError(Exception):
    """A file cannot be given back as it is; says by which of the words why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@contextmanager
def unusual() -> Iterator[None]:
    """What no office program writes so makes a file one that cannot be given back (NotKeptError): numbers, places,
    tags, parts that are not there. The report in it has been read, so the file is not refused; one that is hostile
    still is (ReadError)."""
    try:
        yield
    except ReadError as error:
        if error.why not in _TELLS_OF_MARKING:
            raise
        raise NotKeptError("unusual") from error
    except CchcError:
        raise
    except (ValueError, LookupError, OverflowError) as error:
        raise NotKeptError("unusual") from error


@define
class Carried:
    """The parts that go along, in the letters of the archive, and of each the relationships that do not."""

    parts: dict[str, None] = field(factory=dict)
    dropped: dict[str, set[str]] = field(factory=dict)
    has_macros: bool = False


def carried(package: Package, exchanged: frozenset[str]) -> Carried:
    """All that a file shows, but for parts that others take the place of; raises NotKeptError."""
    found, todo = Carried(), [""]
    while todo:
        part = todo.pop()
        for each in package.relationships(part):
            if each.kind in _MACROS or each.kind in _NEEDLESS or each.target in exchanged:
                found.dropped.setdefault(part, set()).add(each.id)
                found.has_macros |= each.kind in _MACROS
            else:
                todo += _followed(package, each, found)
    return found


def _followed(package: Package, each: Relationship, found: Carried) -> Iterator[str]:
    if each.kind not in _SHOWN:
        raise NotKeptError(_REACHING.get(each.kind, "unusual"))
    if each.kind == "hyperlink":
        return
    if each.is_external:
        raise NotKeptError("links")
    if each.target in package and (name := package.spelt(each.target)) not in found.parts:
        found.parts[name] = None
        yield each.target
