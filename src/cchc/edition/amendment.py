"""What an edition that stands on another says otherwise, and on what ground."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from cchc.edition.ground import Certainty, Ground
from cchc.record import field, frozen
from cchc.text.spelling import fold
from cchc.words import Text


class EditionStatus(StrEnum):
    """How far an edition may be trusted: the form as issued, what the law makes of it, or work under way."""

    OFFICIAL = "official"
    DERIVED = "derived"
    DRAFT = "draft"


class Series(StrEnum):
    """Whether figures of the editions before may be set against those of this one."""

    KEPT = "kept"
    BROKEN = "broken"


@frozen
class Amendment:
    """What an edition says otherwise of a line or a rule of the edition that it stands on.

    Of an `ended` line nothing is asked any more. `read_as` is what a printed label means now, where the form itself
    still has the old one. Figures that are comparable go on in one series though the edition's is broken.
    """

    because: tuple[Ground, ...]
    ended: dt.date | None = field(default=None, metadata={"absent": True})
    read_as: Text | None = field(default=None, metadata={"absent": True})
    note: Text | None = field(default=None, metadata={"absent": True})
    is_comparable: bool = False
    applies: Mapping[str, str] | None = field(default=None, metadata={"absent": True})
    """The value that each variant must have for the line to be asked, or the rule to be applied."""
    file: str = ""
    """Where the edition says so, beside the place where its base defines the line or the rule."""
    line: int = field(default=0, eq=False)


def applies(amendment: Amendment | None, settings: Mapping[str, str]) -> bool:
    """Whether a line is asked, or a rule applied, where the variants are set so; an unset one hinders nothing."""
    wanted = amendment.applies if amendment is not None and amendment.applies is not None else {}
    return all(settings.get(variant, value) == value for variant, value in wanted.items())


@frozen
class Place:
    """From when on a variant has a value at a place: a province, as letterheads name it."""

    place: str
    value: str
    since: dt.date | None = None
    certainty: Certainty = Certainty.READ


@frozen
class Variant:
    """What differs from office to office within one edition: the values it may have, and where it has which."""

    id: str
    label: Text
    values: Mapping[str, Text]
    default: str
    places: tuple[Place, ...] = ()

    def at(self, names: str, on: dt.date) -> Place | None:
        """What is known of an office whose letterhead (folded) names a place, on a day: what came to hold last."""
        held = [each for each in self.places if fold(each.place) in names and (each.since is None or each.since <= on)]
        return max(held, key=lambda each: each.since or dt.date.min, default=None)

    def set_for(self, place: str | None, on: dt.date) -> str:
        """Its value for an office at a place, on a day; where nothing is known, the default."""
        held = None if place is None else self.at(fold(place), on)
        return self.default if held is None else held.value

    def knows(self, names: str) -> bool:
        """Whether anything is known of one of the places that a letterhead names, on any day."""
        return any(fold(each.place) in names for each in self.places)
