"""Refusals: why a file is not taken for a report form, and what to do, in every language."""

from __future__ import annotations

import re
from functools import cache

from cchc.edition import Edition, Text
from cchc.errors import ReadError
from cchc.finding import Message
from cchc.report import RawForm

# Letters that TCVN3 and VNI text turns into when it is taken for Unicode.
_LEGACY = re.compile(r"[µ¸¶·¹»¾¼½Æ©Ç®§¬]|[aeiouyAEIOUY][ùøûõïÙØÛÕÏ]|[aeouAEOU][âêâÂÊ][ùøûõïáàåãäÁÀÅÃÄ]")
_LEGACY_SHARE = 0.02


def refusal(phrase: str, source: str, edition: Edition | None = None, **figures: Text | str) -> ReadError:
    """The error that says, in the catalogue's words, why `source` cannot be used.

    Its `what` is the English text; `messages` has all languages. Without an edition at hand the
    newest one lends its phrases.
    """
    edition = edition or _newest()
    message = Message(edition.phrases[phrase], figures)
    what = message["en"] if "en" in message else message[edition.languages[0]]
    return ReadError(what, source or None, messages=message)


@cache
def _newest() -> Edition:
    from cchc.load import load_edition

    return load_edition()


def other_form(raw: RawForm, edition: Edition) -> ReadError:
    """The refusal of a text that is not this form; an old encoding may be all that is the matter."""
    text = "".join(cell.text for row in raw.rows[:500] for cell in row.cells)
    is_legacy = len(_LEGACY.findall(text)) > _LEGACY_SHARE * max(200, len(text))
    return refusal("read_legacy_font" if is_legacy else "read_other_form", raw.source, edition, form=edition.title)
