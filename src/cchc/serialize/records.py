"""The public records that are written with their name, and the modules that they live in."""

from __future__ import annotations

_HOMES = {
    "cchc.edition.aggregation": ("Aggregation",),
    "cchc.edition.amendment": ("Amendment", "Place", "Variant"),
    "cchc.edition.definition": ("LineDefinition", "Passage"),
    "cchc.edition.glossary": ("Concept",),
    "cchc.edition.ground": ("Day", "Ground"),
    "cchc.edition.choice": ("Choice",),
    "cchc.edition.comparison": ("Change",),
    "cchc.edition.line": ("Example", "Indicator", "SymbolPattern"),
    "cchc.edition.missing": ("MissingWords",),
    "cchc.edition.office": ("Calendar", "Level"),
    "cchc.edition.register": ("Column", "Instrument", "Status", "Term", "Unit"),
    "cchc.edition.table": ("ClosedRow", "FigureColumn", "FormTable", "OpenRows", "RowKind", "StubColumn", "TableRule"),
    "cchc.edition.rule": ("Escalation", "FindingKind", "Instance", "Rule"),
    "cchc.evaluation": ("RuleCounts", "Summary"),
    "cchc.judge.causes": ("RootCause",),
    "cchc.judge.corrections": ("Correction",),
    "cchc.judge.explain": ("Calculation",),
    "cchc.finding": ("Finding",),
    "cchc.judge.outcome": ("InstanceOutcome", "Outcome"),
    "cchc.period": ("Period",),
    "cchc.report": ("Claim", "Entry", "FilledRow", "FilledTable", "KeptRow", "RawForm", "Row"),
    "cchc.judge.computation": ("Provenance",),
    "cchc.solver.minimal": ("CellChange", "Disagreement", "MinimalSet", "MendingStep"),
    "cchc.serialize.tables": ("RowRecord", "TableRecord"),
    "cchc.value": ("Candidate", "Cell", "Document", "Missing", "PrintedNumber", "Reported", "Undefined", "Window"),
}

RECORDS = {name: module for module, names in _HOMES.items() for name in names}
