"""All editions of all forms of a catalogue together, and how their definitions hang on one another."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from cchc.catalogue import Catalogue, load_catalogue
from cchc.edition import Concept, Edition, FindingKind, Indicator, Instrument, Rule, Unit
from cchc.edition.amendment import EditionStatus
from cchc.edition.comparison import Change, changes
from cchc.edition.table import ClosedRow, FigureColumn, FormTable, TableRule
from cchc.errors import CchcError
from cchc.evaluation import Evaluation
from cchc.formula.tree import mentions_of, names_of
from cchc.formula.words import text
from cchc.illustration.filled import filled_rightly, first_filled
from cchc.load import editions_in, find_catalogue, home, names_one, siblings
from cchc.record import field, frozen

T = TypeVar("T")

_ADDRESS = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")

LINES = ("indicators", "auxiliaries")
"""What a comparison calls the lines of the form and the figures beside them."""


@frozen
class ColumnPlace:
    """A column of a form's table; `form` is the id of the form's first edition."""

    catalogue: Catalogue
    table: FormTable
    column: FigureColumn
    form: str

    @property
    def name(self) -> str:
        """What it is called among the columns of all forms."""
        return f"{self.form}.{self.table.id}.{self.column.id}"

    def beside(self, id: str) -> ColumnPlace:
        """Another column of its table."""
        return ColumnPlace(self.catalogue, self.table, self.table.columns[id], self.form)


@frozen
class Library:
    """Editions of one or several forms, from the oldest to the newest; `folders` is where each lies.

    A definition is shown as the edition of its form gives it that is in force on `day`, or else the newest that has it;
    what the others say of it stands below, each under its dates.
    """

    catalogues: tuple[Catalogue, ...]
    folders: Mapping[str, Path] = field(factory=dict)
    is_own: bool = False
    """Whether it is the catalogue that comes with cchc."""
    day: dt.date = field(factory=dt.date.today)

    @property
    def newest(self) -> Catalogue:
        """The edition that stands for the catalogue: that of the first form which is in force."""
        return self.older_last[0]

    @cached_property
    def forms(self) -> tuple[tuple[Catalogue, ...], ...]:
        """The editions of each form, those that definitions are taken from first; forms of lines before tables."""
        found: dict[str, list[Catalogue]] = {}
        for catalogue in self.catalogues[::-1]:
            found.setdefault(self.form_of(catalogue), []).append(catalogue)
        ordered = sorted(found.values(), key=lambda form: bool(form[0].edition.tables))
        return tuple(tuple(sorted(form, key=self._holds_not)) for form in ordered)

    def _holds_not(self, catalogue: Catalogue) -> tuple[bool, bool]:
        """What puts an edition behind those that hold: it is work under way, or does not hold yet."""
        edition = catalogue.edition
        return edition.status is EditionStatus.DRAFT, edition.in_force_from > self.day

    def editions_of(self, catalogue: Catalogue) -> tuple[Catalogue, ...]:
        """All editions of the form of one, from the oldest to the newest."""
        form = self.form_of(catalogue)
        return tuple(each for each in self.catalogues if self.form_of(each) == form)

    def form_of(self, catalogue: Catalogue) -> str:
        """The id of the edition on which an edition, and those that it stands on, rest in the end."""
        beside = {each.id: each for each in self.catalogues}
        id, seen = catalogue.id, set[str]()
        while id in beside and (base := beside[id].edition.base) is not None and id not in seen:
            seen.add(id)
            id = base
        return id

    def before(self, catalogue: Catalogue) -> Catalogue | None:
        """The edition that another one changes: its base, or else the one before it of the same form."""
        beside = {each.id: each for each in self.catalogues}
        if (base := beside.get(catalogue.edition.base or "")) is not None:
            return base
        earlier = self.editions_of(catalogue)
        at = earlier.index(catalogue)
        return earlier[at - 1] if at else None

    @property
    def older_last(self) -> tuple[Catalogue, ...]:
        """Those that definitions are taken from, one after the other."""
        return tuple(catalogue for form in self.forms for catalogue in form)

    @cached_property
    def indicators(self) -> Mapping[str, Catalogue]:
        """Every line and auxiliary figure, with the newest catalogue that has it, in the form's order."""
        found: dict[str, Catalogue] = {}
        for catalogue in self.older_last:
            for id in catalogue.edition.everything:
                found.setdefault(id, catalogue)
        return found

    @cached_property
    def columns(self) -> Mapping[str, ColumnPlace]:
        """Every column of every table by its name, in the newest edition that has it, in the form's order."""
        found: dict[str, ColumnPlace] = {}
        for catalogue in self.older_last:
            for table in catalogue.edition.tables.values():
                for column in table.columns.values():
                    place = ColumnPlace(catalogue, table, column, self.form_of(catalogue))
                    found.setdefault(place.name, place)
        return found

    def row_name(self, catalogue: Catalogue, table: FormTable, row: ClosedRow) -> str:
        """What a printed row is called among the rows of all forms."""
        return f"{self.form_of(catalogue)}.{table.id}.{row.id}".replace("_", "-")

    @cached_property
    def printed_rows(self) -> Mapping[str, tuple[ClosedRow, Catalogue, FormTable]]:
        """Every row that a form prints by its name, in the newest edition that has it, in the form's order."""
        found: dict[str, tuple[ClosedRow, Catalogue, FormTable]] = {}
        for catalogue in self.older_last:
            for table in catalogue.edition.tables.values():
                for row in table.rows.values():
                    found.setdefault(self.row_name(catalogue, table, row), (row, catalogue, table))
        return found

    @cached_property
    def rules(self) -> Mapping[str, Catalogue]:
        """Every rule over lines by its code, with the newest catalogue that has it."""
        found: dict[str, Catalogue] = {}
        for catalogue in self.older_last:
            for rule in catalogue.rules.values():
                found.setdefault(rule.code, catalogue)
        return found

    @cached_property
    def table_rules(self) -> Mapping[str, tuple[Catalogue, FormTable, TableRule]]:
        """The rules over tables that are the catalogue's own, by their codes."""
        found: dict[str, tuple[Catalogue, FormTable, TableRule]] = {}
        for catalogue in self.older_last:
            for table in catalogue.edition.tables.values():
                for each in table.rules.values():
                    if not each.rule.is_standard:
                        found.setdefault(each.rule.code, (catalogue, table, each))
        return found

    def examples(self, catalogue: Catalogue) -> tuple[Evaluation, ...]:
        """The forms filled in rightly that stand beside an edition, each judged after the one before it."""
        if catalogue.id not in self._examples:
            self._examples[catalogue.id] = filled_rightly(catalogue, self.folders.get(catalogue.id))
        return self._examples[catalogue.id]

    @cached_property
    def samples(self) -> Mapping[str, tuple[Catalogue, bytes]]:
        """The first form of each example as a file, by a name of its own, for the first edition of each form that has
        one."""
        found: dict[str, tuple[Catalogue, bytes]] = {}
        for form in self.forms:
            filled = ((each, first_filled(each, self.folders.get(each.id))) for each in form)
            catalogue, data = next((pair for pair in filled if pair[1] is not None), (form[0], None))
            if data is not None:
                found[f"{catalogue.id}{Path(catalogue.edition.example or '').suffix}"] = catalogue, data
        return found

    @cached_property
    def _examples(self) -> dict[str, tuple[Evaluation, ...]]:
        return {}

    @cached_property
    def finding_kinds(self) -> Mapping[str, FindingKind]:
        return self._united(lambda edition: edition.finding_kinds)

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        return self._united(lambda edition: edition.units)

    @cached_property
    def instruments(self) -> Mapping[str, Instrument]:
        return self._united(lambda edition: edition.instruments)

    @cached_property
    def concepts(self) -> Mapping[str, Concept]:
        """The words of the glossary."""
        return self._united(lambda edition: edition.glossary)

    def _united(self, part: Callable[[Edition], Mapping[str, T]]) -> Mapping[str, T]:
        """What the editions name, the newest one's own where several do."""
        found: dict[str, T] = {}
        for catalogue in self.older_last:
            found = {**part(catalogue.edition), **found}
        return found

    def indicator(self, id: str) -> Indicator:
        return self.indicators[id].edition.everything[id]

    def rule(self, code: str) -> Rule:
        catalogue = self.rules[code]
        return next(rule for rule in catalogue.rules.values() if rule.code == code)

    def parts(self, id: str) -> tuple[str, ...]:
        """The figures that a computed one is computed from; parameters are none."""
        formula = self.indicator(id).formula
        return tuple(name for name in names_of(formula) if name in self.indicators) if formula is not None else ()

    def leaves(self, id: str) -> tuple[str, ...]:
        """The reported figures that a computed one rests on in the end; itself if it is not computed."""
        parts = self.parts(id)
        return tuple(dict.fromkeys(leaf for part in parts for leaf in self.leaves(part))) if parts else (id,)

    @cached_property
    def _uses(self) -> Mapping[str, tuple[str, ...]]:
        uses: dict[str, list[str]] = {}
        for id in self.indicators:
            for part in self.parts(id):
                uses.setdefault(part, []).append(id)
        return {part: tuple(ids) for part, ids in uses.items()}

    def used_by(self, id: str) -> tuple[str, ...]:
        return self._uses.get(id, ())

    @cached_property
    def _judged(self) -> Mapping[str, tuple[str, ...]]:
        judged: dict[str, dict[str, None]] = {}
        for code in self.rules:
            for id in self.subjects(self.rule(code)):
                judged.setdefault(id, {})[code] = None
        return {id: tuple(codes) for id, codes in judged.items()}

    def rules_of(self, id: str) -> tuple[str, ...]:
        """The codes of the rules that speak of a line."""
        return self._judged.get(id, ())

    def subjects(self, rule: Rule) -> tuple[str, ...]:
        """The lines that a rule speaks of; parameters are none."""
        mentioned = (id for instance in rule.instances for id in mentions_of(instance.check))
        return tuple(id for id in dict.fromkeys(mentioned) if id in self.indicators)

    def children(self, id: str) -> tuple[str, ...]:
        edition = self.indicators[id].edition
        return tuple(line.id for line in edition.indicators.values() if line.parent == id)

    def history(self, id: str, language: str | None = None) -> Iterator[tuple[Catalogue, tuple[Change, ...] | None]]:
        """The editions that have a line, newest first, each with what differs from the one before (None: new there)."""
        having = [catalogue for catalogue in self.catalogues if id in catalogue.edition.everything]
        for place in range(len(having) - 1, 0, -1):
            found = changes(having[place - 1].edition, having[place].edition, language, in_words=True)
            yield having[place], tuple(one for one in found if one.id == id and one.of in LINES)
        yield having[0], None


def formula_text(indicator: Indicator) -> str | None:
    return text(indicator.formula) if indicator.formula is not None else None


def load_library(folder: Path | None = None) -> Library:
    """Every edition in a folder, or those of one form; by default those that come with cchc.

    Raises CatalogueError, with every mistake, if one does not load, and CchcError where two forms call different
    things by one name.
    """
    root = home() if folder is None else folder
    found = siblings(find_catalogue(root)) if names_one(root) else editions_in(root)
    loaded = {each.folder.resolve(): load_catalogue(each.folder) for each in found}
    if not loaded:
        raise CchcError(f"no edition lies in {root}: name a folder with edition.toml, or one that holds such folders")
    ordered = sorted(loaded.items(), key=lambda pair: pair[1].edition.in_force_from)
    _refuse_names(one for _, one in ordered)
    library = Library(tuple(one for _, one in ordered), {one.id: each for each, one in ordered}, folder is None)
    _refuse_clashes(library)
    return library


def _refuse_names(catalogues: Iterable[Catalogue]) -> None:
    """Ids of editions, tables and columns are parts of addresses."""
    for catalogue in catalogues:
        if not _ADDRESS.fullmatch(catalogue.id):
            raise CchcError(
                f"{catalogue.id[:60]!r} cannot be part of an address: give the folder a name of a-z, 0-9 and -"
            )


def _refuse_clashes(library: Library) -> None:
    """A page has one address: what two forms call alike can have none."""
    owners: dict[str, str] = {}
    for catalogue in library.catalogues:
        form, tables = library.form_of(catalogue), catalogue.edition.tables.values()
        over_tables = (each.rule for table in tables for each in table.rules.values())
        own = (rule.code for rule in (*catalogue.rules.values(), *over_tables) if not rule.is_standard)
        for name, hint in (
            *((id, "") for id in catalogue.edition.everything),
            *((code, "; give one of them a prefix of its own") for code in own),
        ):
            if owners.setdefault(name, form) != form:
                raise CchcError(
                    f"{owners[name]} and {form} both have {name}: build the site of each form by itself{hint}"
                )
