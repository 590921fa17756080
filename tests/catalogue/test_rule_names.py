"""Each rule of the shipped catalogues has a name that fits a list, says what holds, and is no other's."""

from __future__ import annotations

import unicodedata

import pytest

from cchc.catalogue import Catalogue, editions, load_catalogue
from cchc.edition import Rule
from cchc.words import LANGUAGES, data

LONGEST = 60


def rules(catalogue: Catalogue) -> list[Rule]:
    tables = catalogue.edition.tables.values()
    return [*catalogue.edition.rules.values(), *(each.rule for table in tables for each in table.rules.values())]


@pytest.mark.parametrize("id", [outline.id for outline in editions()])
def test_every_rule_has_a_short_name_of_its_own(id: str) -> None:
    named = {rule.id: rule for rule in rules(load_catalogue(id))}
    for language in LANGUAGES:
        names = [rule.label[language] for rule in named.values() if rule.label is not None]
        assert len(names) == len(named)
        assert len(set(names)) == len(names)
        for name in names:
            assert len(name) <= LONGEST, name
            assert unicodedata.is_normalized("NFC", name), name
            assert not name.endswith("."), name
            assert "…" not in name, name


def test_every_standard_rule_has_a_short_name() -> None:
    for id, given in data("standard").items():
        assert tuple(given["label"]) == LANGUAGES, id
        assert all(len(name) <= LONGEST for name in given["label"].values()), id
