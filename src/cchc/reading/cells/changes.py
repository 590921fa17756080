"""What a remark says came to a figure since another time, held against it: "tăng 3 tin so với tháng trước (10 tin)"."""

from __future__ import annotations

from decimal import Decimal

from cchc.reading.cells.grammar import Saying, Stated
from cchc.reading.cells.phrasebook import Role, Where, table
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import TokenKind

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
        if _is_led(change, way):
            return before.number.value + sign * change.number.value
    return None


def _is_led(change: Stated, way: Where) -> bool:
    lead = [phrase for phrase in change.lead.phrases if phrase.kind is TokenKind.PHRASE]
    return any(phrase.text in table(Role.CHANGE, way, bare=phrase.text.isascii()) for phrase in lead)
