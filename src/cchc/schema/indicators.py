"""What schemas say of an edition's own names: a property an indicator, with its label."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from cchc.edition import Edition, Indicator
from cchc.serialize.drawing import TEXT, Schema, closed

ID = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
"""An indicator's id, where no edition says which there are."""


def described(indicator: Indicator, edition: Edition, schema: Schema) -> Schema:
    """A property titled by the label that the form prints, described in the other languages."""
    first, *others = edition.languages
    texts = [] if indicator.gist is None else [indicator.gist[first]]
    texts += [indicator.label[language] for language in others]
    place = f"{indicator.path} · " if indicator.path else ""
    return {"title": indicator.label[first], "description": place + " · ".join(texts), **schema}


def by_indicator(
    edition: Edition | None, indicators: Iterable[Indicator], draw: Callable[[Indicator], Schema], general: Schema
) -> Schema:
    """An object keyed by indicators: those of the edition, or any."""
    if edition is None:
        return {"type": "object", "propertyNames": ID, "additionalProperties": general}
    return closed({line.id: described(line, edition, draw(line)) for line in indicators}, [])


def one_of(names: Iterable[str], edition: Edition | None) -> Schema:
    """One of an edition's names, or any text where no edition is given."""
    return TEXT if edition is None else {"enum": list(names)}


def text_by_language(edition: Edition | None) -> Schema:
    """A text in every language of the edition, or in any."""
    if edition is None:
        return {"type": "object", "additionalProperties": TEXT, "minProperties": 1}
    return closed(dict.fromkeys(edition.languages, TEXT))
