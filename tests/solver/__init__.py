"""A small form for what is proved of corrections: few lines, figures from 0 to 4, rules of every make."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from attrs import evolve
from tests.tables.small import catalogue_of

from cchc import Catalogue
from cchc.edition import Edition
from cchc.judge.engine import Engine

MOST = 4
LINES = ("a", "b", "c", "d")
BOUNDS = frozenset(f"{id} <= {MOST}" for id in LINES)
CHECKS = (
    "a <= b",
    "a + b == c",
    "implies(a > 0, d > 0)",
    "2 * a + d <= 9",
    "max(a, b) >= d",
    "min(b, c) <= a",
    "abs(a - b) <= 2",
    "if_(a > 2, b, c) >= d",
    "round(a / 3, 0) <= c",
    "b != c",
    "b * d <= 6",
    "a / b <= 0.5 or c == 0",
    "if_undefined(a / b, 2) <= 1",
    "not known(a / d) or c > 1",
    "share >= 25",
    "capped(4, share, 50) <= c + 1",
    "0 < d < 4",
)


def _text() -> str:
    lines = "".join(
        f'[lines.{id}]\ncode = "{place}"\nlabel.vi = "Dòng {id}"\nkind = "count"\n'
        for place, id in enumerate(LINES, start=1)
    )
    rules = "".join(
        f'[rules.R{place}]\ncheck = "{check}"\nseverity = "error"\nnature = "definitional"\n'
        f'says.vi = "Sai quy tắc {place}."\nadvice.vi = "Xem lại."\n'
        for place, check in enumerate([*sorted(BOUNDS), *CHECKS], start=1)
    )
    return f"""
[units.cai]
label.vi = "cái"

[kinds.count]
unit = "cai"
over_time = "flow"
over_offices = "sum"

{lines}
[lines.rate]
code = "5"
label.vi = "Tỷ lệ"
kind = "percentage"
formula = "percent(a, b)"
decimals = 1
over_time = "recompute"
over_offices = "recompute"

[auxiliary.share]
label.vi = "Phần"
kind = "percentage"
formula = "percent(b, b + c)"
decimals = 0
over_time = "recompute"
over_offices = "recompute"

{rules}"""


@cache
def catalogue() -> Catalogue:
    """The form with all of its rules."""
    with TemporaryDirectory() as folder:
        return catalogue_of(Path(folder), _text())


@cache
def edition_with(checks: frozenset[str]) -> Edition:
    """The form with some of its rules, and those that bound its figures."""
    edition = catalogue().edition
    rules = {
        id: rule
        for id, rule in edition.rules.items()
        if rule.is_standard or rule.check in checks or rule.check in BOUNDS
    }
    return evolve(edition, rules=rules)


@cache
def engine_with(checks: frozenset[str]) -> Engine:
    """The compiled form with some of its rules."""
    return Engine(edition_with(checks))


Figures = Mapping[str, int | None]
