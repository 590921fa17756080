"""Remarks that say of any figure that it is none of the line's own: "do quận tổ chức", "hoãn sang tháng 6"."""

from __future__ import annotations

from cchc.reading.cells.grammar import Remark, Saying
from cchc.reading.cells.phrasebook import Role, Where, is_in
from cchc.reading.cells.subject import Subject
from cchc.reading.cells.tokens import Phrases
from cchc.reading.cells.whose import is_by_others, is_figure_of_another


def is_disowned(remark: Remark, subject: Subject) -> bool:
    """Whether a remark says that another body did what a figure counts, or has it, or that it was put off."""
    said = remark.phrases
    return _is_put_off(said, subject) or is_by_others(said, subject) or is_figure_of_another(said, subject)


def _is_put_off(phrases: Phrases, subject: Subject) -> bool:
    """Whether a remark begins by saying that what was to be done was not: "hoãn sang tháng 6"."""
    rest = phrases[subject.noun_of(phrases) :]  # "hội nghị hoãn sang tháng 6"
    telling = [phrase for phrase in rest if not phrase.may_be(Role.NEUTRAL, Where.WORDS)]
    return bool(telling) and is_in(telling[0].text, Role.OTHER_MATTER, Where.UNDONE)


def only_remark(saying: Saying) -> Remark | None:
    """The remark that a text without numbers is; None where it says more."""
    return saying.remarks[0] if len(saying.remarks) == 1 and not saying.amounts else None
