"""States of which each thing has but one: done, under way, not yet. What is listed of them makes all that there is."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from cchc.reading.cells.deeds import is_done
from cchc.reading.cells.grammar import Saying, Stated
from cchc.reading.cells.matters import is_matter
from cchc.reading.cells.parts import says_some
from cchc.reading.cells.phrasebook import Role, Where, halves, parting, says_in, table
from cchc.reading.cells.remarks import begins_undone
from cchc.reading.cells.subject import Subject


def are_states_of_other(saying: Saying, value: int | Decimal, subject: Subject) -> bool:
    """Whether numbers are of states of which each thing has but one, and make more than the figure, or fewer.

    Where some are said to be done and others not, these are all. Other states may go unsaid: "trước hạn 9, quá hạn 7".
    """
    amounts = [amount for amount in saying.amounts if not amount.depth]
    if len(amounts) < 2 or not all(amount.is_count and not amount.lead.sign for amount in amounts):
        return False
    if value in (made := sum(amount.number.value for amount in amounts), *(each.number.value for each in amounts)):
        return False
    stated = [_states_said(amount) for amount in amounts]
    for place, group in enumerate(parting()):
        states = [each[place] for each in stated]
        if "" in states or len(set(states)) < len(states) or any(f" {word} " in subject.own for word in group):
            continue
        are_all = any(map(begins_undone, states)) and not all(map(begins_undone, states))
        return made > value or (are_all and not says_some(saying))
    return _are_steps_of_other(amounts, made, value, subject) and not says_some(saying)


def _states_said(amount: Stated) -> list[str]:
    """The state that a number is said to be of, by group; "" where it is of none, or more is said of it."""
    said = _without_noun(amount)
    for each in table(Role.REMAINDER, Where.SAME, bare=said.isascii()):  # "đang thực hiện trong hạn"
        said = said.removesuffix(f" {each}")
    return [said if said in group else "" for group in parting()]


def _without_noun(amount: Stated) -> str:
    said = (*amount.lead.phrases, *amount.after)
    return " ".join(phrase.text for phrase in said if not phrase.may_be(Role.NOUN, Where.WORDS))


# --- in whatever words -----------------------------------------------------------------------------


def _are_steps_of_other(amounts: Sequence[Stated], made: int | Decimal, value: int | Decimal, subject: Subject) -> bool:
    """Whether numbers begin by saying that some is done, some goes on and some is not yet, and do not make the figure.

    "Hoàn thành 4, đang làm 3, chưa làm 1" beside 9; behind what goes on what is late goes on, too.
    """
    if subject.is_part or subject.asks_what_is_done or subject.is_rate:
        return False
    steps = [_step(amount) for amount in amounts]
    if not steps or steps[0] is not _DONE or len(steps) < 2 or None in steps:
        return False
    if _LATE in steps and (steps.index(_LATE) == 1 or not _is_said_in_time(amounts[steps.index(_LATE) - 1])):
        return False
    return len(set(steps)) == len(steps) and made != value


_DONE, _GOING, _UNDONE, _LATE = "done", "going", "undone", "late"


def _step(amount: Stated) -> str | None:
    """What its first words say of a number."""
    said = (*amount.lead.phrases, *amount.after)
    first = next((phrase for phrase in said if not phrase.may_be(Role.NOUN, Where.WORDS)), None)
    if first is None:
        return None
    if first.may_be(Role.IN_PROGRESS, Where.BEGINS):
        return _GOING
    if first.may_be(Role.NOT_YET, Where.BEGINS):
        return _UNDONE
    late = halves(bare=first.text.isascii())[0][1]
    if first.text in late:
        return _LATE
    done = table(Role.MATTER, Where.DONE, bare=first.text.isascii())
    return _DONE if is_matter(first) and (is_done(first) or first.text in done) else None


def _is_said_in_time(amount: Stated) -> bool:
    said = f" {_without_noun(amount)} "
    return says_in(said, Role.REMAINDER, Where.SAME)
