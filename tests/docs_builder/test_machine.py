"""Machine-readable files say what the catalogue says, in both languages, at addresses that lead to pages."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

from cchc.docs_builder import machine
from cchc.docs_builder.library import Library
from cchc.docs_builder.machine import linked, sdmx

NAME = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/common}Name"
STRUCTURE = "{http://www.sdmx.org/resources/sdmxml/schemas/v3_0/structure}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_every_figure_is_a_code_with_both_names(library: Library) -> None:
    edition = library.newest.edition
    root = ET.fromstring(sdmx.structures(edition))
    codes = root.find(f".//{STRUCTURE}Codelist[@id='CL_INDICATOR']")
    assert codes is not None
    names = {
        code.get("id"): {name.get(LANG): name.text for name in code.findall(NAME)}
        for code in codes.findall(f"{STRUCTURE}Code")
    }
    assert names == {line.id: dict(line.label) for line in edition.figures.values()}


def test_the_same_edition_gives_the_same_bytes(library: Library) -> None:
    assert sdmx.structures(library.newest.edition) == sdmx.structures(library.newest.edition)


def test_concepts_stand_below_one_another_as_on_the_form(library: Library) -> None:
    edition = library.newest.edition
    graph = {node["@id"]: node for node in linked.concepts(edition, "https://example.org/cchc", edition.id)["@graph"]}
    for line in edition.everything.values():
        node = graph[f"https://example.org/cchc/id/{line.id}.html"]
        broader = node.get("skos:broader", {}).get("@id")
        assert broader == (f"https://example.org/cchc/id/{line.parent}.html" if line.parent else None)


def test_every_announced_file_is_written(library: Library, tmp_path: Path) -> None:
    machine.write(library, tmp_path, "")
    for catalogue in library.catalogues:
        for address, _ in machine.addresses(catalogue.edition):
            assert (tmp_path / address).stat().st_size > 100
    described = json.loads((tmp_path / "dataset.jsonld").read_text(encoding="utf-8"))
    for dataset in described["@graph"][1:]:
        for distribution in dataset["dcat:distribution"]:
            assert (tmp_path / distribution["dcat:downloadURL"]["@id"]).is_file()
