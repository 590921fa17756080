"""Which of several forms a file is, by how it is read as each."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cchc.catalogue import Catalogue
from cchc.errors import ReadError
from cchc.reading.budget import BEYOND
from cchc.reading.refusal import no_form
from cchc.report import Report

_LACKING = "CCHC-F001"
"""What tells that a line of the form is not in the file."""
Read = Callable[[Catalogue], tuple[Report, ...]]
"""Reads the reports of a file as those of a form."""


def likeliest(told: tuple[Catalogue, ...], read: Read, source: str) -> tuple[Report, ...]:
    """The reports of a file that is called as several forms are: of that one which its office files, and which leaves
    the least of it over and lacks the least; a refusal where none does before all others."""
    found = _readable(told, read)
    if not found:
        return read(told[0])
    best = max(_fit(reports) for _, reports in found)
    fitting = [(of, reports) for of, reports in found if _fit(reports) == best]
    if len(fitting) > 1:
        raise no_form(source, [of.edition for of, _ in fitting], are_alike=True)
    return fitting[0][1]


def _fit(reports: tuple[Report, ...]) -> tuple[int, int, int, int]:
    """How well a file is of the form that it was read as."""
    return (
        sum(report.office is not None for report in reports),
        sum(report.superior is not None for report in reports),
        -sum(len(report.unplaced) for report in reports),
        -sum(len(each.indicators) for report in reports for each in report.findings if each.code == _LACKING),
    )


def _readable(catalogues: Iterable[Catalogue], read: Read) -> list[tuple[Catalogue, tuple[Report, ...]]]:
    """The forms that a file can be read as, with what it reads."""
    found: list[tuple[Catalogue, tuple[Report, ...]]] = []
    for catalogue in catalogues:
        try:
            found.append((catalogue, read(catalogue)))
        except ReadError as error:
            if error.why in BEYOND:
                raise
    return found


def of_another_form(catalogue: Catalogue, refused: ReadError, read: Read) -> tuple[Report, ...]:
    """The reports of a file that is of another form than the one at hand, by its headings; or why it is of none."""
    if refused.why != "other_form" or not catalogue.others:
        raise refused
    found = _readable(catalogue.others, read)
    if len(found) == 1:
        return found[0][1]
    known = [of.edition for of, _ in found] or [catalogue.edition, *(other.edition for other in catalogue.others)]
    raise no_form(refused.source or "", known, are_alike=bool(found))
