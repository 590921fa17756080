"""The reports beside a rule: the good one must pass and the bad one must fail, or the rule says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cchc.edition import Edition, Rule
from cchc.load.mistake import SAMPLE, VACUOUS, Mistake

Run = Callable[[Rule, Mapping[str, object]], str]
"""Evaluates a rule on a sample report, and gives "pass", "fail", "not_evaluated" or "error"."""


def sample_problems(edition: Edition, run: Run) -> Iterator[Mistake]:
    """Rules whose own samples do not come out as they should.

    The evaluator stands above the loader, so it is passed in.
    """
    for rule in edition.rules.values():
        good, bad = run(rule, rule.good), run(rule, rule.bad)
        if good == bad and good in ("pass", "fail"):
            never = "can never fail" if good == "pass" else "can never hold"
            what = f"both samples {good}: as far as they show, the rule {never}"
            yield Mistake(VACUOUS, rule.file, (rule.id, "bad" if good == "pass" else "good"), what)
            continue
        for key, outcome, wanted in (("good", good, "pass"), ("bad", bad, "fail")):
            if outcome != wanted:
                what = f"the {key} sample must {wanted}, and comes out as {outcome}"
                yield Mistake(SAMPLE, rule.file, (rule.id, key), what)
