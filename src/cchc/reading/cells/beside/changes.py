"""What a remark says came to a figure since another time, held against it: "tăng 3 tin so với tháng trước (10 tin)"."""

from __future__ import annotations

from decimal import Decimal

from cchc.reading.cells.grammar import Saying
from cchc.reading.cells.phrasebook import Role, Where, is_in
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases, TokenKind

_TWO = 2


def changed_to(saying: Saying, subject: Subject) -> Decimal | None:
    """What a figure is by how much it rose or fell, and what it was; None where a remark does not say just that."""
    if subject.is_rate or len(saying.amounts) != _TWO or saying.remarks:
        return None
    change, before = saying.amounts
    if not (change.is_count and before.is_count and before.depth > change.depth and not before.lead.phrases):
        return None
    is_of_earlier = any(
        phrase.may_be(Role.EARLIER, Where.BEFORE, Where.AFTER) or phrase.may_be(Role.CHANGE, Where.AFTER)
        for phrase in change.after
    )
    if not is_of_earlier or subject.counts_other(before.after) or subject.counts_other(change.after):
        return None
    for way, sign in ((Where.MORE, 1), (Where.LESS, -1)):
        if says_change(change.lead.phrases, way):
            return before.number.value + sign * change.number.value
    return None


def says_change(phrases: Phrases, way: Where) -> bool:
    """Whether words say that something rose, or fell."""
    return any(phrase.kind is TokenKind.PHRASE and is_in(phrase.text, Role.CHANGE, way) for phrase in phrases)
