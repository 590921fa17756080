"""`cchc sample`: a folder of made-up reports, to try things on."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, assert_never

import click

from cchc import disk
from cchc.cli.interface import Command, edition_option, language_option, load
from cchc.cli.streams import say
from cchc.cli.words import Words
from cchc.period import Period, PeriodKind, format_date
from cchc.record import frozen
from cchc.text.spelling import fold
from cchc.words import LANGUAGES, face

if TYPE_CHECKING:
    from cchc.batch.samples.forms import FiledForm
    from cchc.catalogue import Catalogue
    from cchc.evaluation import Evaluation

_KINDS = ("xlsx", "xlsx", "docx", "xlsx", "text", "docx", "html", "xlsx")
"""Of eight clerks, the kinds of file that they send."""
_PACKED = ("xlsx", "docx")
_A_DOZEN = 12
"""Of so many reports of the last month one is missing, one damaged, one filed twice."""


class _Fate(Enum):
    """What befalls a report on its way."""

    DAMAGED = auto()
    MISSING = auto()
    TWICE = auto()


@click.command("sample", cls=Command)
@click.argument("folder", metavar="FOLDER", type=click.Path(file_okay=False))
@click.option("--offices", metavar="N", type=click.IntRange(1, 1000), default=24)
@click.option("--months", metavar="N", type=click.IntRange(1, 12), default=3)
@click.option("--seed", metavar="N", type=int, default=2024)
@click.option("--force", "is_forced", is_flag=True)
@edition_option
@language_option
@click.pass_obj
def command(
    words: Words, folder: str, offices: int, months: int, seed: int, edition: str | None, *, is_forced: bool
) -> int:
    place = Path(folder)
    if not is_forced and place.is_dir() and any(place.iterdir()):
        raise click.UsageError(words("folder_is_taken", folder=folder))
    catalogue = load(words, edition)
    files = dict(_Filing(seed).files(_filled(words, catalogue, offices, months, seed)))
    for name, data in files.items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.write_all({path: data})
    say(words("sample_done", count=len(files), folder=click.format_filename(folder)))
    return 0


@frozen
class _Filled:
    """A made-up report of an office for a period, judged as far as it takes to write it."""

    office: str
    period: Period
    evaluation: Evaluation


def _filled(words: Words, catalogue: Catalogue, offices: int, periods: int, seed: int) -> list[_Filled]:
    if catalogue.indicators:
        from cchc.batch.samples.forms import filed_forms

        forms = filed_forms(catalogue, offices, periods, seed=seed)
        return [_Filled(form.office, form.period, _of_lines(form, catalogue, seed)) for form in forms]
    from cchc.illustration.filled import filled_rightly
    from cchc.illustration.office_tables import filed_tables

    tables = filed_tables(catalogue, catalogue.home, offices, periods, seed=seed)
    made = [_Filled(each.office, each.period, each.evaluation) for each in tables]
    if not made:
        has_example = bool(filled_rightly(catalogue, catalogue.home))
        raise click.UsageError(words("sample_none" if has_example else "sample_of_example", edition=catalogue.id))
    if (few := len({each.period for each in made})) < periods:
        say(words.counted("sample_few", few), is_error=True)
    return made


def _of_lines(form: FiledForm, catalogue: Catalogue, seed: int) -> Evaluation:
    from cchc.reading.cells import sample_report
    from cchc.writers.questions import Questions

    edition, period = catalogue.edition, form.period
    title = Questions(edition, edition.languages[0]).title(period.kind, period.year, period.number)
    about = {"title": title, "office": form.office, "superior": form.superior, "period": period}
    if (day := _dated(form.office, period, seed)) is not None:
        about["date"] = day
    return catalogue.evaluate(sample_report({**form.lines}, edition, **about))


def _dated(office: str, period: Period, seed: int) -> str | None:
    """The day that a report says it was made on: mostly within days of the close, of some later; a few say none."""
    chance = random.Random(f"{seed} {office} {period}")  # noqa: S311 - to be the same again is what it is for
    days = chance.choice((1, 1, 2, 2, 3, 3, 4, 4, 5, 8, None))
    return None if days is None else format_date(period.end + dt.timedelta(days))


@frozen
class _Filing:
    """How made-up reports come in: as various kinds of file, a few of them damaged, twice or not at all."""

    seed: int

    def files(self, forms: Sequence[_Filled]) -> Iterator[tuple[str, bytes]]:
        """Files by their names, a folder a month."""
        chance = random.Random(self.seed)  # noqa: S311 - to be the same again is what it is for
        last = max(form.period.end for form in forms)
        offices = list(dict.fromkeys(form.office for form in forms))
        kinds = dict(zip(offices, chance.choices(_KINDS, k=len(offices)), strict=True))
        drawn = chance.sample(offices, len(offices)) if len(offices) >= _A_DOZEN else []
        # Of a text that was cut off the rest can still be read.
        drawn.sort(key=lambda office: kinds[office] not in _PACKED)
        fates = dict(zip(drawn, _Fate, strict=False))
        for form in forms:
            name, data = self._file(form, kinds[form.office])
            match fates.get(form.office) if form.period.end == last else None:
                case None:
                    yield name, data
                case _Fate.MISSING:
                    pass
                case _Fate.DAMAGED:
                    yield name, data[: len(data) // 2]
                case _Fate.TWICE:
                    yield name, data
                    yield name.replace(".", f"-{_corrected(form)}.", 1), data
                case other:
                    assert_never(other)

    def _file(self, form: _Filled, kind: str) -> tuple[str, bytes]:
        from cchc.writers.formats import FORMATS, Filed

        written = next(each for each in FORMATS if each.name == kind)
        data = written.write(Filed(form.evaluation, _home(form)))
        name = fold(form.office).replace(" ", "-")
        return f"{_folder(form.period)}/{name}{written.suffixes[0]}", data


def _corrected(form: _Filled) -> str:
    """What the name of a file says that is filed again, in the form's language."""
    return fold(face("writing").say(_home(form), "sample_corrected")).replace(" ", "-")


def _home(form: _Filled) -> str:
    """The form's language, or that in which cchc speaks on forms of others."""
    home = form.evaluation.edition.languages[0]
    return home if home in LANGUAGES else LANGUAGES[-1]


def _folder(period: Period) -> str:
    """A folder a period: "2024-05", of a quarter "2026-Q1"."""
    from cchc.batch.figures import period_code

    return f"{period.year}-{period.number:02d}" if period.kind is PeriodKind.MONTH else period_code(period)
