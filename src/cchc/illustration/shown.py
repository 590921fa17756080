"""A piece of a filled form laid out as the form is, and what is found of one code there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cchc.edition import Edition, Severity
from cchc.finding import Finding
from cchc.judge.display import EachLanguage
from cchc.record import frozen
from cchc.words import LANGUAGES, Text, Translated


@frozen
class Shown:
    """Rows of cells under `heads`; what is said of one code, in the order in which it is found, and how to mend it.

    `heads` are empty where the rows bring their own, as those of a whole file do. Nothing is `said` of what is right.
    """

    heads: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]
    said: tuple[Text, ...] = ()
    mends: Text | None = None
    severity: Severity = Severity.INFO


@frozen
class Illustration:
    """What draws a code, and what does not."""

    bad: Shown | None
    good: Shown | None


def of_findings(heads: Iterable[Text], rows: Iterable[tuple[Text, ...]], found: Iterable[Finding], code: str) -> Shown:
    """Rows with what was found of a code."""
    told = [finding for finding in found if finding.code == code]
    return Shown(
        tuple(map(spoken, heads)),
        tuple(tuple(map(spoken, row)) for row in rows),
        tuple({tuple(finding.message.values()): spoken(finding.message) for finding in told}.values()),
        None if not told or told[0].suggestion is None else spoken(told[0].suggestion),
        told[0].severity if told else Severity.INFO,
    )


def spoken(text: Mapping[str, str]) -> Text:
    """A text in the languages that it has and in the library's; in any other it comes in English."""
    own = text if isinstance(text, Translated) else {language: text[language] for language in (*text, *LANGUAGES)}
    return Translated(own)


def of_the_report_before(edition: Edition, label: Text) -> Text:
    """What a line or a column is called where its figure of the report before is meant."""
    before = edition.judging.text("sample", "previous")
    return EachLanguage(edition.languages, lambda language: f"{label[language]} ({before[language]})")


def verbatim(text: str) -> Text:
    """What stands on a form, the same in each language."""
    return Translated({"en": text})
