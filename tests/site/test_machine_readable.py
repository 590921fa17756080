"""What other programs are handed is what they expect."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cchc


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_sdmx_structures_read_back(site: Path) -> None:
    """pysdmx reads the structures, checked against the standard's schemas."""
    from pysdmx.io import read_sdmx

    edition = cchc.load_catalogue().edition
    message = read_sdmx(site / "data" / edition.id / "structures.sdmx.xml", validate=True)
    by_id = {structure.id: structure for structure in message.structures}
    assert {code.id for code in by_id["CL_INDICATOR"].items} == set(edition.figures)
    assert {code.id for code in by_id["CL_UNIT"].items} == set(edition.units)
    structure = next(one for one in message.structures if type(one).__name__ == "DataStructureDefinition")
    assert [part.id for part in structure.components.dimensions] == ["REF_AREA", "INDICATOR", "TIME_PERIOD"]
    assert len(structure.components["INDICATOR"].enumeration.items) == len(edition.figures)


def test_every_line_has_a_file_of_its_own(site: Path) -> None:
    """At an address made of its id."""
    edition = cchc.load_catalogue().edition
    for id in edition.everything:
        data = json.loads((site / "data" / edition.id / "indicators" / f"{id}.json").read_text(encoding="utf-8"))
        assert data["id"] == id
        assert (site / "id" / f"{id}.html").is_file()


def test_linked_data_leads_to_pages(site: Path) -> None:
    """Each concept's address is that of its permanent page, relative to the file where no address was given."""
    edition = cchc.load_catalogue().edition
    file = site / "data" / edition.id / "concepts.jsonld"
    graph = json.loads(file.read_text(encoding="utf-8"))["@graph"]
    assert len(graph) == len(edition.everything) + 1
    for node in graph:
        if not node["@id"].startswith("http"):
            assert (file.parent / node["@id"]).resolve().is_file(), node["@id"]
