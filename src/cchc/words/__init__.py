"""What cchc itself says, by face and by language; a catalogue may word single texts otherwise.

A face is a TOML file beside this one, read when it is first asked for. `[summary_clean]` there is
a text by language; `[severity.error]` is one of a family, asked for as ("severity", "error").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cchc import shipped
from cchc.errors import unknown

LANGUAGES = ("vi", "en")
"""The languages that every text of the library comes in."""

_FIGURE = r"[\w.]+(?:\[\w+\]\.[\w.]+)?"
"""A line, or a cell of a table: "b06[total].tiep_nhan"."""
PLACEHOLDER = re.compile(rf"\{{({_FIGURE}|previous\({_FIGURE}\))\}}")

PREVIOUS_FIGURE = re.compile(rf"previous\(({_FIGURE})\)")
"""A placeholder for what the report before this one says of a line."""


def filled(template: str, figure: Callable[[str], object]) -> str:
    """A template with its {placeholders} filled in one pass, so that braces in a stranger's label stay as they are.

    A placeholder that `figure` has nothing for (None) stays as well.
    """

    def fill(match: re.Match[str]) -> str:
        found = figure(match[1])
        return match[0] if found is None else str(found)

    return PLACEHOLDER.sub(fill, template)


class Text(Mapping[str, str]):
    """A text by language; what languages it has, it tells as a mapping does its keys."""

    __slots__ = ()


class Translated(dict[str, str], Text):
    """A text as it was written; in a language that it has not it comes in English, or else in the first that it has."""

    __slots__ = ()

    def __missing__(self, language: str) -> str:
        return self["en"] if "en" in self else next(iter(self.values()), "")


class Message(Text):
    """A text whose {placeholders} are filled when it is read, not before.

    It has the languages of its template, or those given; it speaks the library's besides.
    """

    __slots__ = ("_figures", "_languages", "_template")

    def __init__(
        self,
        template: Mapping[str, str],
        figures: Mapping[str, Text | str] | None = None,
        languages: tuple[str, ...] | None = None,
    ) -> None:
        self._template = template
        self._figures = figures if figures is not None else {}
        self._languages = languages if languages is not None else tuple(template)

    def __getitem__(self, language: str) -> str:
        if language not in self._languages and language not in LANGUAGES:
            raise unknown("language", language, self._languages)

        def figure(name: str) -> str | None:
            found = self._figures.get(name)
            return found if found is None or isinstance(found, str) else found[language]

        return filled(self._template[language], figure)

    def __iter__(self) -> Iterator[str]:
        return iter(self._languages)

    def __len__(self) -> int:
        return len(self._languages)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self) == dict(other)

    def __hash__(self) -> int:
        return hash(tuple(self.items()))

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[object, ...]:
        """A pickle or a copy has the texts, not what they are made of."""
        spoken = (*self._languages, *(language for language in LANGUAGES if language in self._template))
        return Message, (Translated({language: self[language] for language in spoken}), None, self._languages)


class Face:
    """The texts of one face, by name; a name may be given in parts."""

    def __init__(self, texts: Mapping[str, Translated]) -> None:
        self.texts = texts

    def worded(self, own: Mapping[str, Text]) -> Face:
        """The same with texts of a catalogue's own in place of those of these names, language by language."""
        known = {name: Translated({**self.texts[name], **own[name]}) for name in own if name in self.texts}
        return Face({**self.texts, **known})

    def filled(self, figures: Mapping[str, str]) -> Face:
        """The same with these placeholders filled in, whatever the language."""
        return Face(
            {
                name: Translated((language, filled(words, figures.get)) for language, words in text.items())
                for name, text in self.texts.items()
            }
        )

    def __contains__(self, name: object) -> bool:
        return name in self.texts

    def text(self, *name: str) -> Translated:
        """A text by language. Raises KeyError where there is none of that name."""
        return self.texts[".".join(name)]

    def say(self, language: str, /, *name: str, **figures: object) -> str:
        """A text in one language, filled in."""
        return filled(self.text(*name)[language], figures.get)

    def counted(self, language: str, /, *name: str, count: int, **figures: object) -> str:
        """A text about a number of things; that about one thing is called `<name>_one`."""
        *family, last = name
        return self.say(language, *family, f"{last}_one" if count == 1 else last, count=count, **figures)

    def family(self, name: str) -> dict[str, Translated]:
        """The texts of a family by the rest of their names."""
        return {text.removeprefix(f"{name}."): self.texts[text] for text in self.texts if text.startswith(f"{name}.")}


@cache
def data(face: str) -> Mapping[str, Any]:
    """A face's file as it stands: what is no plain list of texts is read from this."""
    ready = shipped.made(made_name(face))
    if isinstance(ready, dict):
        return ready
    import tomli

    return tomli.loads(Path(__file__).with_name(f"{face}.toml").read_text(encoding="utf-8"))


def faces() -> tuple[str, ...]:
    """The names of all faces."""
    return tuple(sorted(file.stem for file in Path(__file__).parent.glob("*.toml")))


def made_name(face: str) -> str:
    """What a face is called among what the build has made."""
    return f"words.{face}"


@cache
def face(name: str) -> Face:
    """The texts of a face, as the library has them."""
    return Face(dict(_texts(data(name))))


def spellings(name: str, language: str) -> tuple[str, ...]:
    """What people write, on a form in a language, for a reason why a figure is missing, for yes or for no."""
    words = data("missing")[name].get("words", ())
    return tuple(words[language if language in words else "en"] if isinstance(words, Mapping) else words)


def point_of(language: str) -> str:
    """What parts whole and decimals where a language is written."""
    if language == "vi":
        return ","  # without a look at the file
    return "." if language in data("form")["numbers"]["point"] else ","


def _texts(table: Mapping[str, Any], *path: str) -> Iterator[tuple[str, Translated]]:
    own = Translated((key, table[key]) for key in LANGUAGES if isinstance(table.get(key), str))
    if own:
        yield ".".join(path), own
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _texts(value, *path, key)
