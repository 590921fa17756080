"""Why a report is judged by this edition and no other, in words."""

from __future__ import annotations

from cchc.edition import Edition
from cchc.edition.amendment import EditionStatus
from cchc.edition.choice import Choice, ChosenBy
from cchc.judge.display import EachLanguage
from cchc.report import Report


def chosen_by(report: Report, edition: Edition | None) -> ChosenBy:
    """Why a report is judged by an edition; None for one that was asked for by its name."""
    if edition is None:
        return ChosenBy.NAMED
    if report.day is None:
        return ChosenBy.NO_PERIOD if report.rows or report.tables else ChosenBy.FIGURES
    if not edition.holds_on(report.day):
        return ChosenBy.OUTSIDE
    return ChosenBy.DATED if report.period is None else ChosenBy.PERIOD


def choice(edition: Edition, report: Report, why: ChosenBy, drafts: tuple[str, ...] = ()) -> Choice:
    """All that there is to say of it."""
    return Choice(
        edition=edition.id,
        status=edition.status,
        why=why,
        message=EachLanguage(edition.languages, lambda language: _told(edition, report, why, drafts, language)),
        on=report.day,
        in_force_from=edition.in_force_from,
        in_force_to=edition.in_force_to,
        in_force_certainty=edition.in_force_certainty,
        form=report.form,
        place=report.place,
        settings=report.settings,
        passed_over=drafts or None,
    )


def _told(edition: Edition, report: Report, why: ChosenBy, drafts: tuple[str, ...], language: str) -> str:
    """ "vì kỳ báo cáo kết thúc ngày 31/08/2025; Bộ phận Một cửa: … (Quảng Ninh)"."""
    day = "" if report.day is None else f"{report.day:%d/%m/%Y}"
    told = [edition.judging.say(language, "choice", why, day=day)]
    for id, value in (report.settings or {}).items():
        if id in edition.variants:
            variant, where = edition.variants[id], report.place or edition.judging.say(language, "choice_assumed")
            told.append(f"{variant.label[language]}: {variant.values[value][language]} ({where})")
    if drafts:
        told.append(edition.judging.say(language, "choice_passed_over", drafts=", ".join(drafts)))
    elif edition.status is EditionStatus.DRAFT and why is not ChosenBy.NAMED:
        told.append(edition.judging.say(language, "choice_only_draft"))
    return "; ".join(told)
