"""The public records that are written with their name, and the modules that they live in."""

from __future__ import annotations

_HOMES = {
    "cchc.document": ("Document",),
    "cchc.edition": (
        "Aggregation",
        "Calendar",
        "Column",
        "Escalation",
        "Example",
        "FindingKind",
        "Indicator",
        "Instance",
        "Instrument",
        "Level",
        "MissingWords",
        "Rule",
        "Status",
        "SymbolPattern",
        "Unit",
    ),
    "cchc.evaluation": ("Summary",),
    "cchc.explain": ("Calculation",),
    "cchc.finding": ("Finding",),
    "cchc.number": ("PrintedNumber",),
    "cchc.outcome": ("InstanceOutcome", "Outcome"),
    "cchc.period": ("Period",),
    "cchc.report": ("Candidate", "Claim", "Entry", "RawForm", "Row"),
    "cchc.results": ("Provenance",),
    "cchc.value": ("Cell", "Missing", "Reported", "Undefined", "Window"),
}

RECORDS = {name: module for module, names in _HOMES.items() for name in names}
