"""`cchc schema`: the JSON Schema of what cchc reads and writes."""

from __future__ import annotations

import json

import click

from cchc.cli.interface import Command, edition_option, language_option, load, output_option
from cchc.cli.output import Outputs
from cchc.cli.words import Words

TOML_FILES = (
    "edition",
    "lines",
    "auxiliary",
    "rules",
    "units",
    "instruments",
    "statuses",
    "terms",
    "glossary",
    "texts",
)
KINDS = ("report", "evaluation", "catalogue", *(f"{file}.toml" for file in TOML_FILES))
"""What has a schema; named here, too, for `--help` loads no catalogue."""


@click.command("schema", cls=Command)
@click.argument("kind", type=click.Choice(KINDS), default="evaluation", metavar="[KIND]")
@edition_option
@output_option
@language_option
@click.pass_obj
def command(words: Words, kind: str, edition: str | None, output: str | None, *, is_forced: bool) -> int:
    from cchc.schema import json_schema

    outputs = Outputs.of(words, (), edition, is_forced=is_forced)
    catalogue = None if kind.endswith(".toml") else load(words, edition, with_definitions=True)
    outputs.json(json.dumps(json_schema(kind, catalogue), ensure_ascii=False, indent=2), output)
    return 0
