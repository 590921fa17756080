"""What an edition that is derived from another has to say of a report, and how its variants are set for the office."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from cchc.edition import Edition
from cchc.edition.amendment import EditionStatus
from cchc.finding import Finding, built_in
from cchc.reading.places import NOWHERE, Places
from cchc.reading.surroundings import Surroundings
from cchc.record import frozen
from cchc.report import Entry, Report, Row
from cchc.text.spelling import fold
from cchc.value import Missing, Reason
from cchc.words import Text, Translated

_BLANK = Entry(Missing(Reason.BLANK))


@frozen
class Variants:
    """How the variants of an edition are set for an office, by which place, and those for which nothing told how."""

    settings: Mapping[str, str]
    assumed: tuple[str, ...]
    place: str | None = None

    @classmethod
    def of(cls, edition: Edition, around: Surroundings, above: Iterable[Row], places: Places = NOWHERE) -> Variants:
        """By the places that the letterhead names; else as somebody says; else the default, aloud."""
        texts = [cell.text for row in above for cell in row.cells]
        return cls._by(edition, (*texts, around.office, around.title), around, places)

    @classmethod
    def of_values(cls, edition: Edition, report: Report) -> Variants:
        """As of a form, of plain values that say whose they are."""
        return cls._by(edition, (report.office, report.title), report, Places(report.place))

    @classmethod
    def _by(
        cls, edition: Edition, texts: Iterable[str | None], about: Surroundings | Report, places: Places
    ) -> Variants:
        if not edition.variants:
            return cls({}, ())
        names = fold(" ".join(filter(None, (*texts, about.superior))))
        known = [variant.knows(names) for variant in edition.variants.values()]
        place = about.superior if about.superior is not None or any(known) else places.of(about.office)
        if about.superior is None and place is not None:
            names = fold(place)
        day = about.period.end if about.period is not None else edition.in_force_from
        found = {id: variant.at(names, day) for id, variant in edition.variants.items()}
        settings = {id: edition.variants[id].default if held is None else held.value for id, held in found.items()}
        named = next(
            (each.place for v in edition.variants.values() for each in v.places if fold(each.place) in names), place
        )
        assumed = () if named is not None else tuple(edition.variants)
        return cls(settings, assumed, named)


def asked_only(entries: Mapping[str, Entry], edition: Edition, variants: Variants) -> dict[str, Entry]:
    """The entries; what is blank or left out on a line that is not asked is not missing, it does not apply."""
    settled = dict(entries)
    for id, line in edition.everything.items():
        if line.amendment is None or line.is_heading or edition.is_asked(id, variants.settings):
            continue
        entry = entries.get(id, _BLANK if line.formula is None else None)
        if entry is not None and entry.value == _BLANK.value:
            settled[id] = evolve(entry, value=Missing(Reason.NOT_APPLICABLE))
    return settled


def told(edition: Edition, entries: Mapping[str, Entry], variants: Variants) -> Iterator[Finding]:
    """F030 to F032: what the report is judged by where that is not the official form."""
    yield from _derived(edition)
    yield from _assumed(edition, variants)
    yield from _not_asked(edition, entries, variants)


def _derived(edition: Edition) -> Iterator[Finding]:
    """F030: the form of the period has not been seen, and what the report is judged by instead."""
    if edition.status is not EditionStatus.OFFICIAL and edition.status_note is not None:
        yield built_in(edition, "CCHC-F030", (), observed=edition.id, note=edition.status_note)


def _not_asked(edition: Edition, entries: Mapping[str, Entry], variants: Variants) -> Iterator[Finding]:
    """F031: lines that are filled in though they are not asked any more, or not of this office; all in one."""
    filled = [
        id
        for id, entry in entries.items()
        if not (edition.everything[id].is_heading or isinstance(entry.value, Missing))
        and not edition.is_asked(id, variants.settings)
    ]
    if filled:
        codes = ", ".join(edition.everything[id].path or id for id in filled)
        cell, reasons = entries[filled[0]].cell, _reasons(edition, filled, variants)
        yield built_in(edition, "CCHC-F031", tuple(filled), cell=cell, observed=codes, reasons=reasons)


def _reasons(edition: Edition, ids: Iterable[str], variants: Variants) -> Text:
    """Lines by what they are not asked for: since when, or where, and whose the desk is there."""

    def why(id: str, language: str) -> str:
        amendment = edition.everything[id].amendment
        if amendment is not None and amendment.ended is not None:
            return edition.judging.say(language, "not_asked", "ended", day=f"{amendment.ended:%d/%m/%Y}")
        told = [
            f"{variant.label[language]}: {variant.values[variants.settings[name]][language]}"
            for name in (amendment.applies if amendment is not None and amendment.applies else {})
            if (variant := edition.variants.get(name)) is not None
        ]
        where = variants.place or edition.judging.say(language, "choice_assumed")
        return edition.judging.say(language, "not_asked", "elsewhere", what=", ".join(told), where=where)

    def told(language: str) -> str:
        by_reason: dict[str, list[str]] = {}
        for id in ids:
            by_reason.setdefault(why(id, language), []).append(edition.everything[id].path or id)
        return "; ".join(f"{', '.join(codes)}: {reason}" for reason, codes in by_reason.items())

    return Translated({language: told(language) for language in edition.languages})


def _assumed(edition: Edition, variants: Variants) -> Iterator[Finding]:
    """F032: a variant that is set as in most places, for the report names no place of which anything is known."""
    for id in variants.assumed:
        variant = edition.variants[id]
        value = variant.values[variants.settings[id]]
        yield built_in(edition, "CCHC-F032", (), observed=variant.default, variant=variant.label, value=value)


def told_of_values(report: Report, edition: Edition) -> Report:
    """A report of plain values with what its edition has to say of it; what is not asked is not missing."""
    variants = Variants.of_values(edition, report)
    entries = asked_only(report.entries, edition, variants)
    findings = (*report.findings, *told(edition, entries, variants))
    settings = variants.settings or None
    return evolve(report, entries=entries, findings=findings, settings=settings, place=variants.place)
