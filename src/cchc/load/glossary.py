"""What the words of the field mean, as TOML says it: [glossary.X], or glossary.toml."""

from __future__ import annotations

from cchc.edition.glossary import Concept
from cchc.load.codes import DUPLICATE, MISSING_FIELD
from cchc.load.contents import Contents
from cchc.load.definitions import passages
from cchc.load.table import Table
from cchc.load.vocabulary import identified
from cchc.text.spelling import key


def glossary(contents: Contents) -> dict[str, Concept]:
    """Concepts by id; a name belongs to one of them."""
    found: dict[str, Concept] = {}
    owners: dict[str, str] = {}
    for id, table in identified(contents.of("glossary")):
        concept = _concept(id, table)
        for name in dict.fromkeys(map(key, (*concept.label.values(), *concept.known_as))):
            if name and owners.setdefault(name, id) != id:
                table.mistake(DUPLICATE, None, f"{name[:60]!r} is a name of {owners[name]!r} already")
        found.setdefault(id, concept)
    return found


def _concept(id: str, table: Table) -> Concept:
    means = tuple(passages(table, "means"))
    if not any(passage.text is not None for passage in means) and not table.faulty:
        hint = f'such as means = {{ {table.home} = "…", certainty = "read" }}'
        table.mistake(MISSING_FIELD, None, "'means' is missing: what the word says", hint)
    return Concept(id, table.translated("label"), means, table.texts("known_as"))
