"""Lines that ask for a rate."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve

from cchc.edition import IndicatorKind
from cchc.exact import half_up, rate
from cchc.formula.tree import is_share_of_rest
from cchc.reading.cells.beside.denials import is_denied, valued
from cchc.reading.cells.content import QUANTITY, Content, Holds
from cchc.reading.cells.grammar import Shape, Stated, parse
from cchc.reading.cells.line import Line
from cchc.reading.cells.offered import printed
from cchc.reading.cells.phrasebook import Role, Where
from cchc.reading.cells.times import names_of_time, of_another_time
from cchc.report import Claim, Entry
from cchc.value import Candidate, PrintedNumber, Reason, Wording


def percentage(line: Line) -> Entry:
    """A rate: the first printed number, else the one rate of a sentence, else what a claim states."""
    claims = tuple(
        claim
        for content in line.contents
        if _may_claim(content)
        for claim in content.claims()
        if not _is_of_else(claim, line)
    )
    own, word = line.own_text, line.word
    if own is not None and own.verdict is not None and own.verdict.number is None:
        return _asked(line, own, claims)
    found = line.holding(Holds.NUMBER)
    if found:
        return _rate_among(line, found, claims)
    if word is not None and word.reason is not Reason.BLANK:
        return line.missing(claims=claims)
    for text in line.texts:
        if text.verdict is not None:
            return _rate_of(line, text, claims)
    stated = [claim for claim in claims if claim.stated is not None]
    if stated:
        return _rate_stated(line, stated, claims)
    if claims and line.indicator.formula is None and line.indicator.kind is IndicatorKind.PERCENTAGE:
        return _rate_of_fraction(line, claims)
    if own is not None and not own.claims():
        return line.unreadable(own, claims=claims)
    return line.missing(claims=claims)


def _may_claim(content: Content) -> bool:
    return content.holds is Holds.TEXT or content.verdict is not None


def _is_of_else(claim: Claim, line: Line) -> bool:
    """Whether a fraction is what was to be reached, or of another time: "mục tiêu là 2/4", "tháng 4 đạt 25% (5/20)"."""
    subject = line.subject
    amounts = parse(claim.cell.text, rate=True, style=subject.style).amounts
    for place, amount in enumerate(amounts):
        values = [number.value for number in amount.numbers[:2]]
        if amount.shape is Shape.FRACTION and values == [claim.numerator, claim.denominator]:
            before = amounts[place - 1].lead.phrases if amount.depth and place else ()
            lead = (*before, *amount.lead.phrases)
            if of_another_time(names_of_time(lead), subject) or any(
                phrase.may_be(role, Where.BEFORE, Where.WORDS) for phrase in lead for role in (Role.PLAN, Role.EARLIER)
            ):
                return True
            if _is_of_rest(amount, line):
                return True
    return False


def _is_of_rest(amount: Stated, line: Line) -> bool:
    """Whether a fraction is said to be of those of which the rate is not: "đã sử dụng 20/23" beside 13,04 unused."""
    subject, (part, whole) = line.subject, amount.numbers[:2]
    printed_rate = next((number.number for number in line.holding(Holds.NUMBER) if number.column == QUANTITY), None)
    if printed_rate is None or not whole.value:
        return False
    left = _ALL - _ALL * part.value / whole.value
    if abs(left - printed_rate.value) >= Decimal(1).scaleb(-printed_rate.decimals):
        return False
    lead, said = amount.lead.phrases, (*amount.lead.phrases, *amount.after[subject.noun_of(amount.after) :])
    if subject.indicator.formula is not None and is_share_of_rest(subject.indicator.formula):
        return bool(lead) and not any(phrase.may_be(Role.NOT_YET, Where.BEGINS) for phrase in said)
    return any(phrase.may_be(role, Where.BEFORE, Where.AFTER, Where.BEGINS) for phrase in said for role in _LEFT)


_ALL = 100
_LEFT = (Role.REMAINDER, Role.NOT_YET, Role.IN_PROGRESS)


def _asked(line: Line, text: Content, claims: tuple[Claim, ...]) -> Entry:
    """The entry of a text whose numbers are no exact rate; those of other cells are offered too."""
    assert text.verdict is not None
    others = tuple(each for other in line.holding(Holds.NUMBER) for each in other.candidates())
    return line.ambiguous(text.candidates() + others, claims=claims, wording=text.verdict.wording)


def _rate_among(line: Line, found: tuple[Content, ...], claims: tuple[Claim, ...]) -> Entry:
    first, *others = found
    number = first.number
    assert number is not None
    figures = (Candidate(other.number, other.cell) for other in others if other.number is not None)
    differing = tuple(each for each in figures if not _same_rate(each.number, number))
    if first.column != QUANTITY and is_denied(line, number):
        return line.ambiguous(first.candidates() + differing, claims=claims, wording=Wording.SEVERAL)
    if _is_small(line, number):
        return line.ambiguous(_both_ways(first, number, line.indicator.kind), claims=claims, wording=Wording.SMALL_RATE)
    return valued(line, first, number.value, printed=number, candidates=differing, claims=claims)


def _is_small(line: Line, number: PrintedNumber) -> bool:
    """Whether a rate may as well be a part of one: no more than 1, no sign, and no figures to compute it from."""
    return line.indicator.formula is None and not number.percent and 0 < number.value <= 1


def _both_ways(content: Content, number: PrintedNumber, kind: IndicatorKind) -> tuple[Candidate, ...]:
    """A small rate as hundredths (or thousandths), and as a part of one."""
    as_part = printed(kind.per * number.value)
    sign = "%" if kind.per == 100 else "‰"
    return tuple(
        Candidate(evolve(each, text=f"{each.text.strip()} {sign}"), content.cell) for each in (number, as_part)
    )


def _same_rate(one: PrintedNumber, other: PrintedNumber) -> bool:
    """Whether one number may be the other with fewer decimals, rounded or cut off."""
    last_place = Decimal(1).scaleb(-min(one.decimals, other.decimals))
    same_decimals = one.decimals == other.decimals
    return one.value == other.value if same_decimals else abs(one.value - other.value) < last_place


def _rate_of(line: Line, text: Content, claims: tuple[Claim, ...]) -> Entry:
    assert text.verdict is not None
    number = text.verdict.number
    if number is None:
        return _asked(line, text, claims)
    return valued(line, evolve(text, wording=text.verdict.wording), number.value, printed=number, claims=claims)


def _rate_stated(line: Line, stated: Iterable[Claim], claims: tuple[Claim, ...]) -> Entry:
    """What the claims of the line agree on."""
    numbers = [(claim.stated, claim.cell) for claim in stated if claim.stated is not None]
    (first, cell), *others = numbers
    if not all(_same_rate(first, other) for other, _ in others):
        candidates = tuple(Candidate(number, place) for number, place in numbers)
        return line.ambiguous(candidates, claims=claims, wording=Wording.SEVERAL)
    content = next(content for content in line.contents if content.cell == cell)
    return line.entry(first.value, content, printed=first, claims=claims)


def _rate_of_fraction(line: Line, claims: tuple[Claim, ...]) -> Entry:
    """A fraction where the form has no figures for it: out of a hundred it is the rate, else the rate is offered."""
    first = claims[0]
    content = next(content for content in line.contents if content.cell == first.cell)
    if first.denominator == 0:
        return line.unreadable(content, claims=claims)
    decimals = line.indicator.decimals
    value = rate(half_up(100 * first.numerator, first.denominator, decimals), decimals)
    number = PrintedNumber(value, decimals, percent=True, text=f"{value:f} %".replace(".", ","))
    if first.denominator == 100 and len(claims) == 1:
        number = PrintedNumber(Decimal(first.numerator), 0, percent=True, text=first.text)
        return valued(line, evolve(content, wording=Wording.MARKED), number.value, printed=number, claims=claims)
    return line.ambiguous((Candidate(number, first.cell),), claims=claims, wording=Wording.SEVERAL)
