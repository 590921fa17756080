"""What is kept of frames and catalogues: made once of each, and never taken for that of another."""

from __future__ import annotations

import polars as pl

from cchc.batch import rollup
from cchc.batch.kept import Kept
from cchc.catalogue import Catalogue


def test_made_once_of_a_record_and_a_key() -> None:
    kept: Kept[list[str]] = Kept()
    record = object()
    made = kept.of(record, "a", lambda: ["first"])
    assert kept.of(record, "a", lambda: ["second"]) is made
    assert kept.of(record, "b", lambda: ["other key"]) == ["other key"]
    assert kept.of(object(), "a", lambda: ["other record"]) == ["other record"]


def test_no_more_are_kept_than_may_be() -> None:
    kept: Kept[int] = Kept(2)
    record = object()
    for key in range(3):
        kept.of(record, key, lambda: 0)
    assert kept.of(record, 0, lambda: 1) == 1
    assert kept.of(record, 2, lambda: 1) == 0


def test_a_frame_of_other_columns_is_not_taken_for_one_before(catalogue: Catalogue, counts: list[str]) -> None:
    whole = pl.DataFrame({"office": ["a", "a"], "year": 2024, "month": [1, 2]}).with_columns(
        pl.lit(number, dtype=pl.Int32).alias(id) for number, id in enumerate(counts, 1)
    )
    asked = [
        (frame, period)
        for frame in (whole, whole.drop(counts[0]), whole.with_columns(pl.col(counts).cast(pl.Int64) * 10))
        for period in ("month", "quarter")
    ]
    once = [rollup(frame, catalogue, period=period).sort("period") for frame, period in asked]
    again = [rollup(frame, catalogue, period=period).sort("period") for frame, period in reversed(asked)][::-1]
    assert all(one.equals(other) for one, other in zip(once, again, strict=True))
    assert counts[0] not in once[2].columns
    assert once[5].select(pl.col(counts)).equals(once[1].select(pl.col(counts) * 10))
