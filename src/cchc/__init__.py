"""Administrative-reform report forms as data: a catalogue, exact evaluation, cross-field rules.

Importing this package imports nothing else: each name below is fetched when it is first used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # read as typing's by type checkers, without the milliseconds that typing takes
if TYPE_CHECKING:
    from cchc.catalogue import Catalogue, editions, load_catalogue
    from cchc.edition import Edition, Indicator, Rule, Severity, Unit
    from cchc.errors import (
        CatalogueError,
        CchcError,
        DataError,
        FormulaError,
        MissingExtraError,
        ReadError,
        UnforeseenError,
        UnknownNameError,
    )
    from cchc.evaluation import Evaluation
    from cchc.finding import Finding
    from cchc.judge.explain import Calculation
    from cchc.period import Period
    from cchc.readers import read_report, read_reports
    from cchc.report import Entry, Report
    from cchc.schema import json_schema
    from cchc.serialize import from_dict, from_json, to_dict, to_json
    from cchc.value import Cause, Cell, Document, Missing, Origin, Reason, Reported, Undefined, Value, Window

__version__ = "0.1.0"

_HOMES = {
    "catalogue": ("Catalogue", "editions", "load_catalogue"),
    "edition": ("Edition", "Indicator", "Rule", "Severity", "Unit"),
    "errors": (
        "CatalogueError",
        "CchcError",
        "DataError",
        "FormulaError",
        "MissingExtraError",
        "ReadError",
        "UnforeseenError",
        "UnknownNameError",
    ),
    "evaluation": ("Evaluation",),
    "judge.explain": ("Calculation",),
    "finding": ("Finding",),
    "period": ("Period",),
    "readers": ("read_report", "read_reports"),
    "report": ("Entry", "Report"),
    "schema": ("json_schema",),
    "serialize": ("from_dict", "from_json", "to_dict", "to_json"),
    "value": ("Cause", "Cell", "Document", "Missing", "Origin", "Reason", "Reported", "Undefined", "Value", "Window"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Calculation",
    "Catalogue",
    "CatalogueError",
    "Cause",
    "CchcError",
    "Cell",
    "DataError",
    "Document",
    "Edition",
    "Entry",
    "Evaluation",
    "Finding",
    "FormulaError",
    "Indicator",
    "Missing",
    "MissingExtraError",
    "Origin",
    "Period",
    "ReadError",
    "Reason",
    "Report",
    "Reported",
    "Rule",
    "Severity",
    "Undefined",
    "UnforeseenError",
    "Unit",
    "UnknownNameError",
    "Value",
    "Window",
    "__version__",
    "editions",
    "from_dict",
    "from_json",
    "json_schema",
    "load_catalogue",
    "read_report",
    "read_reports",
    "to_dict",
    "to_json",
]


def __getattr__(name: str) -> object:
    if name not in _HOME:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
