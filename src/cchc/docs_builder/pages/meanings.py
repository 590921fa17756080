"""What the editions of a form say of a line: what holds now on top, what it meant at other times below."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.pages import sections
from cchc.docs_builder.subject import PageSubject
from cchc.edition import Edition
from cchc.edition.amendment import Amendment
from cchc.edition.definition import DefinitionPart, Passage
from cchc.record import frozen
from cchc.words import Text, Translated

_AMENDED = ("read_as", "note", "applies")
"""What an edition says of a line besides its definition, in the order in which it is told."""


@frozen
class _Meaning:
    """What is said of a line from a day (None: since it is asked) till a day (None: still)."""

    part: str
    start: dt.date | None
    end: dt.date | None
    edition: Edition
    passages: tuple[Passage, ...]
    is_now: bool


def now(of: PageSubject) -> str:
    """What the edition says besides the definition: that the line is asked no more, what its label means now."""
    told = [*_asked(of), *(_noted(of, each) for each in _meanings(of, _AMENDED) if each.is_now and each.passages)]
    return md.note("\n\n".join(told), "warning" if _ended(of) else "note") if told else ""


def _ended(of: PageSubject) -> bool:
    current = _current(of)
    return of.asks.id not in current.edition.everything or (of.asks.amendment or Amendment(())).ended is not None


def _current(of: PageSubject) -> Catalogue:
    """The edition of the line's form that is in force."""
    form = of.book.library.form_of(of.catalogue)
    return next(each[0] for each in of.book.library.forms if of.book.library.form_of(each[0]) == form)


def _asked(of: PageSubject) -> Iterator[str]:
    """That nothing is asked of the line any more, if so it is."""
    book, current, amendment = of.book, _current(of).edition, of.asks.amendment
    if of.asks.id not in current.everything:
        form, last = (book.on_form(each, book.edition_name(each)) for each in (current, of.edition))
        yield book.words("not_asked", form=form, last=last)
    elif amendment is not None and amendment.ended is not None:
        start = amendment.ended + dt.timedelta(days=1)
        yield book.words("ended", start=book.date(start), end=book.date(amendment.ended))


def _noted(of: PageSubject, meaning: _Meaning) -> str:
    return of.book.words("now", meaning.part, text=" ".join(_told(of, meaning)))


def by_which(of: PageSubject) -> str:
    """Which form's definition it is, and that there are others; nothing where the form has one edition only."""
    book, w = of.book, of.book.words
    if len(book.library.editions_of(of.catalogue)) < 2:
        return ""
    form = book.on_form(of.edition, book.edition_name(of.edition), of.place)
    told = w("defined_by", form=form, doubted=book.doubted(of.edition))
    return f"{told} {w('defined_otherwise', heading=w('other_meanings'))}" if _others(of) else told


def others(of: PageSubject) -> str:
    """What was said of it at other times, the latest first, each under its days."""
    told = []
    for (start, end), same in groupby(_others(of), lambda each: (each.start, each.end)):
        days = of.book.days(start, end)
        told.append(f"### {days[:1].upper()}{days[1:]}")
        told.append(md.bullets(_item(of, each) for each in same))
    return "\n\n".join([f"## {of.book.words('other_meanings')}", *told]) if told else ""


def _item(of: PageSubject, meaning: _Meaning) -> str:
    w, name = of.book.words, meaning.part
    heading = w("field", name) if name in _AMENDED else w("part", name)
    return f"**{heading[:1].upper()}{heading[1:]}:** {' '.join(_told(of, meaning)) or w('nothing_said')}"


def _told(of: PageSubject, meaning: _Meaning) -> Iterator[str]:
    return (sections.passage(of.book, meaning.edition, each, of.seen, "../") for each in meaning.passages)


def _others(of: PageSubject) -> list[_Meaning]:
    parts = (*_AMENDED, *(part.value for part in DefinitionPart))
    # That an older edition had no note on a change is nothing to tell.
    found = [each for each in _meanings(of, parts) if not each.is_now and (each.passages or each.part not in _AMENDED)]
    return sorted(found, key=lambda each: (each.end or dt.date.max, each.start or dt.date.min), reverse=True)


def _meanings(of: PageSubject, parts: Sequence[str]) -> Iterator[_Meaning]:
    """Each part of what the editions say, as long as it was said in the same words."""
    held = [each.catalogue for each in of.history][::-1]
    said = [_said(of, held, at) for at in range(len(held))]
    return (meaning for part in parts for meaning in _runs(of, part, held, said))


def _runs(
    of: PageSubject, part: str, held: Sequence[Catalogue], said: Sequence[Mapping[str, tuple[Passage, ...]]]
) -> Iterator[_Meaning]:
    runs = [list(same) for _, same in groupby(range(len(held)), lambda at: said[at].get(part, ()))]
    for place, run in enumerate(runs):
        edition = held[run[0]].edition
        end = held[run[-1]].edition.in_force_to
        if place + 1 < len(runs):
            end = held[runs[place + 1][0]].edition.in_force_from - dt.timedelta(days=1)
        is_now = any(held[at] is of.catalogue for at in run)
        start = edition.in_force_from if place else None
        yield _Meaning(part, start, end, edition, said[run[0]].get(part, ()), is_now)


def _said(of: PageSubject, held: Sequence[Catalogue], at: int) -> Mapping[str, tuple[Passage, ...]]:
    """What an edition says of a line; of what it took over, on the ground of the edition that said it first."""
    line = held[at].edition.everything[of.id]
    found = {part.value: passages for part, passages in line.definition.parts} if line.definition is not None else {}
    for name in _AMENDED:
        value = _amended(of, held[at], name)
        if value is not None:
            first = next(back for back in range(at, -1, -1) if not back or _amended(of, held[back - 1], name) != value)
            found[name] = tuple(_grounded(of, held[first].edition, name))
    return found


def _amended(of: PageSubject, catalogue: Catalogue, name: str) -> object:
    amendment = catalogue.edition.everything[of.id].amendment
    return None if amendment is None else getattr(amendment, name)


def _grounded(of: PageSubject, edition: Edition, name: str) -> Iterator[Passage]:
    """What an edition says besides the definition, as a passage of one, with all that it rests on."""
    amendment = edition.everything[of.id].amendment
    assert amendment is not None
    said: Text | None = amendment.read_as if name == "read_as" else amendment.note
    if name == "applies":
        wanted = ((edition.variants[variant], value) for variant, value in (amendment.applies or {}).items())
        named = (f"{of.book.of(variant.label)}: {of.book.of(variant.values[value])}" for variant, value in wanted)
        said = Translated({of.book.language: "; ".join(named)})
    for place, ground in enumerate(amendment.because or (None,)):
        text = None if place else said
        yield Passage(text) if ground is None else Passage(text, ground.certainty, ground.instrument, ground.article)
