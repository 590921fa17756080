"""The rules that reports break, by office: a section of a roll-up's page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cchc.batch.breaches import findings
from cchc.catalogue import Catalogue
from cchc.cli.render.table import visible
from cchc.cli.words import Words

if TYPE_CHECKING:
    import polars as pl

    from cchc.batch.pictures.page import Section

_MOST = 30
"""More offices than these are no picture that fits a page."""
_ABSENT = "—"


def broken_rules(frame: pl.DataFrame, catalogue: Catalogue, words: Words) -> Section:
    """How often each office breaks each rule, as a picture, and what the rules ask."""
    from cchc.batch.pictures.page import PageTable, Section
    from cchc.batch.pictures.pictures import heat_map

    counts, rules, judging = _counts(frame, catalogue), catalogue.whole.rules, catalogue.whole.judging
    seen = [rule for rule in rules if any(rule in its for its in counts.values())]
    title = words("rollup_broken")
    picture = heat_map(counts, seen, title=title, legend=words("rollup_broken_legend"))
    severities = {rule: judging.say(words.language, "severity", rules[rule].severity) for rule in seen}
    rows = [[rule, severities[rule], words.of(rules[rule].says)] for rule in seen]
    headings = [words("rollup_column", name) for name in ("rule", "severity", "says")]
    return Section(title, [(picture, title)], [PageTable(headings, rows)])


def _counts(frame: pl.DataFrame, catalogue: Catalogue) -> dict[str, Counter[str]]:
    """Of the offices with the most, the worst first."""
    counts: dict[str, Counter[str]] = {}
    for office, rule in findings(frame, catalogue).select("office", "rule").iter_rows():
        counts.setdefault(visible(office or _ABSENT), Counter())[rule] += 1
    worst = sorted(counts, key=lambda office: (-counts[office].total(), office))[:_MOST]
    return {office: counts[office] for office in worst}
