"""The catalogue as linked data: SKOS concepts, and DCAT for the files themselves.

Sources: SKOS (W3C, 2009), DCAT 3 (W3C, 2024). Without a published address every IRI is relative
to the file, which keeps the site whole wherever it is put.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc.docs_builder.library import Library
from cchc.edition import Edition, Indicator

_CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_MEDIA = {"json": "application/json", "jsonld": "application/ld+json", "xml": "application/vnd.sdmx.structure+xml"}


def permanent(address: str, name: str, up: str) -> str:
    """The address of a definition that never changes: it leads to its page in the reader's language."""
    return f"{address.rstrip('/')}/id/{name}.html" if address else f"{up}id/{name}.html"


def concepts(edition: Edition, address: str, form: str) -> dict[str, Any]:
    """A concept scheme whose concepts are the lines of the form, broader where a line stands below another.

    The columns of a table are concepts, too, by their names among those of all forms; `form` is the form's own name.
    """
    scheme = permanent(address, edition.id, "../../")
    lines = [_concept(edition, line, line.id, line.path or line.id, address) for line in edition.everything.values()]
    columns = [
        _concept(edition, column.asks, f"{form}.{table.id}.{column.id}", column.mark or column.id, address)
        for table in edition.tables.values()
        for column in table.columns.values()
    ]
    tops = [permanent(address, line.id, "../../") for line in edition.indicators.values() if line.parent is None]
    for column in columns:
        column["skos:topConceptOf"] = {"@id": scheme}
    head = {
        "@id": scheme,
        "@type": "skos:ConceptScheme",
        "dct:title": _texts(edition.title),
        "skos:hasTopConcept": [{"@id": top} for top in (*tops, *(column["@id"] for column in columns))],
    }
    return {"@context": _CONTEXT, "@graph": [head, *lines, *columns]}


def _concept(edition: Edition, line: Indicator, name: str, notation: str, address: str) -> dict[str, Any]:
    concept: dict[str, Any] = {
        "@id": permanent(address, name, "../../"),
        "@type": "skos:Concept",
        "skos:inScheme": {"@id": permanent(address, edition.id, "../../")},
        "skos:prefLabel": _texts(line.label),
        "skos:notation": notation,
        "dct:identifier": name,
    }
    if line.parent is not None:
        concept["skos:broader"] = {"@id": permanent(address, line.parent, "../../")}
    elif not line.auxiliary:
        concept["skos:topConceptOf"] = {"@id": permanent(address, edition.id, "../../")}
    for key, text in (("skos:definition", line.gist), ("skos:scopeNote", line.notes)):
        if text is not None:
            concept[key] = _texts(text)
    if line.grounds:
        sources = dict.fromkeys(edition.instruments[ground.instrument].number for ground in line.grounds)
        concept["dct:source"] = list(sources)
    if line.replaced_by:
        concept["dct:isReplacedBy"] = {"@id": permanent(address, line.replaced_by, "../../")}
    return concept


def datasets(library: Library, address: str) -> dict[str, Any]:
    """A DCAT catalogue with a dataset an edition, and a distribution a file."""
    from cchc.docs_builder.machine import addresses

    graph: list[dict[str, Any]] = []
    for catalogue in library.catalogues:
        edition = catalogue.edition
        files = [name for name, _ in addresses(edition) if name.startswith(f"{edition.id}/")]
        graph.append(
            {
                "@id": permanent(address, edition.id, "../"),
                "@type": "dcat:Dataset",
                "dct:title": _texts(edition.title),
                "dct:identifier": edition.id,
                "dct:temporal": _period(edition),
                "dct:language": list(edition.languages),
                "dcat:distribution": [_distribution(address, name) for name in files],
            }
        )
    members = [{"@id": dataset["@id"]} for dataset in graph]
    head = {
        "@id": f"{address.rstrip('/')}/" if address else "../",
        "@type": "dcat:Catalog",
        "dct:title": _texts(library.newest.edition.title),
        "dcat:dataset": members,
    }
    return {"@context": _CONTEXT, "@graph": [head, *graph]}


def _period(edition: Edition) -> dict[str, Any]:
    period = {"@type": "dct:PeriodOfTime", "dcat:startDate": _date(edition.in_force_from.isoformat())}
    if edition.in_force_to is not None:
        period["dcat:endDate"] = _date(edition.in_force_to.isoformat())
    return period


def _date(text: str) -> dict[str, str]:
    return {"@type": "xsd:date", "@value": text}


def _distribution(address: str, name: str) -> dict[str, Any]:
    place = f"{address.rstrip('/')}/data/{name}" if address else name
    return {
        "@type": "dcat:Distribution",
        "dcat:downloadURL": {"@id": place},
        "dcat:mediaType": _MEDIA[name.rpartition(".")[2]],
    }


def _texts(text: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@language": language, "@value": told} for language, told in text.items()]
