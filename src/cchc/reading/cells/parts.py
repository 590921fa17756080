"""What a cell lists of its figure: parts that add up to it or not, its own items by their numbers, what came of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, pairwise

from cchc.reading.cells.grammar import Saying, Shape, Stated
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.phrasebook import Role, Where, parting, says_in, sides, table
from cchc.reading.cells.senses import Sense, Sensed, place_of, senses
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, Token, TokenKind
from cchc.value import Wording

_ADDABLE = (Shape.SINGLE, Shape.TOTALLED)
_PASSED_OVER = (Role.NEUTRAL, Role.CONNECTIVE, Role.PARTS, Role.TOTAL, Role.MONTH)


def contradicts(main: Sensed, found: Sequence[Sensed], saying: Saying, subject: Subject) -> bool:
    """Whether the parts that are listed behind a figure cannot make it: "5 (3 công văn, 3 kế hoạch)".

    Behind "trong đó" some may be left out, and what are no kinds may overlap: "23 người, trong đó 12 nữ, 15 đảng viên".
    """
    listed = _listed(main, found)
    if len(listed) < 2:
        return False
    is_some, amounts = says_some(saying), [each.amount for each in listed]
    if not all(map(_is_clean, listed)):
        is_some = True  # of what is parted by states some may be left out
    elif not (
        all(_is_kind(each, subject) or (not is_some and _is_labelled(each, subject)) for each in amounts)
        or (not is_some and _are_all(listed, saying, subject))
    ):
        return False
    sums = list(accumulate(each.number.value for each in amounts))
    value = main.amount.number.value
    # Two ways of parting it may stand in one list: "6 (1 khiếu nại, 5 phản ánh; 4 đã xong, 2 chưa xong)".
    return value not in sums[1:] and (sums[-1] > value or not is_some)


def _listed(main: Sensed, found: Sequence[Sensed]) -> list[Sensed]:
    """The parts that stand beside each other behind a figure; none if something else stands among them."""
    behind = [each for each in found if each is not main and each.sense is not Sense.SHARE]
    parts = [each for each in behind if each.sense is Sense.PART] or behind
    depth = min((each.amount.depth for each in parts), default=0)
    listed = [each for each in behind if each.amount.depth <= depth]
    return listed if all(map(_is_clean, listed)) or _is_parting(listed, main) else []


def _is_clean(part: Sensed) -> bool:
    is_plain = part.sense is Sense.PART and part.wording is Wording.PLAIN
    return is_plain and not part.counts_other and part.amount.shape in _ADDABLE


def _is_parting(listed: Sequence[Sensed], main: Sensed) -> bool:
    """Whether parts are told by states of which each thing has but one: "893 hồ sơ (đúng hạn 886, quá hạn 7)"."""
    if not all(each.amount.shape in _ADDABLE and not each.counts_other for each in listed):
        return False
    return any(not _is_in(group, main) and all(_is_in(group, each) for each in listed) for group in parting())


def _is_in(group: frozenset[str], sensed: Sensed) -> bool:
    return any(word in group for word in _named(sensed.amount))


def kinds_listed(found: Sequence[Sensed], subject: Subject) -> Decimal | None:
    """What the kinds add up to that a text lists of what the line counts, and nothing else; None for any other text."""
    if len(found) < 2 or not all(_is_kind(each.amount, subject) and each.amount.shape in _ADDABLE for each in found):
        return None
    are_meant = all(each.wording is Wording.PLAIN and each.sense in (Sense.OWN, Sense.PART) for each in found)
    are_meant = are_meant or _are_sides(found, subject)
    names = [tuple(_named(each.amount)) for each in found]
    if not are_meant or len(set(names)) < len(names) or len({each.amount.depth for each in found}) > 1:
        return None
    return sum((each.amount.number.value for each in found), Decimal(0))


def _are_sides(found: Sequence[Sensed], subject: Subject) -> bool:
    """Whether numbers are of all the kinds that the label names together: "trực tuyến 297, trực tiếp 950"."""
    named = [frozenset(_named(each.amount)) for each in found]
    said = frozenset[str]().union(*named)
    return any(
        len(group) == len(named) and group <= said and all(len(group & words) == 1 for words in named)
        for group in subject.sides
    )


def kinds_beside(main: Sensed, others: Sequence[Sensed], subject: Subject) -> Decimal:
    """How many of its kinds stand beside a figure that may be counted with it or not: "05 VB và 02 thông báo"."""
    if main.sense is not Sense.OWN:
        return Decimal(0)
    said = [phrase.text for phrase in main.amount.after]
    beside = [each for each in others if each.sense is Sense.OWN and subject.is_kind(each.amount.after)]
    made = sum((each.amount.number.value for each in beside), Decimal(0))
    is_other = all([phrase.text for phrase in each.amount.after] != said for each in beside)
    return made if is_other and made != main.amount.number.value else Decimal(0)


def carried_beside(main: Sensed, found: Sequence[Sensed], subject: Subject) -> Decimal:
    """How many of before stand beside a figure of what is new, to which they may belong: "tồn 2, mới 3".

    Where the line asks for what is done, and the figure is said to be that, nothing of before is counted with it.
    """
    is_fresh = is_new(main.amount)
    is_asked = (main.labelled and subject.asks_what_is_done) or (is_fresh and asks_for_new(subject))
    if len(found) < 2 or is_asked or _is_sum(main, found):
        return Decimal(0)
    own = place_of(main, found)
    for place, each in enumerate(found):
        if each is main or each.amount.depth != main.amount.depth or each.counts_other or each.sense not in _BESIDE:
            continue
        is_before = place < own and each.wording in _STOCK
        if is_carried(each.amount) or ((is_before or is_fresh) and _says(each.amount, Where.EITHER)):
            return each.amount.number.value
    return Decimal(0)


def asks_for_new(subject: Subject) -> bool:
    """Whether a line counts what has come to what there was."""
    return any(f" {each} " in subject.own for each in table(Role.CARRIED, Where.FRESH))


def _is_sum(main: Sensed, found: Sequence[Sensed]) -> bool:
    """Whether a figure is what the others beside it make."""
    others = [each.amount.number.value for each in found if each is not main and each.amount.depth == main.amount.depth]
    return len(others) > 1 and sum(others) == main.amount.number.value


_BESIDE = (Sense.OWN, Sense.EXCLUDED, Sense.MONTH)
_STOCK = (Wording.REMAINDER, Wording.OTHER_MATTER, Wording.PLAIN)


def is_new(amount: Stated) -> bool:
    """Whether a number is said to be of what has come to what there was."""
    return _says(amount, Where.FRESH)


def is_carried(amount: Stated) -> bool:
    """Whether a number is said to be of what there was before."""
    return _says(amount, Where.WORDS)


def _says(amount: Stated, where: Where) -> bool:
    """Whether the words around a number say that it is of before, or new; its noun says nothing: "3 tồn tại"."""
    said = (phrase for phrase in (*amount.lead.phrases, *amount.after) if not phrase.may_be(Role.NOUN, Where.WORDS))
    words = f" {' '.join(phrase.text for phrase in said)} "
    return says_in(words, Role.CARRIED, where)


def _named(amount: Stated) -> Iterator[str]:
    """What a number is said to be of, without words that tell nothing."""
    for phrase in (*amount.lead.phrases, *amount.after):
        if not phrase.uses or not all(role in _PASSED_OVER for role, _ in phrase.uses):
            yield phrase.text


def _is_kind(amount: Stated, subject: Subject) -> bool:
    """Whether a number is said to be of one kind of what the line counts, and nothing more."""
    if not amount.lead.phrases and subject.is_kind(amount.after):
        return True
    telling = [phrase for phrase in (*amount.lead.phrases, *amount.after) if not _tells_nothing(phrase)]
    return subject.is_kind(tuple(telling)) or (len(telling) == 1 and any(telling[0].text in group for group in sides()))


def _is_labelled(amount: Stated, subject: Subject) -> bool:
    """Whether words before a number alone say what it is of: "loa 8, web 4"."""
    is_said = any(not _tells_nothing(phrase) or " " in phrase.text for phrase in amount.lead.phrases)
    return is_said and subject.noun_of(amount.after) == len(amount.after)


def _tells_nothing(phrase: Token) -> bool:
    return bool(phrase.uses) and all(role in _PASSED_OVER for role, _ in phrase.uses)


def says_some(saying: Saying) -> bool:
    """Whether a word says that what follows are some of the parts, or that the rest follows unnumbered."""
    remarks = [phrase for remark in saying.remarks for phrase in remark.phrases]
    leading = [phrase for amount in saying.amounts for phrase in (*amount.lead.phrases, *amount.after)]
    return any(_is_among(phrase, Where.SOME) for phrase in (*remarks, *leading))


def _is_among(phrase: Token, where: Where) -> bool:
    listed = table(Role.PARTS, where, bare=phrase.text.isascii())
    return phrase.text in listed or any(phrase.text.startswith(f"{each} ") for each in listed)


def enumerated(main: Sensed, found: Sequence[Sensed], saying: Saying) -> Sequence[Sensed]:
    """The numbers behind a figure that only name what it counts: "3 nhiệm vụ (NV 1, 4, 6)" has just three, in order.

    Behind the number of one that is named as such come those of others: "3 văn bản (số 98, 33, 12)".
    """
    bracketed = (remark.phrases for remark in saying.remarks if remark.bracketed and remark.follows)
    named = sum(each.kind is TokenKind.NAME for phrases in bracketed for each in phrases)
    behind = found[place_of(main, found) + 1 :]
    listed = [each for each in behind if each.amount.depth > main.amount.depth or each.sense is Sense.PART]
    values = [each.amount.number.value for each in listed]
    is_bare = all(
        each.sense in (Sense.PART, Sense.NOTE) and each.amount.shape is Shape.SINGLE and not each.amount.after
        for each in listed
    )
    is_row = bool(named) or all(a < b for a, b in pairwise(values))
    is_row = is_row and len(values) + named == main.amount.number.value > 1
    return listed if is_bare and is_row else ()


def summands(main: Sensed, found: Sequence[Sensed]) -> Sequence[Sensed]:
    """The bare numbers in brackets behind a figure that make it: "61 (31; 30)"."""
    listed = [each for each in found if each is not main and each.amount.depth > main.amount.depth]
    are_bare = all(each.amount.shape is Shape.SINGLE and not _said_of(each) for each in listed)
    made = sum(each.amount.number.value for each in listed)
    return listed if len(listed) > 1 and are_bare and made == main.amount.number.value else ()


def _said_of(sensed: Sensed) -> bool:
    return bool(sensed.amount.lead.phrases or sensed.amount.after or sensed.amount.lead.sign)


def result_of(main: Sensed, found: Sequence[Sensed], subject: Subject) -> Sensed | None:
    """Another number that is said to be what came of a figure: "15 (thực hiện 12)" may be a plan and its result.

    A line of which others count parts asks for what was to be done.
    """
    if subject.is_whole or main.labelled:
        return None
    value = main.amount.number.value
    for each in found:
        if each is not main and each.sense in (Sense.PART, Sense.OWN) and each.amount.number.value != value:
            is_own = subject.noun_of(each.amount.after) == len(each.amount.after)
            if is_own and _is_led(each.amount.lead.phrases, Role.RESULT):
                return each
    return None


def is_corrected(main: Sensed, found: Sequence[Sensed]) -> bool:
    """Whether another number is said to have taken the place of a figure, or to stand for it elsewhere.

    "162, nay còn 159", "893 (số trên hệ thống 890)".
    """
    others = [each.amount for each in found if each is not main]
    return any(_is_led(each.lead.phrases, Role.CORRECTED) or _is_elsewhere(each, main.amount) for each in others)


def corrects(amount: Stated, value: int | Decimal, subject: Subject) -> bool:
    """Whether a number beside a figure is said to be what that should be: "đề nghị sửa thành 6", "thực tế 6".

    Of what was planned or assigned the form asks for the plan, whatever there is in fact.
    """
    if amount.number.value == value or amount.shape is not Shape.SINGLE:
        return False
    is_own = subject.noun_of(amount.after) == len(amount.after)
    lead = amount.lead.phrases
    asked = next((end for end in range(len(lead), 0, -1) if not _asks(lead[end - 1], subject)), 0)
    is_plan = subject.asks_what_is_planned and not subject.asks_what_is_done
    return is_own and (_is_led(lead, Role.CORRECTED) or (not is_plan and _is_led(lead[:asked], Role.IN_FACT)))


def _asks(phrase: Token, subject: Subject) -> bool:
    """Whether a word is what the line asks to have been done: "thực tế mới hoàn thành 4"."""
    return is_matter(phrase) and subject.asks_for(phrase) > 0


def _is_elsewhere(other: Stated, main: Stated) -> bool:
    words = " ".join(phrase.text for phrase in other.lead.phrases)
    begins = table(Role.CORRECTED, Where.BEGINS, bare=words.isascii())
    begun = any(f"{words} ".startswith(f"{each} ") for each in begins)
    is_bare = [phrase.text for phrase in other.after] in ([], [phrase.text for phrase in main.after])
    return begun and is_bare and other.shape is Shape.SINGLE and other.number.value != main.number.value


def _is_led(lead: Phrases, role: Role) -> bool:
    """Whether a word of a role leads to a number; words that say nothing may lie between: "thực tế chỉ có 3"."""
    listed = table(role, Where.NEXT, bare=all(phrase.text.isascii() for phrase in lead))
    for end in range(len(lead), 0, -1):
        # Whole phrases only: "từ đầu năm đến nay là 21" has no "nay là".
        if any(" ".join(phrase.text for phrase in lead[start:end]) in listed for start in range(end)):
            return True
        if role is not Role.IN_FACT or not lead[end - 1].may_be(Role.NEUTRAL, Where.WORDS):
            return False
    return False


def add_up_otherwise(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether a remark lists all that a figure is made of, and it makes another: "gồm 7 tin loa, 6 bài" beside 12.

    Behind "trong đó" it may list some, and of kinds no more than the figure.
    """
    if len(saying.amounts) < 2 or saying.remarks:
        return False
    found = senses(saying, subject)
    values = [each.amount.number.value for each in found]
    made = sum(values)
    if made == value or value in values:
        return False
    if says_some(saying):
        return made > value and _are_kinds(found, subject)
    return (
        _are_all(found, saying, subject)
        or _are_of_one_noun(found, subject)
        or (_are_kinds(found, subject) and 2 * made > value)
    )


def _are_kinds(listed: Sequence[Sensed], subject: Subject) -> bool:
    """Whether each number is of another kind of what the line counts, wherever that is: "8 tin trên loa, 5 bài"."""
    kinds = [_kind(each.amount, subject) for each in listed]
    are_single = all(each.amount.is_count and not each.amount.lead.sign and not each.amount.depth for each in listed)
    return are_single and "" not in kinds and len(set(kinds)) == len(kinds)


def _kind(amount: Stated, subject: Subject) -> str:
    """The kind that a number bears, where no more is said of it than at what place or about what."""
    if any(not phrase.may_be(Role.PARTS, Where.WORDS) for phrase in amount.lead.phrases):
        return ""
    size = subject.kind_of(amount.after)
    rest = amount.after[size:]
    is_plain = not rest or rest[0].may_be(Role.TOPIC, Where.WORDS)
    return " ".join(phrase.text for phrase in amount.after[:size]) if is_plain else ""


def _are_of_one_noun(listed: Sequence[Sensed], subject: Subject) -> bool:
    """Whether numbers are listed that each bear the noun of the line, and no more: "28 lượt, 23 lượt"."""
    return all(
        each.sense in (Sense.OWN, Sense.PART)
        and each.wording is Wording.PLAIN
        and each.amount.shape is Shape.SINGLE
        and subject.noun_of(each.amount.after) == len(each.amount.after) > 0
        for each in listed
    )


def _are_all(listed: Sequence[Sensed], saying: Saying, subject: Subject) -> bool:
    """Whether a word says that all that a figure is made of follows, each with the noun of the line."""
    first = [*listed[0].amount.lead.phrases[:1], *(each for remark in saying.remarks for each in remark.phrases[-1:])]
    return any(phrase.may_be(Role.PARTS, Where.WORDS) for phrase in first) and all(
        each.amount.shape is Shape.SINGLE
        and not each.amount.number.percent
        and (subject.noun_of(each.amount.after) or subject.kind_of(each.amount.after)) > 0
        for each in listed
    )
