"""`cchc figures`: every figure of many reports, of whatever form, as one long table."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import click

from cchc.cli.interface import (
    Command,
    edition_option,
    language_option,
    load,
    output_option,
    places_from,
    places_options,
)
from cchc.cli.output import Outputs, kind_of
from cchc.cli.words import Words
from cchc.errors import DataError

UNUSABLE = 2
_PARQUET = "parquet"
_KINDS = {"csv": (".csv",), _PARQUET: (".parquet",)}


@click.command("figures", cls=Command)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@places_options
@edition_option
@output_option
@language_option
@click.pass_obj
def command(
    words: Words,
    paths: Sequence[str],
    place: str | None,
    offices: str | None,
    edition: str | None,
    output: str | None,
    *,
    is_forced: bool,
) -> int:
    from cchc.batch.figures import delimited, figure_rows
    from cchc.readers.folder import read_evaluations

    given = [*paths, *([offices] if offices is not None else [])]
    outputs = Outputs.of(words, given, edition, is_forced=is_forced)
    outputs.refuse(output)
    kind = kind_of(words, output, None, _KINDS)
    catalogue = load(words, edition)
    judged, failures = read_evaluations(paths, catalogue, places=places_from(place, offices))
    for failure in failures:
        words.say_failure(failure.error)
    if not judged:
        raise DataError(words("rollup_nothing"), ", ".join(paths))
    rows = figure_rows(judged, catalogue)
    if output is not None and kind == _PARQUET:
        outputs.files({output: _parquet(rows)})
    else:
        outputs.text(delimited(rows), output)
    return UNUSABLE if failures else 0


def _parquet(rows: Iterable[Mapping[str, Any]]) -> bytes:
    from cchc.batch.figures import frame_of_rows

    data = io.BytesIO()
    frame_of_rows(rows).write_parquet(data)
    return data.getvalue()
