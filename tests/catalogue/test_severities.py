"""How grave each finding is stands in a file that a person reads before it changes."""

from __future__ import annotations

from collections.abc import Callable

from tests.cli.conftest import agreed

from cchc.catalogue import load_catalogue
from cchc.words import data

__all__ = ["agreed"]


def test_severities_and_when_they_weigh_otherwise_are_as_agreed(agreed: Callable[[str, str], None]) -> None:
    """Of every rule of the ward form, of the rules for any form, and of every built-in finding."""
    rows = []
    for rule in load_catalogue("phuong-2024").rules.values():
        rows.append(f"{rule.id:5} {rule.severity:8} {rule.nature:13} {rule.stands_for or ''}".rstrip())
        rows += [f"      {each.severity} if {each.condition_text}" for each in rule.instances[0].escalations]
    for id, given in data("standard").items():
        rows.append(f"{id:5} {given['severity']:8} {given['nature']}")
        rows += [f"      {severity} if {text}" for severity, text in given.get("severity_if", {}).items()]
    rows += [f"{code} {given['severity']}" for code, given in data("findings").items()]
    agreed("severities.txt", "\n".join([*rows, ""]))
