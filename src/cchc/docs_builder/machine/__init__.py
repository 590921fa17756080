"""The machine-readable files of the site, at addresses that never change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from cchc.catalogue import Catalogue
from cchc.docs_builder.library import Library
from cchc.docs_builder.machine import linked, sdmx
from cchc.edition import Edition
from cchc.schema import json_schema
from cchc.serialize import to_json

SCHEMAS = ("report", "evaluation", "catalogue")


def addresses(edition: Edition) -> Iterator[tuple[str, str]]:
    """The files of an edition below data/, and which of the site's texts on data tells what each holds."""
    yield f"{edition.id}/catalogue.json", "catalogue"
    if edition.everything:
        yield f"{edition.id}/indicators.json", "indicators"
    if edition.tables:
        yield f"{edition.id}/columns.json", "columns"
    for name in SCHEMAS:
        yield f"{edition.id}/{name}.schema.json", f"schema_{name}"
    yield f"{edition.id}/structures.sdmx.xml", "sdmx"
    yield f"{edition.id}/concepts.jsonld", "skos"
    yield "dataset.jsonld", "dcat"


def write(library: Library, folder: Path, address: str) -> None:
    """Every file; `address` is where the site is published, or "" for addresses relative to the file."""
    for catalogue in library.catalogues:
        _write_edition(catalogue, folder / catalogue.id, library.form_of(catalogue), address)
    _write_json(folder / "dataset.jsonld", linked.datasets(library, address))


def _write_edition(catalogue: Catalogue, folder: Path, form: str, address: str) -> None:
    edition = catalogue.edition
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.json").write_text(to_json(catalogue, indent=1), encoding="utf-8")
    if edition.everything:
        _write_lines(edition, folder)
    if edition.tables:
        _write_columns(edition, folder)
    for name in SCHEMAS:
        _write_json(folder / f"{name}.schema.json", json_schema(name, catalogue))
    (folder / "structures.sdmx.xml").write_text(sdmx.structures(edition), encoding="utf-8")
    _write_json(folder / "concepts.jsonld", linked.concepts(edition, address, form))


def _write_lines(edition: Edition, folder: Path) -> None:
    """The lines, and each in a file of its own."""
    (folder / "indicators").mkdir(exist_ok=True)
    index = [
        {"id": line.id, "path": line.path, "kind": str(line.kind), "label": dict(line.label), "unit": line.unit}
        for line in edition.everything.values()
    ]
    _write_json(folder / "indicators.json", {"edition": edition.id, "indicators": index})
    for line in edition.everything.values():
        (folder / "indicators" / f"{line.id}.json").write_text(to_json(line, indent=1), encoding="utf-8")


def _write_columns(edition: Edition, folder: Path) -> None:
    """The columns of all tables, and each in a file of its own."""
    index = []
    (folder / "columns").mkdir(exist_ok=True)
    for table in edition.tables.values():
        for column in table.columns.values():
            asks, name = column.asks, f"{table.id}.{column.id}"
            about = {"heading": list(column.heading), "number": column.number, "kind": str(asks.kind)}
            index.append({"id": name, **about, "label": dict(asks.label), "unit": asks.unit})
            (folder / "columns" / f"{name}.json").write_text(to_json(column, indent=1), encoding="utf-8")
    _write_json(folder / "columns.json", {"edition": edition.id, "columns": index})


def _write_json(path: Path, data: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
