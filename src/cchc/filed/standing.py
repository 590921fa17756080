"""How reports stand among others: of which office and period each is, and which one came just before it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from cchc.due import Due, Filing
from cchc.edition import Severity
from cchc.period import Period, PeriodKind
from cchc.reading.stationery import Stationery
from cchc.record import field, frozen
from cchc.text.spelling import key
from cchc.words import LANGUAGES, Translated, data

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue
    from cchc.edition import Edition
    from cchc.evaluation import Evaluation
    from cchc.finding import Finding
    from cchc.report import Report
    from cchc.serialize.evaluation import Header

Place = tuple[str, int]
"""A file, and which of its reports."""


@frozen
class ReportStanding:
    """A report among others, and what was found in it."""

    place: Place
    form: str
    office: str
    """As the report names it; by the name of its file, where it names none."""
    known_by: str
    """By what reports of one office are told to be of one."""
    period: Period | None = None
    superior: str = ""
    filing: Filing | None = None
    """Whether it was in time, where it is known by when it was to be filed."""
    errors: int = 0
    warnings: int = 0
    cause: Mapping[str, str] = field(factory=dict)
    """What is wrong first of all, by language."""

    @property
    def source(self) -> str:
        return self.place[0]

    @property
    def duty(self) -> tuple[str, PeriodKind | None]:
        """What is to be filed over and over: a form, for periods of one length."""
        return self.form, None if self.period is None else self.period.kind


def standing_of(
    place: Place,
    evaluation: Evaluation,
    findings: Sequence[Finding],
    catalogue: Catalogue,
    due: Due | None = None,
    *,
    with_cause: bool,
) -> ReportStanding:
    """Of a report that was judged, by those of its findings that are asked for; what is wrong first of all only if
    that is, too. `due` is by when it was to be filed, where that is not as its edition says."""
    counts = Counter(finding.severity for finding in findings)
    report, edition, source = evaluation.report, evaluation.edition, place[0]
    return ReportStanding(
        place=place,
        form=form_of(edition, catalogue),
        office=report.office or PurePath(source).stem,
        known_by=known_by(report, edition) or f"\0{source}",
        period=report.period,
        superior=key(report.superior or ""),
        filing=filing_of(report, edition, due),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        cause=_worst(evaluation, findings) if with_cause else {},
    )


def filing_of(report: Report | Header, edition: Edition, due: Due | None = None) -> Filing | None:
    """Whether a report was in time; None where nobody says by when it was to be filed."""
    by, period = due or Due.by(edition.calendar), report.period
    if by is None or period is None or (day := by.on(period)) is None:
        return None
    return Filing.of(period, day, report.date)


def _worst(evaluation: Evaluation, findings: Sequence[Finding]) -> Mapping[str, str]:
    """The gravest of the causes of the findings asked for."""
    chosen, found = set(map(id, findings)), evaluation.findings
    for cause in evaluation.causes:
        if cause.severity is not Severity.INFO and any(id(found[place]) in chosen for place in cause.findings):
            return Translated({language: cause.title[language] for language in (*cause.title, *LANGUAGES)})
    return {}


def form_of(edition: Edition, catalogue: Catalogue) -> str:
    """The form that an edition is of, by the first of its editions."""
    folder = catalogue.of_id(edition.id).folder
    return edition.id if folder is None else _form_in(folder, edition.id)


@lru_cache(maxsize=64)
def _form_in(folder: Path, edition: str) -> str:
    from cchc.load import siblings

    return next((each.id for each in siblings(folder)), edition)


def known_by(report: Report, edition: Edition) -> str:
    """What a report calls its office, whatever is written before it and however it is spelt: "UBND phường 1" is
    "PHƯỜNG 1"."""
    return "" if report.office is None else office_key(report.office, edition)


def office_key(name: str, edition: Edition) -> str:
    """An office however it is written: "ỦY BAN NHÂN DÂN XÃ A" is "UBND xã A"."""
    own = key(Stationery.of(edition).own_name(name))
    return next((short + own[len(whole) :] for whole, short in _in_short() if own.startswith(whole)), own)


def short_name(name: str) -> str:
    """An office as files are called by it: of "UBND xã A" xã A."""
    own = key(name)
    begins = sorted((each for pair in _in_short() for each in pair), key=len, reverse=True)
    return next((own[len(each) :] for each in begins if own.startswith(f"{each} ")), own)


@cache
def _in_short() -> list[tuple[str, str]]:
    return [(key(whole), key(short)) for whole, short in data("form")["offices"]["short"]]


def same_offices(standings: Sequence[ReportStanding]) -> dict[Place, tuple[str, str]]:
    """The office of each report; wards of one name under different superiors are two."""
    superiors: dict[str, set[str]] = {}
    for each in standings:
        if each.superior:
            superiors.setdefault(each.known_by, set()).add(each.superior)
    return {each.place: (each.known_by, _superior(each, superiors.get(each.known_by, set()))) for each in standings}


def filed_again(
    standings: Sequence[ReportStanding], offices: Mapping[Place, tuple[str, str]]
) -> list[list[ReportStanding]]:
    """The reports of one office on one form for one period, where there are several."""
    return [files for files in filed_together(standings, offices) if len(files) > 1]


def filed_together(
    standings: Sequence[ReportStanding], offices: Mapping[Place, tuple[str, str]]
) -> list[list[ReportStanding]]:
    """The reports of one office on one form for one period."""
    same: dict[object, list[ReportStanding]] = {}
    for each in standings:
        if each.period is not None:
            same.setdefault((offices[each.place], each.form, each.period), []).append(each)
    return list(same.values())


def _superior(standing: ReportStanding, known: set[str]) -> str:
    """Who stands over an office; a report that does not say it is that of the only one of its name."""
    return standing.superior if len(known) > 1 else ""


def predecessors(standings: Sequence[ReportStanding]) -> dict[Place, Place]:
    """For each report the one of the same office and form for the period of the same length that ends where its begins.

    Where two are, nobody can say which of them counts, and there is none.
    """
    office = same_offices(standings)
    ending: dict[object, list[Place]] = {}
    for each in standings:
        if each.period is not None:
            ending.setdefault((office[each.place], each.duty, each.period.end), []).append(each.place)
    found: dict[Place, Place] = {}
    for each in standings:
        if each.period is not None:
            day_before = each.period.start - dt.timedelta(days=1)
            before = ending.get((office[each.place], each.duty, day_before), ())
            if len(before) == 1:
                found[each.place] = before[0]
    return found


def to_judge_again(files: Iterable[str], befores: Mapping[Place, Place]) -> list[tuple[str, dict[int, Place]]]:
    """The files with reports that have one before them, and where that is, by which of the file's reports it is."""
    needed: dict[str, dict[int, Place]] = {}
    for (source, number), before in befores.items():
        needed.setdefault(source, {})[number] = before
    return [(file, needed[file]) for file in dict.fromkeys(files) if file in needed]
