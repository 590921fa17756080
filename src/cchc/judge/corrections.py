"""What should stand in a cell instead, where that is certain: what is computed, what only stands in another column,
what the form itself prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

from cchc.finding import Finding
from cchc.judge.computation import Computation
from cchc.judge.diagnosis import blamed, mended_part
from cchc.judge.display import display, figure_text
from cchc.judge.echoes import MOVED, Echoes
from cchc.judge.precision import Match, compare
from cchc.record import field, frozen
from cchc.report import Claim, Entry
from cchc.text.spelling import squeeze, strip_markup
from cchc.value import Reported, Undefined

_LOCATED = "CCHC-T001"
"""The code of the one figure of a table that explains all that does not agree."""
_AT_MOST = "≤"
_QUANTITY, _UNIT = "quantity", "unit"
_ABSENT = {"absent": True}


@frozen
class Correction:
    """What a cell should say instead, as the form prints it.

    `column` is the cell's where it is not that of the figure itself; `moved_from` the column of the same line that the
    text is taken out of, where it only stands in the wrong one.
    """

    figure: str
    old: str | None = field(metadata={"json": "from"})
    new: str = field(metadata={"json": "to"})
    column: str | None = field(default=None, metadata=_ABSENT)
    moved_from: str | None = field(default=None, metadata=_ABSENT)


def corrections_of(places: Sequence[int], echoes: Echoes) -> tuple[Correction, ...]:
    """The corrections that mend all of some findings; none where one of them needs a person to decide."""
    own = [echoes.findings[place] for place in places if place not in echoes.targets]
    made = [(finding, correction(finding, echoes)) for finding in own]
    certain = list(merged(each for _, each in made if each is not None))
    for finding, each in made:
        if each is None and not any(_covers(known, finding) for known in certain):
            return ()
    return tuple(certain)


def _covers(correction: Correction, finding: Finding) -> bool:
    cell = finding.cell
    return correction.figure == finding.figure and cell is not None and cell.column == (correction.column or _QUANTITY)


def merged(corrections: Iterable[Correction]) -> Iterator[Correction]:
    """One correction a cell: what is computed stands before what was only moved there."""
    by_cell: dict[tuple[str, str | None], Correction] = {}
    for each in corrections:
        key = each.figure, each.column
        known = by_cell.get(key)
        if known is None or known.moved_from is not None:
            by_cell[key] = each
    yield from by_cell.values()


def correction(finding: Finding, echoes: Echoes) -> Correction | None:
    """What mends a finding, if that is certain."""
    computation, figure = echoes.computation, finding.figure
    if figure is None:
        return None
    if finding.code == _LOCATED:
        at_most = str(finding.expected).startswith(_AT_MOST)
        return None if at_most or not finding.expected else Correction(figure, finding.observed, finding.expected)
    entry = computation.entry(figure)
    if entry is None:
        return None
    if finding.code in MOVED:
        return _move(finding, figure, entry)
    if echoes.asks(finding, "unit_fits"):
        return _unit(computation, finding, figure)
    if echoes.asks(finding, "is_undefined"):
        return _without_a_rate(computation, figure, entry)
    claim = next((claim for claim in entry.claims if claim.cell == finding.cell), None)
    if finding.rule is None and claim is not None and finding.expected:
        return _recalculated(figure, entry, claim, finding.expected)
    return _computed(echoes, finding, figure, entry)


def _move(finding: Finding, figure: str, entry: Entry) -> Correction | None:
    if finding.cell is None:
        return None
    is_number = isinstance(entry.value, Reported) and entry.printed is not None
    text = entry.printed.text if is_number and entry.printed is not None else _text(finding.cell.text)
    return Correction(figure, _standing(entry, _QUANTITY), text, moved_from=finding.cell.column)


def _unit(computation: Computation, finding: Finding, figure: str) -> Correction | None:
    printed = computation.engine.edition.everything[figure].printed_unit
    if printed is None or finding.cell is None or finding.cell.column != _UNIT:
        return None
    return Correction(figure, finding.observed, printed, _UNIT)


def _without_a_rate(computation: Computation, figure: str, entry: Entry) -> Correction | None:
    """A line without a denominator says that nothing arose, be there an error or a figure."""
    word = computation.engine.edition.printed.get("not_arisen")
    if word is None or not isinstance(computation.values.get(figure), Undefined):
        return None
    return Correction(figure, _standing(entry, _QUANTITY), word, moved_from=_beside(entry))


def _recalculated(figure: str, entry: Entry, claim: Claim, expected: str) -> Correction | None:
    """A printed "a/b = c%" with its result put right; beside another rate its numbers may be what is wrong."""
    text, stated, printed = _text(claim.cell.text), claim.stated, entry.printed
    if stated is None or not stated.text or text.count(stated.text) != 1:
        return None
    if printed is not None and entry.cell != claim.cell and claim.denominator:
        true = Fraction(100 * claim.numerator, claim.denominator)
        if compare(printed, true) is not Match.AGREES:
            return None
    number = expected.rstrip(" %‰")
    return Correction(
        figure, text, text.replace(stated.text, number + stated.text.lstrip("0123456789.,")), claim.cell.column
    )


def _computed(echoes: Echoes, finding: Finding, figure: str, entry: Entry) -> Correction | None:
    computation = echoes.computation
    edition, value = computation.engine.edition, computation.values.get(figure)
    if figure not in computation.engine.index or not isinstance(value, Reported):
        return None
    lines = blamed(computation, figure)
    if lines and lines != (figure,):
        return _of_part(computation, figure)
    if not finding.expected or finding.expected != display(edition, figure, value, edition.languages[0]):
        return None
    is_error = finding.cell is not None and finding.cell in entry.errors
    if is_error and echoes.conflicts.undecided_by(figure):
        return None  # Its parts are to be put right first.
    beside = None if is_error else _beside(entry)
    return Correction(figure, _standing(entry, _QUANTITY), finding.expected, moved_from=beside)


def _of_part(computation: Computation, figure: str) -> Correction | None:
    """What the one part says that explains what does not agree; nothing where it may be another line that is wrong."""
    part, edition = mended_part(computation, figure), computation.engine.edition
    entry = None if part is None else computation.entry(part.name)
    if part is None or entry is None or _beside(entry) is not None:
        return None
    meant = figure_text(edition, part.name, part.meant, edition.languages[0])
    return Correction(part.name, _standing(entry, _QUANTITY), meant)


def _beside(entry: Entry) -> str | None:
    """The column of a figure that does not stand in its own."""
    if not isinstance(entry.value, Reported) or entry.cell is None or entry.cell.column == _QUANTITY:
        return None
    return entry.cell.column


def _standing(entry: Entry, column: str) -> str | None:
    cell = entry.cells.get(column)
    return _text(cell.text) or None if cell is not None else None


def _text(text: str) -> str:
    return squeeze(strip_markup(text))
