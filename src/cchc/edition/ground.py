"""On what a definition rests, since when it holds, and how surely either is known."""

from __future__ import annotations

import datetime as dt
import re
from enum import StrEnum

from cchc.record import field, frozen
from cchc.words import Face


class Certainty(StrEnum):
    """How something is known: read in the instrument, or about it; following from what was read; generally known.

    Of what a line means also: by its label alone; seen in reports that were filed; not known at all.
    """

    READ = "read"
    REPORTED = "reported"
    LIKELY = "likely"
    GENERAL = "general"
    LABEL = "label"
    SEEN = "seen"
    UNKNOWN = "unknown"


@frozen
class Ground:
    """The instrument, and the article where known, that something rests on, and how surely; None: nobody says."""

    instrument: str
    certainty: Certainty | None = field(default=None, metadata={"absent": True})
    article: str | None = None


def article_in(language: str, article: str, judging: Face) -> str:
    """The place in an instrument in the words of a reader's language: "Điều 90 khoản 1" is "Article 90 clause 1"."""
    for name, words in judging.family("article").items():
        own = judging.say(language, "article", name)
        for other in words.values():
            article = re.sub(rf"(?<!\w){re.escape(other)}(?!\w)", own, article)
    return article


@frozen
class Day:
    """A day on which an instrument begins or ceases to hold, how surely, and by which other one it ceases."""

    on: dt.date
    certainty: Certainty | None = field(default=None, metadata={"absent": True})
    by: str | None = field(default=None, metadata={"absent": True})
