"""[dimension.D]: members that columns, or lines, are repeated for, wherever `{D}` stands in what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile

from cchc.errors import did_you_mean
from cchc.load.codes import MISSING_FIELD, UNKNOWN_NAME, UNUSED, WRONG_VALUE
from cchc.load.contents import Contents
from cchc.load.table import Table
from cchc.load.vocabulary import ID, identified
from cchc.record import frozen

_NAMED = re.compile(r"\{(\w+)\}")
MOST_NAMED = 4
"""Dimensions of one column."""
_YEAR = "year"
"""Stands in a heading for the year of the report."""
Entry = tuple[str | None, Table]
"""A column as written, with its id where that is the key of its table; or a line."""
_LISTED = ("number", "code")
"""What each member has of its own, in a list."""


@frozen
class DimensionMember:
    """One of those that columns or lines are repeated for: its id in formulas, its heading on the form."""

    id: str
    heading: str


@frozen
class Dimensions:
    """The dimensions of an edition by id."""

    members: Mapping[str, tuple[DimensionMember, ...]]

    @classmethod
    def of(cls, contents: Contents) -> Dimensions:
        """[dimension.X], each with its members: `[{ id = "a", heading = "Nhóm A" }, …]`, or headings alone."""
        return cls({id: tuple(_members(table)) for id, table in identified(contents.of("dimension"))})

    def lines(self, entries: Sequence[tuple[str, Table]]) -> list[tuple[str, Table]]:
        """The lines, those of a section that is printed several times repeated together."""
        return [(id or "", table) for id, table in self.repeated(entries)] if self.members else list(entries)

    def repeated(self, entries: Sequence[Entry]) -> Iterator[Entry]:
        """The columns, those that stand beside each other and name one dimension repeated together.

        Of several dimensions that of the longest group is repeated first, others within it.
        """
        place = 0
        while place < len(entries):
            named = self._named(entries[place])
            if len(named) > MOST_NAMED:
                entries[place][1].mistake(WRONG_VALUE, None, f"a column may name {MOST_NAMED} dimensions")
            if not 0 < len(named) <= MOST_NAMED:
                self._say_unknown(entries[place][1])
                yield entries[place]
                place += 1
                continue
            id = max(named, key=lambda each: self._run(each, entries[place:]))
            group = entries[place : place + self._run(id, entries[place:])]
            for at, member in enumerate(self.members[id]):
                yield from self.repeated(
                    [(_filled(name, id, member), _for(table, id, member, at)) for name, table in group]
                )
            place += len(group)

    def _run(self, id: str, entries: Sequence[Entry]) -> int:
        """How many columns from the first on name a dimension."""
        return sum(1 for _ in takewhile(lambda entry: id in self._named(entry), entries))

    def _say_unknown(self, table: Table) -> None:
        """A heading that names a dimension which is not there would be printed nowhere."""
        for text in _texts(table.values.get("heading")):
            for name in _NAMED.findall(text):
                if name != _YEAR and name not in self.members:
                    hint = did_you_mean(name, (*self.members, _YEAR))
                    table.mistake(UNKNOWN_NAME, "heading", f"there is no dimension {name[:40]!r}", hint)

    def _named(self, entry: Entry) -> tuple[str, ...]:
        """The dimensions that a column names, the outermost of its headings first."""
        name, table = entry
        text = f"{table.values.get('heading')!r} {name} {table.values!r}"
        return tuple(sorted((id for id in self.members if f"{{{id}}}" in text), key=lambda id: text.index(f"{{{id}}}")))


def _texts(heading: object) -> Iterator[str]:
    yield from (part for part in heading if isinstance(part, str)) if isinstance(heading, list) else ()


def _members(table: Table) -> Iterator[DimensionMember]:
    given = table.texts_or_tables("members")
    if not given and "members" not in table.faulty and not table.partial:
        table.mistake(MISSING_FIELD, "members", "the list is empty")
    for place, item in enumerate(given):
        if isinstance(item, str):
            yield DimensionMember(f"m{place + 1}", item)
            continue
        id, heading = item.text("id"), item.text("heading")
        if id and not ID.fullmatch(id):
            item.mistake(WRONG_VALUE, "id", f"{id[:40]!r} is no id", "small letters a-z, digits and _")
        item.close()
        yield DimensionMember(id, heading)


def _for(table: Table, id: str, member: DimensionMember, place: int) -> Table:
    """A column or line for one member: of a list of numbers, or codes, its own."""
    values = {
        key: _replaced(value, id, member, as_heading=key in ("heading", "label")) for key, value in table.values.items()
    }
    for key in _LISTED:
        listed = values.get(key)
        if type(listed) is not list:
            continue
        if place < len(listed):
            values[key] = listed[place]
        else:
            table.mistake(UNUSED, key, f"there are {len(listed)} numbers", "one for each member")
            del values[key]
    own = table.amendment
    return Table(table.source, values, table.path, table.languages, partial=table.partial, amendment=own)


def _replaced(value: object, id: str, member: DimensionMember, *, as_heading: bool) -> object:
    match value:
        case str():
            return value.replace(f"{{{id}}}", member.heading if as_heading else member.id)
        case list():
            return [_replaced(each, id, member, as_heading=as_heading) for each in value]
        case dict():
            names = {key: key.replace(f"{{{id}}}", member.id) for key in value}
            return {names[key]: _replaced(each, id, member, as_heading=as_heading) for key, each in value.items()}
        case _:
            return value


def _filled(name: str | None, id: str, member: DimensionMember) -> str | None:
    return None if name is None else name.replace(f"{{{id}}}", member.id)
