"""The words of the field that the texts of a catalogue speak in, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from cchc.edition.definition import Passage
from cchc.edition.ground import Ground
from cchc.record import frozen
from cchc.words import Text

_PLURAL = {"en": "s?"}
"""What may stand behind a name where texts speak of several."""


@frozen
class Concept:
    """A word of the field and what it means, sentence by sentence, each with how it is known.

    `known_as` are its other names and its abbreviation, in the language of the form.
    """

    id: str
    label: Text
    means: tuple[Passage, ...]
    known_as: tuple[str, ...] = ()

    @property
    def gist(self) -> Text | None:
        """What it means, in its first words."""
        return next((passage.text for passage in self.means if passage.text is not None), None)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The instruments that its meaning rests on."""
        said = (passage.ground for passage in self.means)
        return tuple(dict.fromkeys(ground for ground in said if ground is not None))

    def names(self, language: str, form: str) -> tuple[str, ...]:
        """All that it is called in a language; its other names are in that of the `form`."""
        return (self.label[language], *(self.known_as if language == form else ()))


def other_names(concept: Concept) -> tuple[str, ...]:
    """What else it is called. A term that is several is looked for by each of them, and none is another's name."""
    parts = {part.lower() for label in concept.label.values() for part in label.split(", ")}
    return tuple(name for name in concept.known_as if name.lower() not in parts)


@frozen
class Glossary:
    """The concepts of an edition as they are mentioned in texts of one language."""

    concepts: Mapping[str, Concept]
    language: str
    form: str

    @cached_property
    def _by_name(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for concept in self.concepts.values():
            for name in concept.names(self.language, self.form):
                found.setdefault(name.lower(), concept.id)
        return found

    @cached_property
    def _mentioned(self) -> re.Pattern[str]:
        longest = sorted(self._by_name, key=len, reverse=True)
        plural = _PLURAL.get(self.language, "")
        return re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest))}){plural}(?!\w)", re.IGNORECASE)

    def marked(self, text: str, seen: set[str], mark: Callable[[str, str], str]) -> str:
        """A text with the first mention of each concept marked, of those not yet `seen`; `mark` has words and id."""
        if not self._by_name:
            return text

        def marked(found: re.Match[str]) -> str:
            id = self._by_name[found[1].lower()]
            if id in seen:
                return found[0]
            seen.add(id)
            return mark(found[0], id)

        return self._mentioned.sub(marked, text)
