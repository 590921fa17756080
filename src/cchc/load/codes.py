"""The codes of what can be wrong with a catalogue; what a code means never changes."""

from __future__ import annotations

SYNTAX = "CCHC-L001"
UNKNOWN_KEY = "CCHC-L002"
WRONG_VALUE = "CCHC-L003"
UNKNOWN_NAME = "CCHC-L004"
DUPLICATE = "CCHC-L005"
CLASH = "CCHC-L006"
CYCLE = "CCHC-L007"
TRANSLATION = "CCHC-L008"
VACUOUS = "CCHC-L009"
UNUSED = "CCHC-L010"
SAMPLE = "CCHC-L011"
PLACEHOLDER = "CCHC-L013"
MISSING_FIELD = "CCHC-L014"
