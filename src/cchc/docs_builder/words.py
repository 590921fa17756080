"""The words of the site's own pages, in each language; whatever a definition says is the catalogue's."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from cchc.errors import CchcError

LANGUAGES = ("vi", "en")
_FILE = Path(__file__).with_name("words.toml")


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """Every phrase by name; raises CchcError for one that lacks a language."""
    import tomli

    phrases: Mapping[str, Mapping[str, str]] = tomli.loads(_FILE.read_text(encoding="utf-8"))
    gaps = [
        f"{name}.{language}" for name, texts in phrases.items() for language in LANGUAGES if not texts.get(language)
    ]
    if gaps:
        raise CchcError(f"{_FILE.name} lacks {', '.join(gaps)}")
    return phrases


def in_language(text: object, language: str) -> str:
    """A text, or a text by language, in one language; "" where there is none."""
    if isinstance(text, Mapping):
        return str(text[language])
    return str(text) if text is not None else ""


class Words:
    """Phrases by name, filled in, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, phrase: str, /, **figures: object) -> str:
        return table()[phrase][self.language].format_map(figures)

    def starting(self, prefix: str) -> dict[str, str]:
        """The phrases whose name begins so, by the rest of their name: what a script is handed."""
        return {
            name.removeprefix(prefix): texts[self.language]
            for name, texts in table().items()
            if name.startswith(prefix)
        }
