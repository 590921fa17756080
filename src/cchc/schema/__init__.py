"""JSON Schema 2020-12 of what cchc reads and writes, drawn from the records and an edition."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from cchc.edition import Edition
from cchc.errors import CchcError
from cchc.report import Report
from cchc.schema.catalogue import catalogue_schema
from cchc.schema.evaluation import evaluation_schema
from cchc.schema.report import report_schema
from cchc.schema.toml import TOML_FILES, toml_schema
from cchc.serialize import EvaluationRecord
from cchc.serialize.drawing import Schema

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue

__all__ = ["TOML_FILES", "json_schema"]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_KINDS: Mapping[str, tuple[str, Callable[[Edition | None], Schema]]] = {
    "report": (Report.schema, report_schema),
    "evaluation": (EvaluationRecord.schema, evaluation_schema),
    "catalogue": (Edition.schema, catalogue_schema),
}
"""What each is called, and how it is drawn."""


def json_schema(kind: str, edition: Edition | Catalogue | None = None) -> dict[str, Any]:
    """The schema of a "report", an "evaluation" or a "catalogue".

    With an edition it knows every indicator and rule by name, and accepts reports of that edition
    alone; without, it holds for any edition. A report's schema lets keys with a default be left
    out, as `from_dict` does; an evaluation and a catalogue must be whole, as `to_dict` writes
    them. Raises CchcError for another kind.
    """
    if kind in TOML_FILES:
        return {"$schema": _DIALECT, "$id": f"urn:cchc:toml:1:{kind}", **toml_schema(kind)}
    if kind not in _KINDS:
        raise CchcError(f"no schema of {kind!r}: there are {', '.join((*_KINDS, *TOML_FILES))}")
    if edition is not None and not isinstance(edition, Edition):
        edition = edition.edition
    suffix = f":{edition.id}" if edition is not None else ""
    name, drawn = _KINDS[kind]
    urn = name.replace(".", ":").replace("/", ":")
    return {"$schema": _DIALECT, "$id": f"urn:{urn}{suffix}", **drawn(edition)}
