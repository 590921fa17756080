"""Refusals: why a file is not taken for a report form, and what to do, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cchc.edition import Edition
from cchc.errors import ReadError
from cchc.report import RawForm
from cchc.words import LANGUAGES, Message, Text, Translated, face

# Letters that TCVN3 and VNI text turns into when it is taken for Unicode.
_LEGACY = re.compile(r"[µ¸¶·¹»¾¼½Æ©Ç®§¬]|[aeiouyAEIOUY][ùøûõïÙØÛÕÏ]|[aeouAEOU][âêâÂÊ][ùøûõïáàåãäÁÀÅÃÄ]")
_LEGACY_SHARE = 0.02
_SHORT_COUNT = 10_000


def refusal(why: str, source: str, edition: Edition | None = None, **figures: Text | str) -> ReadError:
    """The error that says why `source` cannot be used: the text `why` of the face `reading`.

    Its `what` is English; `messages` has the languages of the library and of the edition, in
    whose own words it speaks where an edition is given.
    """
    words, own = (face("reading"), ()) if edition is None else (edition.reading, edition.languages)
    message = Message(words.text(why), figures, tuple(dict.fromkeys((*own, *LANGUAGES))))
    return ReadError(message["en"], source or None, messages=message, why=why, figures=figures)


def too_many_rows(source: str, most: int) -> ReadError:
    """The refusal of a file with more rows than a form has."""
    return refusal("too_many_rows", source, most=_count(most))


def too_long(source: str, line: int, most: int) -> ReadError:
    """The refusal of a line, row or paragraph with more characters than one of a form."""
    return refusal("too_long", source, line=str(line), most=_count(most))


def too_long_text(source: str, most: int) -> ReadError:
    """The same of a text that many cells may say."""
    return refusal("too_long_text", source, most=_count(most))


def _count(most: int) -> str:
    return str(most) if most < _SHORT_COUNT else f"{most:,}".replace(",", " ")


def in_words_of(edition: Edition, error: ReadError) -> ReadError:
    """A refusal that was made without an edition at hand, in the words of the one in use."""
    return error if error.why is None else refusal(error.why, error.source or "", edition, **error.figures)


def no_form(source: str, known: Iterable[Edition], *, are_alike: bool = False) -> ReadError:
    """The refusal of a file that is none of the known forms, or may as well be several of them."""
    forms = list(known)
    listed = Translated(
        {language: "; ".join(f"{each.id}: “{_title(each, language)}”" for each in forms) for language in LANGUAGES}
    )
    return refusal("several_forms" if are_alike else "no_form", source, forms=listed)


def _title(edition: Edition, language: str) -> str:
    return edition.title.get(language) or next(iter(edition.title.values()), "")


def other_form(raw: RawForm, edition: Edition) -> ReadError:
    """The refusal of a text that is not this form; an old encoding may be all that is the matter."""
    text = "".join(cell.text for row in raw.rows[:500] for cell in row.cells)
    is_legacy = len(_LEGACY.findall(text)) > _LEGACY_SHARE * max(200, len(text))
    return refusal("legacy_font" if is_legacy else "other_form", raw.source, edition, form=edition.title)
