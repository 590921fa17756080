"""Rules about the report before, and findings in long form, are those of single reports."""

from __future__ import annotations

import polars as pl
from tests.batch.conftest import assert_same

from cchc.batch.breaches import findings
from cchc.batch.overtime import over_time, rules_over_time
from cchc.batch.samples.sample import Mistakes, generate
from cchc.report import Report

HONEST = Mistakes(0, 0, 0, 0, 0, 0, 0, 0)


def test_rules_over_time_agree_with_single_reports(catalogue):
    """Each report judged with the one before it at hand, by the catalogue's own rules."""
    sample = generate(catalogue, 6, 14, mistakes=Mistakes(fallen=0.3, repeated=0.1, extra_digit=0.01)).reports
    counts = [name for name in sample.columns if name in catalogue.edition.figures and sample[name].dtype == pl.Int32]
    counts = [id for id in counts if catalogue.edition.figures[id].kind == "count"]
    frame = sample.select("office", "year", "month", *counts)
    rules = [rule.id for rule in rules_over_time(catalogue.edition)]
    found = over_time(frame, catalogue).sort("office", "year", "month")
    before: dict[str, Report] = {}
    broken = 0
    for row in found.iter_rows(named=True):
        period = f"tháng {row['month']} năm {row['year']}"
        report = Report.from_values({id: row[id] for id in counts}, period=period)
        evaluation = catalogue.evaluate(report, previous=before.get(row["office"]))
        before[row["office"]] = report
        for rule in rules:
            result = evaluation.outcomes[rule].result.value
            if rules_say_of_figures(catalogue, rule):
                assert row[rule] == {"pass": True, "fail": False}.get(result), (rule, row["office"], period)
                broken += row[rule] is False
    assert broken > 20


def rules_say_of_figures(catalogue, rule: str) -> bool:
    """Whether a rule compares figures; "the same report twice" compares all that is written, papers and answers too."""
    return "is_repeated" not in catalogue.rules[rule].check


def test_a_report_filed_twice_is_found(catalogue):
    """The same figures as the month before, none left out, are no new report."""
    sample = generate(catalogue, 3, 2, mistakes=HONEST).reports
    repeated = pl.concat(
        [
            sample.filter(pl.col("month") == 1),
            sample.filter(pl.col("month") == 1).with_columns(month=pl.lit(2, pl.Int32)),
        ]
    )
    rule = next(rule.id for rule in rules_over_time(catalogue.edition) if "is_repeated" in rule.check)
    assert over_time(repeated, catalogue).sort("month")[rule].to_list() == [None] * 3 + [False] * 3
    assert over_time(sample, catalogue).sort("month")[rule].to_list() == [None] * 3 + [True] * 3


def test_engines_agree_over_time(engine, catalogue):
    """Order of rows and kind of frame change nothing."""
    sample = generate(catalogue, 5, 6).reports.sample(fraction=1, shuffle=True, seed=1)
    assert_same(
        engine.back(over_time(engine.of(sample), catalogue)), over_time(sample, catalogue), ["office", "year", "month"]
    )


def test_findings_are_those_of_single_reports(engine, catalogue, counts):
    """Each broken rule instance once, with its code and lines."""
    frame = generate(catalogue, 12, 3).reports.select("office", "year", *counts)
    frame = frame.with_columns(office=pl.format("{} {}", "office", pl.int_range(pl.len())))
    found = engine.back(findings(engine.of(frame), catalogue, keys=["office"]))
    wanted = {
        (row["office"], finding.code, finding.severity.value, " ".join(finding.indicators))
        for row in frame.iter_rows(named=True)
        for finding in catalogue.evaluate({id: row[id] for id in counts}).findings
    }
    rows = found.select("office", "code", "severity", "indicators").rows()
    assert len(rows) == len(set(rows))
    assert set(rows) == wanted
    assert {catalogue.rules[rule].code for rule in found["rule"]} == set(found["code"])


def test_findings_join_back(catalogue):
    """The keys of a finding are the report's."""
    sample = generate(catalogue, 12, 3).reports
    found = findings(sample, catalogue)
    assert found.columns[:3] == ["office", "year", "month"]
    assert found.join(sample, on=["office", "year", "month"], how="anti").is_empty()
    assert len(found) > 0


def test_no_mistakes_no_findings(catalogue):
    """An empty table of findings has the same columns."""
    frame = pl.DataFrame({"office": ["W0"], "year": [2024], "month": [1]})
    assert findings(frame, catalogue).columns == ["office", "year", "month", "rule", "code", "severity", "indicators"]
    assert findings(frame, catalogue).is_empty()
