"""The edition as SDMX-ML 3.0 structures: codelists, a concept scheme, a data structure definition.

Source: SDMX 3.0 (2021), section 3B. Written by hand because names stand in two languages.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from attrs import evolve

from cchc.edition import Edition, Indicator
from cchc.edition.missing import ObservationStatus
from cchc.edition.table import ClosedRow
from cchc.words import Text, face

_BASE = "http://www.sdmx.org/resources/sdmxml/schemas/v3_0"
_MESSAGE, _STRUCTURE, _COMMON = f"{_BASE}/message", f"{_BASE}/structure", f"{_BASE}/common"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
AGENCY, VERSION = "CCHC", "1.0"

CONCEPTS = ("REF_AREA", "INDICATOR", "TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "MISSING_REASON")
"""What an observation of a form is made of; their names stand with the words of the site."""
ROW = "ROW"
"""What a figure of a table has besides."""


def structures(edition: Edition) -> str:
    """One structure message; the same edition always gives the same bytes."""
    for prefix, address in (("mes", _MESSAGE), ("str", _STRUCTURE), ("com", _COMMON)):
        ET.register_namespace(prefix, address)
    root = ET.Element(f"{{{_MESSAGE}}}Structure")
    header = ET.SubElement(root, f"{{{_MESSAGE}}}Header")
    told = {"ID": edition.id, "Test": "false", "Prepared": f"{edition.in_force_from.isoformat()}T00:00:00Z"}
    for name, text in told.items():
        ET.SubElement(header, f"{{{_MESSAGE}}}{name}").text = text
    ET.SubElement(header, f"{{{_MESSAGE}}}Sender", id=AGENCY)
    body = ET.SubElement(root, f"{{{_MESSAGE}}}Structures")
    _dataflow(_child(body, "Dataflows"), edition)
    codelists = _child(body, "Codelists")
    for id, name, codes in _codelists(edition):
        _codelist(codelists, id, name, codes)
    _concepts(_child(body, "ConceptSchemes"), edition)
    _data_structure(_child(body, "DataStructures"), edition)
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


Code = tuple[str, Text, Text | None]
"""An id, its name, its description."""


def _codelists(edition: Edition) -> Iterable[tuple[str, str, list[Code]]]:
    yield (
        "CL_INDICATOR",
        "indicator",
        [(line.id, line.label, line.gist) for line in (*edition.figures.values(), *_columns(edition))],
    )
    if any(table.rows for table in edition.tables.values()):
        yield "CL_ROW", "row", [(f"{id}-{row.id}", row.label, None) for id, row in _rows(edition)]
    yield "CL_UNIT", "unit_measure", [(unit.id, unit.label, unit.counts) for unit in edition.units.values()]
    yield (
        "CL_MISSING",
        "missing_reason",
        [(str(reason), one.label, None) for reason, one in edition.missing.items()],
    )
    statuses = dict.fromkeys((ObservationStatus.NORMAL, *(one.sdmx for one in edition.missing.values())))
    yield (
        "CL_OBS_STATUS",
        "obs_status",
        [(str(status), face("site").text("sdmx_status", status.lower()), None) for status in statuses],
    )


def _columns(edition: Edition) -> Iterable[Indicator]:
    """What the columns of tables ask for, each by its own name and its table's."""
    for table in edition.tables.values():
        for column in table.columns.values():
            yield evolve(column.asks, id=f"{table.id}-{column.id}")


def _rows(edition: Edition) -> Iterable[tuple[str, ClosedRow]]:
    """The rows that the form prints, by their tables; those that an office writes have no code."""
    return ((table.id, row) for table in edition.tables.values() for row in table.rows.values())


def _child(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_STRUCTURE}}}{name}", attributes)
    child.text = text
    return child


def _maintained(parent: ET.Element, name: str, id: str, title: Text, **more: str) -> ET.Element:
    attributes = {"id": id, "version": VERSION, "isExternalReference": "false", "agencyID": AGENCY, **more}
    return _named(_child(parent, name, None, **attributes), title)


def _named(element: ET.Element, name: Text, description: Text | None = None) -> ET.Element:
    for kind, text in (("Name", name), ("Description", description)):
        if text is not None:
            for language in text:
                ET.SubElement(element, f"{{{_COMMON}}}{kind}", {_LANG: language}).text = text[language]
    return element


def _codelist(parent: ET.Element, id: str, name: str, codes: Iterable[Code]) -> None:
    element = _maintained(parent, "Codelist", id, face("site").text("sdmx", name), isPartial="false")
    for code, label, description in codes:
        _named(_child(element, "Code", None, id=code), label, description)


def _concepts(parent: ET.Element, edition: Edition) -> None:
    scheme = _maintained(parent, "ConceptScheme", "CS_CCHC", edition.title, isPartial="false")
    for concept in (*CONCEPTS, *((ROW,) if edition.tables else ())):
        _named(_child(scheme, "Concept", None, id=concept), face("site").text("sdmx", concept.lower()))


def _structure_id(edition: Edition) -> str:
    return "DSD_" + edition.id.upper().replace("-", "_")


def _dataflow(parent: ET.Element, edition: Edition) -> None:
    flow = _maintained(parent, "Dataflow", edition.id.upper().replace("-", "_"), edition.title)
    urn = f"urn:sdmx:org.sdmx.infomodel.datastructure.DataStructure={AGENCY}:{_structure_id(edition)}({VERSION})"
    _child(flow, "Structure", urn)


def _data_structure(parent: ET.Element, edition: Edition) -> None:
    """Area, line, a table's row and period say which observation; its value is text, for some are words, documents."""
    parts = _child(
        _maintained(parent, "DataStructure", _structure_id(edition), edition.title), "DataStructureComponents"
    )
    dimensions = _child(parts, "DimensionList")
    _component(_child(dimensions, "Dimension", None, id="REF_AREA", position="1"), "REF_AREA", text="String")
    _component(
        _child(dimensions, "Dimension", None, id="INDICATOR", position="2"), "INDICATOR", codelist="CL_INDICATOR"
    )
    _component(
        _child(dimensions, "TimeDimension", None, id="TIME_PERIOD"), "TIME_PERIOD", text="ObservationalTimePeriod"
    )
    attributes = _child(parts, "AttributeList")
    for id, codelist in (
        ("UNIT_MEASURE", "CL_UNIT"),
        ("OBS_STATUS", "CL_OBS_STATUS"),
        ("MISSING_REASON", "CL_MISSING"),
    ):
        attribute = _child(attributes, "Attribute", None, usage="optional", id=id)
        _component(attribute, id, codelist=codelist)
        _child(_child(attribute, "AttributeRelationship"), "Observation")
        _child(_child(attribute, "MeasureRelationship"), "Measure", "OBS_VALUE")
    _component(_child(_child(parts, "MeasureList"), "Measure", None, id="OBS_VALUE"), "OBS_VALUE", text="String")


def _component(element: ET.Element, concept: str, codelist: str = "", text: str = "") -> None:
    _child(
        element,
        "ConceptIdentity",
        f"urn:sdmx:org.sdmx.infomodel.conceptscheme.Concept={AGENCY}:CS_CCHC({VERSION}).{concept}",
    )
    shape = _child(element, "LocalRepresentation")
    if codelist:
        _child(shape, "Enumeration", f"urn:sdmx:org.sdmx.infomodel.codelist.Codelist={AGENCY}:{codelist}({VERSION})")
    else:
        _child(shape, "TextFormat", None, textType=text)
