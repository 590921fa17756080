"""What stands where a figure should: words that say why it is missing, and what SDMX calls that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from cchc.record import frozen
from cchc.value import Reason
from cchc.words import Face, Text, data


class ObservationStatus(StrEnum):
    """What SDMX (CL_OBS_STATUS) calls a value that is there, and the ways of one that is not."""

    NORMAL = "A"
    NOT_COLLECTED = "L"
    CANNOT_EXIST = "M"
    MISSING = "O"


@frozen
class MissingWords:
    """The words that stand for one reason why a figure is missing, and its SDMX status."""

    reason: Reason
    label: Text
    sdmx: ObservationStatus
    words: tuple[str, ...] = ()


def missing_words(said: Face, spelt: Callable[[str], tuple[str, ...]]) -> Mapping[Reason, MissingWords]:
    """The words of each reason: its label in the texts of the face `missing`, and how it is `spelt` on the form."""
    statuses = {reason: ObservationStatus(data("missing")[reason]["sdmx"]) for reason in Reason}
    return {
        reason: MissingWords(reason, said.text(reason, "label"), statuses[reason], spelt(reason)) for reason in Reason
    }
