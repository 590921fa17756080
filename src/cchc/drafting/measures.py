"""What a heading says of the figures under it: their kind, and their unit."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cchc.drafting.column import ColumnDraft, TableUnit
from cchc.drafting.lexicon import (
    BRACKETS,
    begins_with,
    ends_with,
    has_one,
    is_money,
    is_one,
    is_total,
    plain,
    same,
    unit_called,
    units_told,
    words,
)
from cchc.drafting.names import GivenIds, slug
from cchc.edition.register import library_units
from cchc.record import define, field, frozen
from cchc.words import data

_RATES = {"phan_tram": 100, "phan_nghin": 1000}
_WHOLE = ("nguoi", "luot", "ho_gia_dinh", "ho_so", "van_ban")
"""Units of what is counted; others measure."""
_YEARS_OF_AGE = "tuoi"
_LONGEST_ID = 24
_PER_THOUSAND = re.compile(r"\b(?:trên|per|por)(?: mỗi| cada)? ?(?:1[., ]?000|một nghìn|thousand|mil)\b", re.IGNORECASE)
_PER_EACH = re.compile(r"\bper (?!cent\b|thousand\b|\d)", re.IGNORECASE)
_ANYWHERE, _AROUND = ("date", "rate", "score", "number"), "text"
"""Kinds that a word tells wherever it stands in a heading, and the one that begins or ends with its words."""


@define(eq=False)
class OwnUnits:
    """Units that a form prints and the library has not, so that formulas keep them apart: their spellings by id."""

    printed: dict[str, str] = field(factory=dict)
    _names: GivenIds = field(factory=lambda: GivenIds("unit", set(library_units())))
    _given: dict[str, str] = field(factory=dict)

    def id_of(self, printed: str) -> str | None:
        """The id of a unit; None for what is no name."""
        said, name = plain(printed), slug(printed, _LONGEST_ID)
        if said not in self._given:
            if not name:
                return None
            self._given[said] = id = self._names.give(name)
            self.printed[id] = printed
        return self._given[said]


@frozen
class _Told:
    """A unit that a heading prints: the kind of its figures, and whether they are so much for each of something."""

    kind: str
    id: str | None
    per: int | None = None
    is_ratio: bool = False


def measure(draft: ColumnDraft, table_unit: TableUnit | None, own: OwnUnits) -> None:
    """Kind and unit: printed in brackets, else by the words of the headings, else the table's."""
    if any(word in plain(draft.heading[-1]) for word in words("answers", "yes-no")):
        draft.kind = "yes-no"
        return
    told = next((told for text in units_told(draft.heading) if (told := _told(text, own)) is not None), None)
    is_inner = told is not None and any(_told(text, own) for text in units_told(draft.heading[-1:]))
    words_say = kind_of(draft.heading[-1])
    if told is not None and (is_inner or words_say not in ("date", "text", "rate")):
        draft.kind, draft.unit, draft.per, draft.is_mean = told.kind, told.id, told.per, told.is_ratio
    elif table_unit is not None and is_unit_printed(draft.heading, table_unit):
        draft.kind, draft.unit = "number" if table_unit.is_money else "count", table_unit.id
    else:
        _by_words(draft, words_say, table_unit, own)


def _told(text: str, own: OwnUnits) -> _Told | None:
    """What a text in brackets says, if it is a unit: one of the library, some money, "phút", "tạ/ha"."""
    known = unit_called(text)
    if known is not None:
        kind, per = kind_of_unit(known)
        return _Told(kind, known if kind in ("count", "number") else None, per)
    amount, slash, each = text.partition("/")
    if slash and _is_unit(amount) and each.strip():
        return _Told("number", own.id_of(text), is_ratio=True)
    if is_money(text) or is_one(text, "told", "measured"):
        return _Told("number", own.id_of(text))
    return _Told("count", own.id_of(text)) if is_one(text, "told", "counted") else None


def _is_unit(text: str) -> bool:
    return unit_called(text) is not None or is_money(text) or is_one(text, "told", "measured")


def kind_of_unit(unit: str) -> tuple[str, int | None]:
    """The kind of what has a unit, and of a rate out of how many it is, if not of a hundred."""
    if unit in _RATES:
        return "rate", 1000 if _RATES[unit] == 1000 else None
    if unit == "diem":
        return "score", None
    return "count" if unit in _WHOLE or unit not in _measures() else "number", None


def _measures() -> Mapping[str, object]:
    units: Mapping[str, object] = data("form")["units"]
    return units


def kind_of(heading: str) -> str | None:
    """What the words of a heading ask for; None where they do not say."""
    if begins_with(heading, "days", "begins") and not begins_with(heading, "days", "counted"):
        return "date"
    if begins_with(heading, "kinds", "numbers_of"):
        return "count"
    if "%" in heading or "‰" in heading:
        return "rate"
    found = next((kind for kind in data("drafting")["kinds"] if _says(heading, kind)), None)
    return "count" if found is None and begins_with(heading, "kinds", "numbers") else found


def _says(heading: str, kind: str) -> bool:
    if kind == _AROUND:
        return begins_with(heading, "kinds", kind) or ends_with(heading, "kinds", kind)
    not_it = f"not_{kind}s"
    is_other = not_it in data("drafting")["kinds"] and has_one(heading, "kinds", not_it)
    return kind in _ANYWHERE and has_one(heading, "kinds", kind) and not is_other


def _by_words(draft: ColumnDraft, kind: str | None, table_unit: TableUnit | None, own: OwnUnits) -> None:
    """Of a column that prints no unit of its own."""
    outer = (found for part in reversed(draft.heading[:-1]) if (found := kind_of(part)) not in (None, "date", "text"))
    # "Tổng số" under "Diện tích", "Nam" under "Tỷ lệ": what stands over it says it.
    kind = kind or next(outer, None)
    if not any(sign in draft.heading[-1] for sign in "%‰"):
        draft.guess("kind")
    if _PER_THOUSAND.search(draft.heading[-1]) or (kind == "rate" and "‰" in " ".join(draft.heading)):
        draft.kind, draft.per = "rate", 1000
        return
    draft.kind = kind or "count"
    if draft.kind not in ("count", "number"):
        return
    thing = _thing(draft)
    if table_unit is not None and table_unit.is_of_money_alone and kind != "number":
        table_unit = None
    is_counted = kind == "count" or (kind is None and thing is not None)
    if table_unit is None or (is_counted and _measures_all(table_unit)):
        draft.unit = thing if thing is not None or table_unit is None else own.id_of(_counted_in(draft.heading[-1]))
        draft.guess(*(["unit"] if draft.unit is not None else []))
        return
    of_table, draft.per = kind_of_unit(table_unit.id)
    draft.unit = table_unit.id if of_table in ("count", "number") else None
    is_measured = draft.kind == "number" or table_unit.is_money
    draft.kind = "number" if is_measured and of_table in ("count", "number") else of_table
    if kind is not None or is_total(draft.heading[-1]):
        draft.settle("kind")


def _counted_in(heading: str) -> str:
    """What a heading counts: "thửa" of "Số thửa"."""
    said = plain(BRACKETS.sub("", heading))
    counting = sorted((*words("kinds", "numbers_of"), *words("kinds", "numbers")), key=len, reverse=True)
    first = next((word for word in counting if said.startswith(f"{word} ")), "")
    return said.removeprefix(first).strip()


def _measures_all(unit: TableUnit) -> bool:
    """Whether a table's unit is none of what is counted: pupils are in no million dong."""
    return unit.is_money or kind_of_unit(unit.id)[0] != "count"


def is_mean(draft: ColumnDraft) -> bool:
    """Whether a heading says that figures are so much for each of something."""
    return draft.is_mean or any(has_one(part, "means", "words") or _PER_EACH.search(part) for part in draft.heading)


def _thing(draft: ColumnDraft) -> str | None:
    """The unit of what is counted, by the words of the innermost heading that names such; of a mean only an age.

    Behind "Số" stands what is counted: "Số vụ tai nạn lao động" is none of people.
    """
    mean = is_mean(draft)
    known = [id for id in data("drafting")["things"] if (id == _YEARS_OF_AGE) == mean]
    last = _counted_in(draft.heading[-1])
    if begins_with(draft.heading[-1], "kinds", "numbers"):
        return next((id for id in known if begins_with(last, "things", id)), None)
    return next((id for part in reversed(draft.heading) for id in known if has_one(part, "things", id)), None)


def is_unit_printed(heading: Sequence[str], unit: TableUnit) -> bool:
    """Whether a heading prints the table's unit in its brackets."""
    return any(same(said, unit.printed) for part in heading for said in BRACKETS.findall(part))
