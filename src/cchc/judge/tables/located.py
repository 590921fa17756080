"""Where the mistakes of a report's tables are, all tables taken together, and what that says of findings of rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from attrs import evolve

from cchc.edition import Nature, Rule
from cchc.finding import Finding
from cchc.formula import reference
from cchc.formula.address import cell_of, counted, is_address
from cchc.formula.tree import Tree, facts_of, names_of
from cchc.judge.engine import no_facts
from cchc.judge.outcome import instance_name
from cchc.judge.tables.engine import difference
from cchc.judge.tables.equality import Equality, Link
from cchc.judge.tables.gaps import gaps
from cchc.judge.tables.mixups import Explanation, explanation
from cchc.judge.tables.relations import doubtful, of_clean, of_rule, pinned
from cchc.judge.tables.said import TableWords
from cchc.judge.tables.scale import OtherScale, other_scales
from cchc.judge.tables.suspects import MOST_CELLS, OF_FORM, WrongCells, faults, is_of_rules
from cchc.judge.tables.tabulation import At, Tabulation
from cchc.record import define


@define(eq=False)
class Located:
    """The wrong cells of a report's tables; `rules` are those of the whole form, of which some hold tables equal."""

    tables: Mapping[str, Tabulation]
    rules: Iterable[Rule] = ()

    @cached_property
    def every(self) -> Mapping[str, Sequence[Equality]]:
        """What is in doubt of each table: of rows that are known to be right nothing."""
        return {id: list(doubtful(tabulation)) for id, tabulation in self.tables.items()}

    @cached_property
    def faults(self) -> list[WrongCells]:
        """What fails, by the cells that explain it, but for what a mix-up of columns explains."""
        if not self.mixups:
            return self._by_cells
        mixed = {id: found.explained for id, found in self.mixups.items()}
        return self._faults_of(
            each
            for id, every in self.every.items()
            for at, each in enumerate(every)
            if at not in mixed.get(id, frozenset())
        )

    @cached_property
    def mixups(self) -> Mapping[str, Explanation]:
        """What explains at once what fails of a table, where no single cell does."""
        tried = ((id, explanation(self.tables[id], every, self._by_cells)) for id, every in self.every.items())
        return {id: found for id, found in tried if found is not None}

    @cached_property
    def scales(self) -> Mapping[str, Sequence[OtherScale]]:
        """The columns of each table that are of another scale than in the report before."""
        return {id: tuple(other_scales(tabulation)) for id, tabulation in self.tables.items()}

    @cached_property
    def _by_cells(self) -> list[WrongCells]:
        return self._faults_of(each for every in self.every.values() for each in every)

    def _faults_of(self, of_tables: Iterable[Equality]) -> list[WrongCells]:
        every = [*of_tables, *self._across()]
        return faults([*every, *self._beside(every)])

    def _beside(self, every: Iterable[Equality]) -> Iterator[Equality]:
        """What holds of the rows that a failing sum adds up: a figure that their rates ask for is not to be changed."""
        asked: dict[str, set[str]] = {}
        for each in every:
            if each.holds is False and len(each.cells) <= MOST_CELLS:
                for at in each.cells:
                    asked.setdefault(at.table, set()).add(at.row)
        for id, keys in asked.items():
            yield from of_clean(self.tables[id], keys)

    @cached_property
    def gaps(self) -> Mapping[str, Sequence[tuple[At, Fraction]]]:
        """The blank cells of each table that the others tell, each with its figure."""
        return {id: list(gaps(tabulation, self.every[id])) for id, tabulation in self.tables.items()}

    def _across(self) -> Iterator[Equality]:
        """What the rules of the form hold equal of figures of tables."""
        for rule in self.rules if self.tables else ():
            for instance in rule.instances if rule.nature is Nature.DEFINITIONAL else ():
                tree = difference(instance.check)
                if tree is None or facts_of(tree) or not all(map(is_address, names_of(tree))):
                    continue
                beyond = next(iter(self.tables.values())).elsewhere
                seen = beyond.seen(tree)
                places = {name: beyond.places(name) for name in names_of(seen)}
                found = next((at for each in places.values() for at in each), None)
                if found is None:
                    continue
                value = reference.evaluate(instance.check, beyond.figure, no_facts)
                holds = value if isinstance(value, bool) else None
                yield from of_rule(self.tables[found.table], rule, OF_FORM, holds, seen, places, pinned(tree, seen))

    @cached_property
    def checks(self) -> Mapping[str, Tree]:
        """What rules of the form ask of figures alone, by what their instances are called."""
        every = ((rule, each) for rule in self.rules for each in rule.instances)
        return {instance_name(rule.id, each.bindings): each.check for rule, each in every if not facts_of(each.check)}

    def would_hold(self, check: Tree, at: At, figure: Fraction) -> bool:
        """Whether that held if a figure stood at a place."""
        beyond, changed = self.tables[at.table].elsewhere, {at: figure}

        def get(name: str) -> Fraction | None:
            is_it = counted(name) is None and beyond.places(name) == (at,)
            return figure if is_it else beyond.figure(name, changed)

        return reference.evaluate(beyond.seen(check), get, no_facts) is True

    # --- what it says of a rule's finding ----------------------------------------------------------

    @cached_property
    def _by_rule(self) -> Mapping[tuple[str, str, str], WrongCells]:
        return {self._key(each): fault for fault in self.faults for each in fault.failing if each.link is Link.RULE}

    def narrowed(self, finding: Finding, table: str, scope: str) -> Finding:
        """A finding of a rule with those figures alone of which one is wrong, where that is known."""
        fault = self._by_rule.get((finding.rule or "", table, scope))
        if fault is None:
            return finding
        of_rules = is_of_rules(fault)
        is_lead = of_rules and self._key(fault.failing[0]) == (finding.rule, table, scope)
        under = None if is_lead or (of_rules and fault.only is None) else self._address(fault.lead)
        return evolve(self.about(finding, fault.suspects, fault.wanted), under=under)

    def about(self, finding: Finding, cells: Sequence[At], wanted: Fraction | None = None) -> Finding:
        """A finding of some cells alone: it points at the first, says what stands there, and what should."""
        addresses = {self._address(at): self._printed(at) for at in cells}
        figures, lead = {id: finding.figures.get(id) or text for id, text in addresses.items()}, next(iter(addresses))
        if lead == finding.figure and wanted is None:
            return evolve(finding, figures=figures)  # what its rule says is said of that cell
        tabulation, at = self.tables[cells[0].table], cells[0]
        said = TableWords(tabulation)
        required = None if wanted is None else said.required(at, wanted)
        entry = tabulation.filled.by_key[at.row].entries.get(at.column)
        return evolve(
            finding,
            figures=figures,
            figure=lead,
            indicators=tuple(sorted(finding.indicators, key=lambda name: self.called(name) != lead)),
            cell=None if entry is None else entry.cell,
            cells=None,
            observed=addresses[lead] or None,
            required=required,
            expected=None if required is None else required.text[said.edition.languages[0]],
        )

    @staticmethod
    def _key(each: Equality) -> tuple[str, str, str]:
        """A rule, the table that it is asked in, and the row or column that it is asked of."""
        is_of_form = each.scope == OF_FORM
        return each.name, "" if is_of_form else each.tabulation.table.id, each.scope

    def of_form(self, finding: Finding) -> Finding:
        """The same of a rule of the form, whose figures are called as those of their tables are."""
        if not any(map(is_address, finding.indicators)):
            return finding
        narrowed = self.narrowed(finding, "", OF_FORM)
        if narrowed is not finding:
            return narrowed
        figures = {self.called(name): text for name, text in finding.figures.items()}
        return evolve(finding, figures=figures, figure=None if finding.figure is None else self.called(finding.figure))

    def called(self, name: str) -> str:
        """A figure as its table's findings call it: by whatever name a rule speaks of it, it is one cell."""
        cell = cell_of(name)
        if cell is None or cell.table not in self.tables:
            return name
        places = self.tables[cell.table].elsewhere.places(name)
        return self._address(places[0]) if places else name

    def _address(self, at: At) -> str:
        return self.tables[at.table].address(at)

    def _printed(self, at: At) -> str:
        entry = self.tables[at.table].filled.by_key[at.row].entries.get(at.column)
        return entry.cell.text if entry is not None and entry.cell is not None else ""
