"""What a remark says of a count, held against the form: fractions, rates, what the lines beside it count."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from fractions import Fraction
from operator import attrgetter

from attrs import evolve

from cchc.edition import Edition, IndicatorKind
from cchc.formula.tree import Tree, is_share_of_rest, parts_of
from cchc.reading.cells.beside.beyond import counts_all, counts_more, lists_more
from cchc.reading.cells.beside.bounded import bound_of
from cchc.reading.cells.beside.counted_amiss import is_in_time, is_left
from cchc.reading.cells.beside.left_over import count_of, leaves_otherwise
from cchc.reading.cells.beside.negated import leaves_someone_out
from cchc.reading.cells.beside.reckoned import are_counted, each_of, is_otherwise
from cchc.reading.cells.beside.shares_said import tells_another_share_of
from cchc.reading.cells.content import EXPLANATION
from cchc.reading.cells.deeds import says
from cchc.reading.cells.further import said_in_all
from cchc.reading.cells.grammar import LONGEST_KEPT, Saying, Shape, Stated, parse
from cchc.reading.cells.lexicon import Lexicon
from cchc.reading.cells.matters import is_matter, labelled
from cchc.reading.cells.phrasebook import Role, Where, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.times import is_time_named
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.record import frozen
from cchc.report import Entry
from cchc.text.claims import find_claims
from cchc.value import Cell, Wording

_OPEN = (Wording.PLAIN, Wording.MARKED, Wording.SPELT, Wording.IN_SENTENCE, Wording.PART_OF_WHOLE)


def told_otherwise(entries: Mapping[str, Entry], edition: Edition) -> Mapping[str, Entry]:
    """The entries; those whose remark cannot be right beside the figures of the form are said to be contradicted."""
    asked = {id: evolve(entries[id], wording=Wording.DENIED, against=cell) for id, cell in _asked(entries, edition)}
    return {**entries, **asked} if asked else entries


def _asked(entries: Mapping[str, Entry], edition: Edition) -> Iterator[tuple[str, Cell]]:
    for id, entry in entries.items():
        cell = entry.cells.get(EXPLANATION)
        if cell is None or cell is entry.cell or entry.wording not in _OPEN or entry.candidates:
            continue
        if len(cell.text) > LONGEST_KEPT:  # a story, which would be parsed once more
            continue
        line, value = edition.indicators.get(id), count_of(entries, id)
        if line is not None and line.formula is not None and line.kind is IndicatorKind.PERCENTAGE:
            if _is_against_rate(line.formula, cell.text, entries, edition):
                yield id, cell
            continue
        if line is None or value is None or line.kind is not IndicatorKind.COUNT:
            continue
        if not (any(map(str.isdigit, cell.text)) or id in edition.wholes):
            continue
        held = _Held.of(Subject(line, Lexicon.of(edition)), value, cell.text, entries)
        wholes = [count_of(entries, each) for each in edition.wholes.get(id, ())]
        if (
            leaves_otherwise(cell.text, value, wholes, held.subject, [figure for _, figure in held.below])
            or (value > 0 and value in wholes and leaves_someone_out(held.saying, held.subject))
            or (held.saying.amounts and _is_against(held))
            or tells_another_share_of(held.saying, value, wholes, held.subject)
        ):
            yield id, cell


def _is_against_rate(formula: Tree, text: str, entries: Mapping[str, Entry], edition: Edition) -> bool:
    """Whether what stands beside a rate cannot be right beside the part of which it is the share: "còn 9 quá hạn"."""
    is_rest = is_share_of_rest(formula)
    for part, whole in parts_of(formula):
        value, line = count_of(entries, part), edition.indicators.get(part)
        if value is None or line is None or line.kind is not IndicatorKind.COUNT:
            continue
        held = _Held.of(Subject(line, Lexicon.of(edition)), value, text, entries)
        wholes = [count_of(entries, whole)]
        if wholes[0]:
            rest = wholes[0] - value if is_rest else None
            held = evolve(held, rest=rest, share=Fraction(value if rest is None else rest, wholes[0]))
        is_left = leaves_otherwise(text, value, wholes, held.subject)
        is_left = is_left or tells_another_share_of(held.saying, value, wholes, held.subject)
        if is_left or (held.saying.amounts and _is_against(held)):
            return True
    return False


@frozen
class _Held:
    """A count with its remark, and the lines with their figures that count wholes or parts of the same things."""

    subject: Subject
    value: int
    text: str
    saying: Saying
    entries: Mapping[str, Entry]
    above: tuple[tuple[Subject, int | None], ...]
    below: tuple[tuple[Subject, int | None], ...]
    summands: tuple[tuple[Subject, int | None], ...]
    """The lines of which the form declares the count to be the sum."""
    rest: int | None = None
    """What it leaves of its whole, where that is what a rate is the share of."""
    share: Fraction | None = None
    """The rate that the remark stands beside, as the form makes it."""

    @classmethod
    def of(cls, subject: Subject, value: int, text: str, entries: Mapping[str, Entry]) -> _Held:
        lines = subject.lexicon.edition.indicators

        def figures(beside: Callable[[Subject], Iterable[Subject]]) -> tuple[tuple[Subject, int | None], ...]:
            reached = _reached(subject, beside)
            return tuple((each, count_of(entries, id)) for id, each in reached.items() if id in lines)

        saying = parse(text, style=subject.style)
        above, below = figures(attrgetter("wholes")), figures(attrgetter("parts"))
        known = {line.indicator.id for line, _ in below}
        others = (lines[id] for id in subject.lexicon.edition.summands.get(subject.indicator.id, ()) if id not in known)
        summands = tuple((evolve(subject, indicator=line), count_of(entries, line.id)) for line in others)
        return cls(subject, value, text, saying, entries, above, below, summands)

    @property
    def lines(self) -> tuple[tuple[Subject, int | None], ...]:
        """The line itself and those of its wholes, its parts and what it is the sum of."""
        return ((self.subject, self.value), *self.above, *self.below, *self.summands)

    @property
    def figures(self) -> frozenset[int]:
        return frozenset(figure for figure in (self.rest, *(each for _, each in self.lines)) if figure is not None)

    @property
    def lacks_whole(self) -> bool:
        """Whether a line that counts the whole has no figure."""
        return any(figure is None for _, figure in self.above)


def _reached(subject: Subject, beside: Callable[[Subject], Iterable[Subject]]) -> Mapping[str, Subject]:
    """The lines that are reached from one by what stands beside each, without itself."""
    found, waiting = dict[str, Subject](), [subject]
    while waiting:
        for each in beside(waiting.pop()):
            id = each.indicator.id
            if id not in found and id != subject.indicator.id:
                found[id] = each
                waiting.append(each)
    return found


# --- fractions and rates ---------------------------------------------------------------------------


def _tells_other_fraction(held: _Held) -> bool:
    """Whether a fraction is none of the form's: "8/20 nhiệm vụ" beside 7 of 20, "297/1.427 hồ sơ" of 1.247."""
    claims = {(claim.numerator, claim.denominator) for claim in find_claims(held.text)}
    told = ((amount, _fraction(amount)) for amount in held.saying.amounts)
    return any(
        (fraction in claims or amount.is_said) and _is_other(*fraction, amount, held)
        for amount, fraction in told
        if fraction
    )


def _fraction(amount: Stated) -> tuple[int, int] | None:
    if amount.shape is not Shape.FRACTION or amount.depth or len(amount.numbers) < 2:
        return None
    part, whole = amount.numbers[:2]
    if part.percent or whole.percent:
        return None
    return int(part.value), int(whole.value)


def _is_other(part: int, whole: int, amount: Stated, held: _Held) -> bool:
    figures = held.figures
    if whole and Fraction(part, whole) == held.share:
        return False  # "75/100" beside 75 %, of 3 of 4
    if part != held.value and part == whole and any(whole == figure for _, figure in held.above):
        said = (*amount.lead.phrases, *amount.after)
        return any(is_matter(phrase) and held.subject.asks_for(phrase) > 1 for phrase in said)  # "đủ 48/48", of 45
    if (part in figures and whole in figures) or held.lacks_whole or not _speaks_of_lines(amount, held):
        return False
    if not held.above and not held.below:
        is_named = held.subject.noun_of(amount.after) > 0
        return is_named and held.value not in (part, whole)
    return bool(held.above) or part != held.value  # of the largest whole the form has none that it is a part of


def _tells_other_rate(held: _Held) -> bool:
    """Whether a rate is none that the figures of the form make: "đạt 28,32%" beside 297 of 1.247."""
    shared = [held.value, *([] if held.rest is None else [held.rest])]
    wholes = [Decimal(100 * share) / figure for _, figure in held.above if figure for share in shared]
    parts = [Decimal(100 * figure) / held.value for _, figure in held.below if figure is not None and held.value]
    if held.lacks_whole or not (wholes or parts):
        return False
    return any(
        amount.number.percent
        and amount.shape is Shape.SINGLE
        and not amount.depth
        and bound_of(amount) == 0
        and _speaks_of_lines(_without_deeds(amount), held)
        and not any(_agrees(amount, made) for made in (*wholes, *parts))
        for amount in held.saying.amounts
    )


def _without_deeds(amount: Stated) -> Stated:
    """An amount without the words before it that say no more than that it is, or was reached: "chiếm", "đạt"."""
    deeds = table(Role.NEUTRAL, Where.DEEDS), table(Role.NEUTRAL, Where.DEEDS, bare=True)
    lead = tuple(phrase for phrase in amount.lead.phrases if not any(phrase.text in each for each in deeds))
    return evolve(amount, lead=evolve(amount.lead, phrases=lead))


def _agrees(amount: Stated, made: Decimal) -> bool:
    """Whether a rate is that which figures make, rounded or cut off at its own decimals."""
    last = Decimal(1).scaleb(-amount.number.decimals)
    return amount.number.value in (made.quantize(last, ROUND_HALF_UP), made.quantize(last, ROUND_DOWN))


# --- what the lines beside count -------------------------------------------------------------------


def _counts_line_otherwise(held: _Held) -> bool:
    """Whether a remark gives what a line of the form asks another figure than that line has.

    "Trong đó 868 hồ sơ đúng hạn" where the form has 886; what several numbers are said to be of, they make together.
    """
    amounts = [amount for amount in held.saying.amounts if amount.is_count]
    is_made = len(amounts) > 1 and sum(amount.number.value for amount in amounts) == held.value
    summands = {subject.indicator.id for subject, _ in held.summands}
    if is_made and not summands:
        return False
    told: dict[tuple[str, ...], Decimal] = {}
    for amount in amounts:
        asking = _asking(amount, held)
        if asking:
            told[asking] = told.get(asking, Decimal(0)) + amount.number.value
    known = {subject.indicator.id: figure for subject, figure in held.lines}
    others = {figure for id, figure in known.items() if id not in (held.subject.indicator.id, *summands)}
    return any(
        (value not in others if not is_made else summands.issuperset(ids))
        and all(known[id] is not None and known[id] != value for id in ids)
        for ids, value in told.items()
    )


def _asking(amount: Stated, held: _Held) -> tuple[str, ...]:
    """The lines that ask for what a number is said to be of, more than the others do; none where that is not said."""
    if not amount.is_count or amount.depth or amount.lead.sign or not _speaks_of_lines(amount, held, may_be_part=True):
        return ()
    said = _said(amount, held.subject)
    going = [phrase for phrase in said if phrase.may_be(Role.IN_PROGRESS, Where.BEGINS)]
    if any(not says(subject.own, phrase) for phrase in going for subject, _ in held.lines):
        return ()  # "3 TTHC đang tích hợp" are none of those that are
    matters = tuple(phrase for phrase in said if is_matter(phrase) or held.subject.asks_for_amiss(phrase))
    if not matters:
        return ()
    asked = {subject.indicator.id: _asked_for(matters, subject) for subject, _ in held.lines}
    most = max(asked.values())
    is_part = any(phrase.may_be(Role.PARTS, Where.WORDS) for phrase in said) or not held.subject.noun_of(amount.after)
    if not most or (is_part and most == asked[held.subject.indicator.id]):
        return ()
    alike = tuple(id for id, how in asked.items() if how == most and _are_of_one_time(id, held))
    if most == 1 and len(alike) > 1:
        return ()  # what only the heading says, that all are under
    return alike if len(alike) == sum(how == most for how in asked.values()) else ()


def _asked_for(matters: Phrases, subject: Subject) -> int:
    amiss = 2 if any(map(subject.asks_for_amiss, matters)) else 0
    return max(labelled(matters, subject), amiss)


def _are_of_one_time(id: str, held: _Held) -> bool:
    """Whether a line adds up over time as the one at hand does, or has what there is by now."""
    lines = held.subject.lexicon.edition.indicators
    ways = {str(lines[id].over_time), str(held.subject.indicator.over_time)} - {"last"}
    return len(ways) < 2


def _said(amount: Stated, subject: Subject) -> Phrases:
    """The words around a number but for its noun."""
    return (*amount.lead.phrases, *amount.after[subject.noun_of(amount.after) :])


def _speaks_of_lines(amount: Stated, held: _Held, *, may_be_part: bool = False) -> bool:
    """Whether a number is said to be of nothing but what the lines at hand ask: of no other time, plan or part."""
    if amount.lead.sign:
        return False
    if amount.after and not held.subject.noun_of(amount.after) and held.subject.counts_other(amount.after):
        return False
    return all(_is_of_lines(phrase, held, may_be_part=may_be_part) for phrase in _said(amount, held.subject))


def _is_of_lines(phrase: Token, held: _Held, *, may_be_part: bool) -> bool:
    if phrase.kind is not TokenKind.PHRASE:
        return False
    if may_be_part and phrase.may_be(Role.PARTS, Where.WORDS):
        return True
    if phrase.may_be(Role.NEUTRAL, Where.WORDS) and not phrase.may_be(Role.TOPIC, Where.WORDS):
        return True
    if held.subject.asks_for_amiss(phrase) or held.subject.noun_of((phrase,)):
        return True
    return any(
        subject.asks_for(phrase) > 0 if is_matter(phrase) else says(subject.own, phrase) for subject, _ in held.lines
    )


def _leaves_other_rest(held: _Held) -> bool:
    """Whether a remark gives figures of the form, and of what is left another number than they leave.

    "Giao 23, có mặt 20, còn thiếu 5".
    """
    amounts = held.saying.amounts
    if len(amounts) <= 1 or not all(each.is_count and not each.lead.sign and not each.depth for each in amounts):
        return False
    left = [each.number.value for each in amounts if is_left(each) and not is_in_time(each)]
    told = {each.number.value for each in amounts if not is_left(each)}
    if len(left) != 1 or not told <= held.figures or len(told) == 0:
        return False
    figures = held.figures | {held.value}
    return left[0] not in figures and all(abs(one - other) != left[0] for one in figures for other in figures)


def _makes_otherwise_of_each(held: _Held) -> bool:
    """Whether a remark gives so many for each of some things, of which there are too many or too few for the figure.

    "Mỗi hội nghị 40 người" beside 61, where the line above has 2 meetings.
    """
    found = each_of(held.saying, held.subject)
    if found is None:
        return False
    each, thing = found
    count = are_counted(held.saying, thing, each)
    if count is None:
        count = _counted_near(thing, held)
    return count is not None and is_otherwise(each, count, held.value)


def _counted_near(thing: str, held: _Held) -> Decimal | None:
    """How many of some things the one line under the same heading has that counts them."""
    subject = held.subject
    near = [evolve(subject, indicator=line) for line in subject.near]
    counting = [each.indicator.id for each in near if thing in each.nouns or thing in each.bare_nouns]
    count = count_of(held.entries, counting[0]) if len(counting) == 1 else None
    return None if count is None else Decimal(count)


def _counts_beyond(held: _Held) -> bool:
    """Whether a remark counts more of the line's things than there are, by itself or together."""
    if held.lacks_whole or held.value == 0:
        return False
    others = [figure for _, figure in held.above if figure is not None]
    return (
        counts_more(held.saying, held.value, others, held.subject)
        or lists_more(held.saying, held.value, held.subject)
        or counts_all(held.saying, held.value, held.subject)
    )


_CHECKS: tuple[Callable[[_Held], bool], ...] = (
    _tells_other_fraction,
    _tells_other_rate,
    _counts_line_otherwise,
    _leaves_other_rest,
    _makes_otherwise_of_each,
    _counts_beyond,
)


def _is_against(held: _Held) -> bool:
    return not _is_of_other_time(held) and any(check(held) for check in _CHECKS)


def _is_of_other_time(held: _Held) -> bool:
    """Whether a remark speaks of a time that is not said to be the line's own; till when it is may be told."""
    own = _OWN_TIME.get(str(held.subject.indicator.over_time))
    phrases = said_in_all(held.saying)
    for before, phrase in zip((None, *phrases), phrases, strict=False):
        is_end = before is not None and before.may_be(Role.TILL, Where.WORDS)
        if phrase.kind is TokenKind.NAME and is_time_named(phrase.text) and not is_end:
            return True
        if any(phrase.may_be(role, *_AROUND) for role in _TIMES if role is not own):
            return True
    return False


_OWN_TIME = {"flow": Role.MONTH, "cumulative": Role.CUMULATIVE}
_TIMES = (Role.MONTH, Role.CUMULATIVE, Role.EARLIER)
_AROUND = (Where.BEFORE, Where.AFTER)
