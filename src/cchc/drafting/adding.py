"""How the figures of columns add up: over time, to the columns that are their sums, and as parts of one before."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cchc.drafting.column import ADDED_UP, ColumnDraft
from cchc.drafting.heads import figure
from cchc.drafting.lexicon import begins_with, has_one, is_total
from cchc.drafting.measures import is_mean, kind_of

_COUNTED_OR_MEASURED = (*ADDED_UP, "score")


def settle_sums(drafts: Sequence[ColumnDraft]) -> None:
    """What stands in a printed sum is a figure, as its sum is, and of one unit with it: else the sum would be none.

    Guesses give way; what is printed stays.
    """
    known = {draft.id: draft for draft in drafts}
    for before, draft in pairwise(drafts):
        # "Chênh lệch" says of what only by where it stands.
        is_bare = draft.unit is None and kind_of(draft.heading[-1]) is None and "kind" in draft.guesses
        if is_bare and is_signed(draft) and before.kind in _COUNTED_OR_MEASURED:
            draft.kind, draft.unit = before.kind, before.unit
    for draft in drafts:
        for each in (draft, *(known[id] for id in draft.terms if id in known)) if draft.terms else ():
            if each.kind not in (*_COUNTED_OR_MEASURED, "rate"):
                each.kind = "number" if each.unit is None and draft.kind == "number" else "count"
    for draft in drafts:
        group = [draft, *(known[id] for id in draft.terms if id in known)]
        if draft.sums and all(each.kind in ADDED_UP for each in group):
            _make_alike(group)


def _make_alike(group: Sequence[ColumnDraft]) -> None:
    """One kind, and one unit: that which is printed, else that which is guessed, if it is one."""
    if any(each.kind == "number" for each in group):
        for each in group:
            each.kind = "number"
    printed = {each.unit for each in group if each.unit is not None and "unit" not in each.guesses}
    units = printed or {each.unit for each in group if each.unit is not None}
    unit = next(iter(units)) if len(units) == 1 else None
    for each in group:
        if each.unit is None or "unit" in each.guesses:
            each.unit = unit
            each.settle("unit")
            each.guess(*(["unit"] if unit is not None else []))
        if printed and "unit" not in each.guesses:
            each.settle("kind")


def is_signed(draft: ColumnDraft) -> bool:
    """Whether a heading says that figures may be below 0, or rates beyond 100 %."""
    return any(has_one(part, "signed", "words") for part in draft.heading)


def settle_time(draft: ColumnDraft) -> None:
    """Means do not add up; what is carried over, or is there on a day, does not from month to month."""
    if is_signed(draft):
        draft.is_signed = True
        draft.guess("sign")
    if draft.kind not in _COUNTED_OR_MEASURED:
        return
    if is_mean(draft):
        draft.kind = "number" if draft.kind == "count" else draft.kind
        draft.is_mean = True
        draft.guess("mean")
        return
    if draft.kind in ADDED_UP:
        _settle_over_time(draft)


def _settle_over_time(draft: ColumnDraft) -> None:
    """By the words of the innermost heading that says it."""
    for heading in reversed(draft.heading):
        ways = [way for way in ("first", "last") if has_one(heading, "over_time", way)]
        if ways:
            is_before = "first" in ways and has_one(heading, "over_time", "before")
            draft.over_time = ways[0] if is_before else ways[-1]
            draft.guess("over_time")
            return
        if has_one(heading, "over_time", "flow"):
            return
        if has_one(heading, "over_time", "stock"):
            draft.over_time = "last"
            draft.guess("over_time")
            return


def settle_parts(drafts: Sequence[ColumnDraft], cells: Sequence[Sequence[str]]) -> None:
    """A column under "Trong đó", or so headed, is some of the one before it under the same headings; so are those
    behind a total of which nothing prints what it is the sum of.

    `cells` are those of each column: what is more than its whole in a row is no part of it.
    """
    for place, draft in enumerate(drafts):
        whole = _whole_said(drafts, place)
        whole = _total_over(drafts, place) if whole is None else whole
        if whole is None or (drafts[whole].kind, drafts[whole].unit) != (draft.kind, draft.unit):
            continue
        if not _exceeds(cells[place], cells[whole]):
            draft.part_of = drafts[whole].id
            draft.guess("part")
            go_with(draft, drafts[whole])


def go_with(part: ColumnDraft, whole: ColumnDraft) -> None:
    """What is there on a day is there in parts, too."""
    if part.over_time is None and whole.over_time is not None and not part.is_mean:
        part.over_time = whole.over_time
        part.guess("over_time")


def _whole_said(drafts: Sequence[ColumnDraft], place: int) -> int | None:
    """The column of which another is said to be some: "Trong đó: …"."""
    heading = drafts[place].heading
    at = next((at for at, part in enumerate(heading) if begins_with(part, "parts", "words")), None)
    if at is None:
        return None
    before = (
        each
        for each in reversed(range(place))
        if drafts[each].heading[:at] == heading[:at] and len(drafts[each].heading) <= at + 1
    )
    return next((each for each in before if not begins_with(drafts[each].heading[-1], "parts", "words")), None)


def _total_over(drafts: Sequence[ColumnDraft], place: int) -> int | None:
    """The total that stands first under the same heading, if no printed sum says what it is made of."""
    over = drafts[place].heading[:-1]
    first = next(each for each, draft in enumerate(drafts) if draft.heading[: len(over)] == over)
    total = drafts[first]
    is_total_of = len(over) > 0 and first < place and total.heading[:-1] == over and is_total(total.heading[-1])
    return first if is_total_of and not total.terms and drafts[place].kind in ADDED_UP else None


def _exceeds(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether a figure of a part is greater than that of the whole in its row, read in either way."""
    return any(
        all(
            (less := figure(first, point)) is not None
            and (more := figure(second, point)) is not None
            and less.value > more.value
            for point in (",", ".")
        )
        for first, second in zip(part, whole, strict=True)
        if first and second
    )
