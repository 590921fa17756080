"""Of several reports of one office for one period the one that counts; the others are told, and left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from cchc.batch.figures import edition_of
from cchc.cli.streams import say
from cchc.cli.words import Words
from cchc.due import Due
from cchc.filed.in_time import filing_of_all
from cchc.filed.in_time import told_when as when_filed
from cchc.filed.repeated import counting
from cchc.filed.rows import told_twice, told_when
from cchc.filed.standing import (
    Place,
    ReportStanding,
    filed_again,
    filing_of,
    form_of,
    office_key,
    same_offices,
)
from cchc.serialize import EvaluationRecord
from cchc.text.spelling import key

if TYPE_CHECKING:
    from cchc.batch.reports import Judged
    from cchc.catalogue import Catalogue


def counted(judged: Sequence[Judged], catalogue: Catalogue, words: Words, due: Due | None = None) -> list[Judged]:
    """The reports that count, with whether they were in time; which do not, and why, is told on standard error."""
    files: dict[object, Judged] = {}
    for number, each in enumerate(judged):
        # A file that is given by itself and in its folder is one.
        files.setdefault(number if each.source is None else (Path(each.source).resolve(), each.number), each)
    judged = list(files.values())
    standings = [_standing(each, number, catalogue, due) for number, each in enumerate(judged)]
    filings = {each.place: each.filing for each in standings}
    by_place = {each.place: (one, each) for one, each in zip(judged, standings, strict=True)}
    left_out: set[Place] = set()
    for alike in filed_again(standings, same_offices(standings)):
        chosen = counting([each.place for each in alike])
        left_out.update(chosen.others)
        filings[chosen.counts] = filing_of_all(alike)
        several = [by_place[place] for place in (chosen.counts, *chosen.others)]
        told = [evolve(each, errors=one.evaluation.summary.errors) for one, each in several]
        say(told_twice(told, words), is_error=True)
    kept = [(one, each) for one, each in zip(judged, standings, strict=True) if each.place not in left_out]
    named = zip(kept, _names(kept), strict=True)
    return [evolve(one, office=name, filing=filings[each.place]) for (one, each), name in named]


def late(judged: Sequence[Judged], catalogue: Catalogue, words: Words) -> list[str]:
    """Who was late, of reports that count, by form and period; nothing where nobody says by when they were due."""
    standings = [
        evolve(_standing(each, number, catalogue), office=each.called or "", filing=each.filing)
        for number, each in enumerate(judged)
    ]
    return list(told_when(list(when_filed(standings, same_offices(standings))), words))


def _names(reports: Sequence[tuple[Judged, ReportStanding]]) -> list[str]:
    """What the office of each report is called, however its reports spell it: as most of them do, the first of alike
    many; wards of one name under different superiors each with theirs."""
    spelled: dict[tuple[str, str], Counter[str]] = {}
    above: dict[tuple[str, str], str] = {}
    of = same_offices([each for _, each in reports])
    for one, each in reports:
        spelled.setdefault(of[each.place], Counter())[each.office] += 1
        above.setdefault(of[each.place], getattr(one.evaluation.report, "superior", None) or "")
    names = {office: ways.most_common(1)[0][0] for office, ways in spelled.items()}
    several = {name for name, count in Counter(names.values()).items() if count > 1}
    called = {office: f"{name} ({above[office]})" if name in several else name for office, name in names.items()}
    return [called[of[each.place]] for _, each in reports]


def _standing(judged: Judged, number: int, catalogue: Catalogue, due: Due | None = None) -> ReportStanding:
    """Of a report as far as its office goes; of one that names none, by what it goes by."""
    evaluation = judged.evaluation
    id = evaluation.edition if isinstance(evaluation, EvaluationRecord) else evaluation.edition.id
    report, edition = evaluation.report, edition_of(catalogue, str(id))
    office = report.office or judged.name or ""
    return ReportStanding(
        place=(judged.source, judged.number) if judged.source is not None else ("", number),
        form=form_of(edition, catalogue),
        office=office,
        known_by=office_key(report.office, edition) if report.office else key(office) or f"\0{number}",
        period=report.period,
        superior=key(getattr(report, "superior", None) or ""),
        filing=filing_of(report, edition, due),
    )
