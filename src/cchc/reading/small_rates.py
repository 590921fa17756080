"""Rates per thousand below one: "0,36" cases per 1000 people is so many, "0,95" per cent may be a part of one."""

from __future__ import annotations

from attrs import evolve

from cchc.edition import Indicator, IndicatorKind
from cchc.report import Entry
from cchc.value import Reported, Wording


def as_written(asks: Indicator, entry: Entry) -> Entry:
    """A small rate per thousand as it is written: most of them are small, and nobody writes one as a part of one."""
    if asks.kind is not IndicatorKind.PER_MILLE or entry.wording is not Wording.SMALL_RATE or not entry.candidates:
        return entry
    number = entry.candidates[0].number
    return evolve(entry, value=Reported(number.value), printed=number, candidates=(), wording=Wording.PLAIN)
