"""`cchc letter`: what an office is asked to mend, as a letter to be signed; of a folder, one for each office."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cchc import disk
from cchc.cli.interface import (
    Command,
    edition_option,
    font_option,
    judged,
    language_option,
    load,
    places_from,
    places_options,
    read,
    read_each,
)
from cchc.cli.output import Outputs, kind_of
from cchc.cli.streams import STDIO, say
from cchc.cli.words import Words
from cchc.errors import DataError, ReadError
from cchc.filed.rows import told_twice
from cchc.filed.standing import ReportStanding, predecessors
from cchc.reading.refusal import refusal
from cchc.record import frozen
from cchc.text.spelling import fold
from cchc.unforeseen import foreseen
from cchc.writers.paper import KINDS

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.evaluation import Evaluation
    from cchc.filed.overview import OfficeRow
    from cchc.reading.places import Places

UNUSABLE = 2
_FIRST = "docx"
_SEVERAL = "CCHC-T014"
FORMATS: Mapping[str, tuple[str, ...]] = {
    kind: tuple(suffix for suffix, own in KINDS.items() if own == kind) for kind in dict.fromkeys(KINDS.values())
}


@click.command("letter", cls=Command)
@click.argument("file", metavar="FILE|FOLDER", type=click.Path(allow_dash=True))
@click.option("--output", "-o", metavar="FILE|FOLDER", required=True, type=click.Path(allow_dash=True))
@click.option("--to", type=click.Choice(tuple(FORMATS)))
@click.option("--sender", metavar="TEXT", default="")
@click.option("--signer", metavar="TEXT", default="")
@click.option("--previous", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True))
@font_option
@click.option("--force", "is_forced", is_flag=True)
@places_options
@edition_option
@language_option
@click.pass_obj
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    words: Words,
    file: str,
    output: str,
    to: str | None,
    sender: str,
    signer: str,
    previous: str | None,
    font: str,
    place: str | None,
    offices: str | None,
    edition: str | None,
    *,
    is_forced: bool,
) -> int:
    outputs = Outputs.of(words, [file, *filter(None, (previous, offices))], edition, is_forced=is_forced)
    catalogue = load(words, edition)
    writing = _Writing(catalogue, places_from(place, offices), words, outputs, sender, signer, font)
    if file != STDIO and Path(file).is_dir():
        return writing.folder(file, Path(output), to or _FIRST, edition)
    outputs.refuse(output)
    kind = kind_of(words, output, to, FORMATS)
    if previous is None:
        before = None
    else:
        with foreseen(previous):
            before = read(previous, catalogue, writing.places)
    evaluation = judged(file, catalogue, before, writing.places)
    for finding in evaluation.findings:
        if finding.code == _SEVERAL:
            say(f"{finding.message[words.language]} {words('letter_first')}", is_error=True)
    if (letter := writing.letter(evaluation, kind)) is None:
        say(words("letter_none", file=click.format_filename(file)), is_error=output == STDIO)
    else:
        outputs.files({output: letter})
    return 0


@frozen
class _Writing:
    """How letters are written."""

    catalogue: Catalogue
    places: Places
    words: Words
    outputs: Outputs
    sender: str
    signer: str
    font: str

    def letter(self, evaluation: Evaluation, kind: str, files: int = 1) -> bytes | None:
        """The letter as a file, on one of so many; None where nothing is to be mended."""
        from cchc.writers.letter import OfficeLetter

        letter = OfficeLetter(evaluation, self.words.language, self.sender, self.signer, self.font, files)
        return letter.write(kind) if letter.causes else None

    def folder(self, folder: str, target: Path, kind: str, edition: str | None) -> int:
        """A letter for each office whose report of the newest period has something to be mended."""
        from cchc.cli.given import GivenFiles
        from cchc.cli.judging import Judging
        from cchc.cli.selection import Selection
        from cchc.cli.spool import Spool
        from cchc.filed.overview import Overview

        if target.resolve() == Path(folder).resolve():
            raise click.UsageError(self.words("output_is_input", path=str(target)))
        given = GivenFiles.of([folder], but=None)
        if given.is_empty:
            raise DataError(self.words("no_reports_in"), folder)
        judging = Judging(self.words, edition, Selection(), None, is_alone=False, places=self.places)
        with Spool() as spool:
            answers = [*judging.all(given.files, spool), *given.unread]
        for answer in answers:
            if answer.failure is not None:
                self.words.say_failure(answer.failure)
        standings = [answer.standing for answer in answers if answer.standing is not None]
        overview = Overview.of(standings, [])
        rows = [row for row in overview.rows if row.report is not None]
        is_whole = self._write_all(rows, standings, target, kind)
        for row in rows:
            if row.counting is not None:
                say(told_twice(row.ordered, self.words))
        return 0 if is_whole and all(answer.failure is None for answer in answers) else UNUSABLE

    def _write_all(self, rows: list[OfficeRow], standings: list[ReportStanding], target: Path, kind: str) -> bool:
        """Whether each letter could be written."""
        befores, letters, is_whole = predecessors(standings), 0, True
        suffix = FORMATS[kind][0]
        taken: set[str] = set()
        for row in rows:
            each = row.ordered[0]
            before = befores.get(each.place)
            with foreseen(each.source):
                earlier = None if before is None else read_each(before[0], self.catalogue, self.places)[before[1]]
                report = read_each(each.source, self.catalogue, self.places)[each.place[1]]
                evaluation = self.catalogue.evaluate(report, earlier)
            try:
                letter = self.letter(evaluation, kind, len(row.files))
            except ReadError as error:  # it is too long for what is asked for: those of the others are written
                self.words.say_failure(refusal(error.why or "", each.source, None, **error.figures))
                is_whole = False
                continue
            if letter is not None:
                path = target / f"{_name(each, taken)}{suffix}"
                self.outputs.refuse_input(str(path))
                target.mkdir(parents=True, exist_ok=True)
                disk.write(path, letter)
                letters += 1
        told = self.words("letters_done", count=letters, reports=len(rows), folder=click.format_filename(target))
        say(told)
        return is_whole


def _name(standing: ReportStanding, taken: set[str]) -> str:
    """A file's name that says whose letter it is and for which period; no two alike."""
    letters = (letter if letter.isascii() and letter.isalnum() else "-" for letter in fold(standing.office)[:60])
    period = standing.period
    parts = ["".join(letters).strip("-") or "-", *([] if period is None else [f"{period.year}-{period.number:02d}"])]
    stem = name = "-".join(parts)
    number = 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    taken.add(name)
    return name
