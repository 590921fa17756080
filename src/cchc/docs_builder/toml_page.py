"""The reference page of a catalogue's TOML, docs/*/toml.md: each key that the loader reads, told, with an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import Factory

from cchc.load.described import EDITION, told_of
from cchc.load.probe import ANY, Key, TableShape, vocabulary
from cchc.record import define
from cchc.words import data

ORDER = (
    "table", "lines", "rules", "parameters", "dimension", "units", "auxiliary", "family", "instruments", "statuses",
    "terms", "glossary", "change", "add", "variant",
)  # fmt: skip
"""The heads in the order in which an author meets them; any others come after."""
_LIKE: Mapping[str, str] = {
    "auxiliary": "lines", "add": "lines", "change": "lines", "table.columns": "lines",
    "add.columns": "lines", "change.columns": "lines",
}  # fmt: skip
"""Shapes that share most keys with another, of which these are not told again."""
_ALSO_LIKE: Mapping[str, tuple[str, ...]] = {
    "change": ("rules", "table"), "family": ("rules",),
    "add.columns": ("table.columns",), "change.columns": ("table.columns",),
}  # fmt: skip


@define(eq=False)
class _Page:
    """A page being written in a language; `told` are shapes that it has described, by what they hold."""

    language: str
    told: list[frozenset[object]] = Factory(list)

    def say(self, name: str, /, **figures: str) -> str:
        text: str = data("vocabulary")["page"][name][self.language]
        return text.format(**figures) if figures else text

    def section(self, head: str, shape: TableShape) -> Iterator[str]:
        """A head's keys, then those of the tables within."""
        name = f"[{head}.X]" if head != EDITION else "edition.toml"
        yield f"## `{name}`\n"
        yield data("vocabulary")["section"][head][self.language] + "\n"
        yield from self._shape(head, shape)

    def _shape(self, name: str, shape: TableShape) -> Iterator[str]:
        self.told.append(_signature(shape))
        keys = dict(shape.keys)
        for other in filter(None, (_LIKE.get(name), *_ALSO_LIKE.get(name, ()))):
            shared = sorted(key for key in keys if _same(shape, _shape_of(other), key))
            keys = {key: keys[key] for key in keys if key not in shared}
            names = ", ".join(f"`{key}`" for key in shared if key != ANY)
            called = other.replace(".", ".X.") if "." in other else f"{other}.X"
            yield self.say("as_of", name=f"`[{called}]`") + f" {names}\n"
        if keys:
            heads = ("key", "type", "says", "unsaid", "example")
            yield "| " + " | ".join(map(self.say, heads)) + " |"
            yield "|" + "---|" * len(heads)
            needed = sorted(keys, key=lambda name: self._rank(shape, name, keys[name]))
            yield from (self._row(shape, key, keys[key]) for key in needed)
            yield ""
        for key in sorted(keys, key=lambda name: self._rank(shape, name, keys[name])):
            inner = keys[key].inner
            if inner is not None and not (inner.is_text or self._is_told(inner)):
                label = self.say("any_name") if key == ANY else key
                yield f"### {self.say('within', key=f'`{name}.{label}`')}\n"
                yield from self._shape(f"{name}.{key}", inner)

    def _rank(self, shape: TableShape, name: str, key: Key) -> tuple[bool, int]:
        """What is needed comes first, all else in the order of the texts: that in which the loader asks is its own."""
        told, texts = told_of(shape.path, name), list(data("vocabulary")["key"].values())
        place = next((place for place, text in enumerate(texts) if text is told), len(texts))
        return self._unsaid(shape, name, key) != self.say("required"), place

    def _is_told(self, shape: TableShape) -> bool:
        """Whether all that may stand in such a table has been told of another."""
        return any(_signature(shape) <= told for told in self.told)

    def _row(self, shape: TableShape, name: str, key: Key) -> str:
        told: Mapping[str, Any] = told_of(shape.path, name) or {}
        label = self.say("any_name") if name == ANY else f"`{name}`"
        unsaid = self._unsaid(shape, name, key)
        example = f"`{told['example']}`" if "example" in told else ""
        cells = (label, self._types(key), told.get(self.language, ""), unsaid, example)
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"

    def _unsaid(self, shape: TableShape, name: str, key: Key) -> str:
        """What holds where the key is left out."""
        told: Mapping[str, Any] = told_of(shape.path, name) or {}
        if "unsaid" in told:
            return str(told["unsaid"][self.language])
        return self.say("required" if key.is_required and not key.is_optional else "nothing")

    def _types(self, key: Key) -> str:
        names = data("vocabulary")["type"]
        found = ", ".join(names[kind][self.language] for kind in key.types)
        if key.bounds is not None:
            found += f" {key.bounds[0]}–{key.bounds[1]}"
        words = ", ".join(f"`{word}`" for word in key.words)
        return f"{found}; {self.say('words')} {words}" if words else found


def _shape_of(name: str) -> TableShape:
    """The shape of a head's tables, or of tables within them."""
    head, *inner = name.split(".")
    shape = vocabulary()[head]
    for key in inner:
        shape = shape.within(key)
    return shape


def _signature(shape: TableShape) -> frozenset[object]:
    return frozenset((name, id(told_of(shape.path, name))) for name in shape.keys)


def _same(shape: TableShape, other: TableShape, name: str) -> bool:
    """Whether a key says the same in both."""
    return name in other.keys and told_of(shape.path, name) is told_of(other.path, name)


def page(language: str) -> str:
    """The page as Markdown."""
    shapes, drawn = vocabulary(), _Page(language)
    heads = [*(head for head in ORDER if head in shapes), *(head for head in shapes if head and head not in ORDER)]
    parts = [f"# {drawn.say('title')}\n", drawn.say("intro") + "\n", f"## {drawn.say('files')}\n"]
    parts += [drawn.say("files_say") + "\n", drawn.say("editor") + "\n"]
    parts += drawn.section(EDITION, shapes[""])
    for head in heads:
        parts += drawn.section(head, shapes[head])
    parts += ["## texts.toml\n", drawn.say("texts") + "\n"]
    return "\n".join(parts).rstrip() + "\n"
