"""Why the printed figure of a computed line is not the computed one, and which lines may be wrong by it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from cchc.edition import Edition, label_among
from cchc.formula.tree import mentions_of
from cchc.judge.computation import Computation
from cchc.judge.display import EachLanguage, figure_text
from cchc.judge.part_slips import PartSlip, is_slip, part_slips
from cchc.judge.precision import Diagnosis, Match, Operand, Pair, diagnose, is_telling
from cchc.judge.suspect_lines import suspects_of
from cchc.words import Text

_MOST = 2
"""More slips that would explain a figure explain nothing."""
_LAST_DIGIT = frozenset({Match.TRUNCATED, Match.OFF_BY_ONE})


def blamed(computation: Computation, id: str) -> tuple[str, ...]:
    """The lines one of which is wrong where a computed one does not agree, itself first if it may be."""
    found = suspects_of(computation).of(id)
    if id not in found or len(found) == 1:
        return found
    if slips := slips_in_parts(computation, id):
        return (id, *dict.fromkeys(slip.name for slip in slips))
    return (id,) if _is_explained(computation, id) else found


def _is_explained(computation: Computation, id: str) -> bool:
    """Whether the printed figure itself is a slip of the pen, or that of other lines, by more than chance.

    A rate of few digits is that of some pair of any long form, and any rate that of two lines that are none of its own.
    """
    why, line, entry = diagnose_line(computation, id), computation.engine.edition.figures[id], computation.entry(id)
    if why.match in (Match.UNEXPLAINED, *_LAST_DIGIT) or not line.kind.is_rate:
        return why.match is not Match.UNEXPLAINED
    assert entry is not None and entry.printed is not None and line.formula is not None
    if any(not pair.part.name for pair in why.pairs):  # the line itself prints it
        return True
    own = {*mentions_of(line.formula)}
    is_of_own = all(own.intersection((pair.part.name, pair.whole.name)) for pair in why.pairs)
    return is_telling(entry.printed) and is_of_own


def mended_part(computation: Computation, id: str) -> PartSlip | None:
    """The one part that explains what does not agree, where all of it leaves one figure for that."""
    suspects = suspects_of(computation)
    part = suspects.only_part(id)
    meant = () if part is None else suspects.meant(id, part)
    return None if part is None or len(meant) != 1 else PartSlip(part, _read(computation, part), meant[0])


def slips_in_parts(computation: Computation, id: str) -> tuple[PartSlip, ...]:
    """What a part of a computed line would have to be: the only one that explains what does not agree, or one in which
    a slip of the pen does."""
    suspects, line = suspects_of(computation), computation.engine.edition.figures[id]
    if suspects.only_part(id) is not None:
        mended = mended_part(computation, id)
        return () if mended is None else (mended,)
    if line.kind.is_rate:
        return part_slips(computation, id)
    found = [
        PartSlip(part, read, meant)
        for part in suspects.of(id)
        for meant in suspects.meant(id, part)
        if is_slip(read := _read(computation, part), meant, computation.engine.edition.figures[part].measure)
    ]
    return tuple(found) if len(found) <= _MOST else ()


def _read(computation: Computation, id: str) -> Fraction:
    return Fraction(str(computation.figure(id)))


def diagnosis(computation: Computation, id: str) -> Text:
    """Why the printed figure of a line is not the computed one, in words."""
    edition, is_rate = computation.engine.edition, computation.engine.edition.figures[id].kind.is_rate
    found, slips = diagnose_line(computation, id), slips_in_parts(computation, id)
    lines = blamed(computation, id)
    is_of_parts = id not in lines or (bool(slips) and found.match is Match.UNEXPLAINED)

    def words(language: str) -> str:
        told = [] if is_of_parts else list(_match_words(computation, found, lines, language, is_rate=is_rate))
        for slip in slips:
            about = {"line": line_name(edition, slip.name, language), **_slip_figures(edition, slip, language)}
            if is_rate:
                told.append(edition.judging.say(language, "part_slip", "or" if told else "alone", **about))
            else:
                told.append(edition.judging.say(language, "figure_slip", "or" if told else "alone", **about))
        return " ".join(told)

    return EachLanguage(edition.languages, words)


def _match_words(
    computation: Computation, found: Diagnosis, lines: tuple[str, ...], language: str, *, is_rate: bool
) -> Iterator[str]:
    """What the printed figure is: of a rate, that of other numbers; of any other figure, one of several that may be
    wrong."""
    edition = computation.engine.edition
    if is_rate or found.match in _OF_ANY:
        pairs = "; ".join(_pair_words(computation, pair, language) for pair in found.pairs)
        yield edition.judging.say(language, "diagnosis", found.match, pairs=pairs)
    else:
        names = ", ".join(line_name(edition, line, language) for line in lines)
        is_alone = found.match is Match.UNEXPLAINED and len(lines) == 1
        yield edition.judging.say(language, "figure_diagnosis", "alone" if is_alone else found.match, lines=names)


_OF_ANY = frozenset({Match.POINT_MOVED, Match.DIGITS_SWAPPED})


def line_name(edition: Edition, id: str, language: str) -> str:
    """What a line is called in a sentence: its code, or its label where no code is its own."""
    path = edition.everything[id].path
    is_own = any(map(str.isalnum, path.rpartition(".")[2])) and sum(
        each.path == path for each in edition.everything.values()
    ) == 1  # fmt: skip
    return path if is_own else f"“{label_among(edition, id)[language]}”"


def _slip_figures(edition: Edition, slip: PartSlip, language: str) -> dict[str, str]:
    def text(figure: Fraction) -> str:
        is_count = not edition.figures[slip.name].kind.has_decimals
        return str(figure) if is_count else figure_text(edition, slip.name, figure, language)

    return {"read": text(slip.read), "meant": text(slip.meant)}


def diagnose_line(computation: Computation, id: str) -> Diagnosis:
    """Hold the printed figure of a computed line against its own; a rate against other operands of the form, too."""
    entry, exact = computation.entry(id), computation.exact(id)
    assert entry is not None and entry.printed is not None and exact is not None
    formula, kind = computation.engine.edition.everything[id].formula, computation.engine.edition.everything[id].kind
    if not kind.is_rate:
        return diagnose(entry.printed, exact, ())
    counts = _declared_counts(computation)
    ids = mentions_of(formula) if formula is not None else ()
    own = [count for count in counts if count.name in ids]
    others = [count for count in counts if count.unit is not None and count.unit in {each.unit for each in own}]
    on_the_line = [(Operand(claim.numerator, ""), Operand(claim.denominator, "")) for claim in entry.claims]
    standing = [each for id in ids for each in _standing(computation, id)]
    tiers = (on_the_line, _pairs(own + standing, own + standing), _pairs(own, others), _pairs(others, others))
    return diagnose(entry.printed, exact, tiers, kind.per)


def _pairs(some: list[Operand], others: list[Operand]) -> Iterator[tuple[Operand, Operand]]:
    """Each of some with each of others, either way; equal counts give 100 % whatever they are, which tells nothing."""
    for one, other in product(some, others):
        if one.number != other.number:
            yield one, other
            yield other, one


def _standing(computation: Computation, id: str) -> Iterator[Operand]:
    """The whole numbers above zero that stand on a line beside its figure: "7" in "7 (lũy kế: 12)"."""
    from cchc.reading.cells.content import READ
    from cchc.reading.cells.grammar import parse

    entry = computation.entry(id)
    cells = [entry.cells[column] for column in READ if column in entry.cells] if entry is not None else []
    for cell in cells:
        for number in parse(cell.text).numbers:
            is_count = not number.percent and number.value == number.value.to_integral_value() and number.value > 0
            if is_count and number.value != computation.figures.get(id):
                yield Operand(int(number.value), id, computation.engine.edition.everything[id].unit)


def _declared_counts(computation: Computation) -> list[Operand]:
    """Every count above zero that the form states."""
    everything = computation.engine.edition.everything
    return [
        Operand(figure, id, everything[id].unit)
        for id, figure in computation.figures.items()
        if isinstance(figure, int) and not isinstance(figure, bool) and figure > 0
    ]


def _pair_words(computation: Computation, pair: Pair, language: str) -> str:
    edition = computation.engine.edition
    text = f"{pair.part.number}/{pair.whole.number}"
    named = [operand.name for operand in (pair.part, pair.whole) if operand.name in edition.everything]
    if named:
        text += " (" + " / ".join(f"“{label_among(edition, name)[language]}”" for name in named) + ")"
    if pair.match is Match.TRUNCATED:
        text += edition.judging.say(language, "pair_truncated")
    return text
