"""Generated reports look like real ones: they keep to the definitions but for the mistakes asked for."""

from __future__ import annotations

import polars as pl

from cchc.batch import rollup
from cchc.batch.breaches import findings
from cchc.batch.codes import RELOCATED, code_column
from cchc.batch.samples.sample import Mistakes, generate
from cchc.batch.schema import input_schema

HONEST = Mistakes(0, 0, 0, 0, 0, 0, 0, 0)


def test_the_same_seed_gives_the_same_reports(catalogue):
    """Whoever repeats a run gets its figures again; another seed gives others."""
    assert generate(catalogue, 24, 3).reports.equals(generate(catalogue, 24, 3).reports)
    assert not generate(catalogue, 24, 3).reports.equals(generate(catalogue, 24, 3, seed=1).reports)


def test_honest_clerks_break_no_definition(catalogue):
    """Without mistakes no rule of severity error is broken, and hardly any other."""
    sample = generate(catalogue, 48, 12, mistakes=HONEST).reports
    found = findings(sample, catalogue)
    assert "error" not in found["severity"]
    assert len(found) < len(sample) / 10


def test_mistakes_come_at_the_rates_asked_for(catalogue, counts):
    """Blank cells, cells in another column, missing reports: about as many as were wanted."""
    sample = generate(catalogue, 144, 12, mistakes=Mistakes(blank=0.1, relocated=0.05, not_filed=0.2)).reports
    assert abs(len(sample) / (144 * 12) - 0.8) < 0.03
    blank = sample.select(pl.col(counts).null_count()).row(0)
    assert abs(sum(blank) / len(sample) / len(counts) - 0.1) < 0.02
    moved = sample.select((pl.col([code_column(id) for id in counts]) == RELOCATED).mean()).row(0)
    assert abs(sum(moved) / len(counts) - 0.05 * 0.9) < 0.01
    assert not findings(sample, catalogue).is_empty()


def test_the_tree_holds_every_office(catalogue):
    """Everything rolls up to the country."""
    sample = generate(catalogue, 150, 2, mistakes=HONEST)
    whole = rollup(sample.reports, catalogue, sample.offices, by="country", period="quarter")
    assert whole.select("offices_expected", "offices_reported", "reports").row(0) == (150, 150, 300)


def test_columns_are_those_of_the_schema(catalogue):
    """What is generated is what the exported schema says, and Parquet keeps it."""
    schema, frame = input_schema(catalogue), generate(catalogue, 12, 1).reports
    given = frame.to_arrow().schema
    assert set(given.names) <= set(schema.names)
    for name in given.names:
        assert str(given.field(name).type).removeprefix("large_") == str(schema.field(name).type), name
