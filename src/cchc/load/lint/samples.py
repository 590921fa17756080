"""The reports beside a rule: the good one must pass and the bad one must fail, or the rule says nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from cchc.edition import Edition, Rule
from cchc.errors import Problem
from cchc.load.codes import SAMPLE, VACUOUS
from cchc.load.lint.address import address

Run = Callable[[Rule, Mapping[str, object]], str]
"""Evaluates a rule on a sample report, and gives "pass", "fail", "not_evaluated" or "error"."""


def sample_problems(edition: Edition, run: Run) -> Iterator[Problem]:
    """Rules whose own samples do not come out as they should.

    The evaluator stands above the loader, so it is passed in.
    """
    for rule in edition.rules.values():
        if rule.is_standard:
            continue
        good, bad = run(rule, rule.good), run(rule, rule.bad)
        if good == bad and good in ("pass", "fail"):
            never = "can never fail" if good == "pass" else "can never hold"
            what = f"both samples {good}: as far as they show, the rule {never}"
            yield Problem(VACUOUS, what, (*address(rule), "bad" if good == "pass" else "good"))
            continue
        for key, outcome, wanted in (("good", good, "pass"), ("bad", bad, "fail")):
            if outcome != wanted:
                what = f"the {key} sample must {wanted}, and comes out as {outcome}"
                yield Problem(SAMPLE, what, (*address(rule), key))
