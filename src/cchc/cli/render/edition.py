"""What an edition is called where it judges or is handed out."""

from __future__ import annotations

from cchc.cli.words import Words
from cchc.edition import Edition
from cchc.edition.amendment import EditionStatus
from cchc.judge.display import status_text


def named(edition: Edition, words: Words) -> str:
    """Its id, and how far it may be trusted where it is no official one."""
    return (
        edition.id if edition.status is EditionStatus.OFFICIAL else f"{edition.id} ({words.of(status_text(edition))})"
    )
