"""Which line is wrong where a computed one is not what its parts give: itself, or one of those that it is made of.

That cannot be told by the one formula. A line is the wrong one only if all that fails together speaks of it, and if a
figure can stand there with which that holds, and all that holds now holds still: so a second formula, a count that
must be whole, a rule that two lines are equal often leave one. Where several are left, none is blamed alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from cchc.edition import Edition, Nature
from cchc.edition.kept import kept
from cchc.formula import reference
from cchc.formula.address import is_address
from cchc.formula.functions import ROWS
from cchc.formula.tree import Apply, Tree, facts_of, names_of
from cchc.judge.computation import Computation
from cchc.judge.curve import curve_through, is_ratio
from cchc.judge.engine import Engine
from cchc.judge.outcome import Result
from cchc.judge.precision import Match, compare, last_place
from cchc.record import define, field, frozen
from cchc.value import PrintedNumber

if TYPE_CHECKING:
    from cchc.formula.python import Get

_MOST_FAILING = 40
"""Where more than this fails of a report, it is no single mistake that is sought, and all parts are named."""
_OF_BEFORE = frozenset({"previous", "same_year_as_previous"})
"""The facts that no figure of this report changes."""
_OWN = frozenset({Match.TRUNCATED, Match.OFF_BY_ONE})
"""What is wrong in a printed number by itself: its last digit."""


@frozen(eq=False)
class _Claim:
    """Something that must hold of lines: a value that lies in bounds, or a condition (which has none).

    `target` is the computed line whose printed figure it is about.
    """

    lines: tuple[str, ...]
    tree: Tree
    bounds: tuple[Fraction, Fraction] | None
    holds: bool
    target: str | None = None


@define(eq=False)
class LineSuspects:
    """The lines of a report that may be wrong, by what does not agree."""

    computation: Computation
    _figured: dict[tuple[str, int], frozenset[Fraction] | None] = field(factory=dict)
    _groups: dict[int, tuple[frozenset[str], Sequence[_Claim]]] = field(factory=dict)
    _found: dict[str, tuple[str, ...]] = field(factory=dict)

    def of(self, id: str) -> tuple[str, ...]:
        """The lines one of which is wrong where a computed one does not agree, itself first if it may be; nothing where
        it agrees, or cannot be told."""
        if id not in self._found:
            own = self._failing_of.get(id)
            self._found[id] = () if own is None else self._suspects(own)
        return self._found[id]

    def only_part(self, id: str) -> str | None:
        """The one part of a computed line that explains all that does not agree."""
        found = self.of(id)
        return found[0] if len(found) == 1 and found[0] != id else None

    def meant(self, id: str, part: str) -> Sequence[Fraction]:
        """The figures of a part with which a computed line, and all else, would agree; none where they are many."""
        own = self._failing_of.get(id)
        return () if own is None else sorted(self._figures(part, self._together(own)[1]) or ())

    # --- what fails together

    @cached_property
    def _failing(self) -> Sequence[_Claim]:
        return [each for each in self._claims if not each.holds]

    @cached_property
    def _failing_of(self) -> Mapping[str, _Claim]:
        return {each.target: each for each in self._failing if each.target is not None}

    @cached_property
    def _about(self) -> Mapping[str, Sequence[_Claim]]:
        """What must hold of each line."""
        found: dict[str, list[_Claim]] = {}
        for each in self._claims:
            for line in each.lines:
                found.setdefault(line, []).append(each)
        return found

    def _together(self, own: _Claim) -> tuple[frozenset[str], Sequence[_Claim]]:
        """The lines that a claim shares with all that fails with it, and these claims; itself alone, if none."""
        if id(own) not in self._groups:
            self._groups[id(own)] = self._grouped(own)
        return self._groups[id(own)]

    def _grouped(self, own: _Claim) -> tuple[frozenset[str], Sequence[_Claim]]:
        group, seen, ahead = [own], {id(own)}, list(own.lines)
        lines = set(ahead)
        while ahead:
            for each in self._about[ahead.pop()]:
                if not each.holds and id(each) not in seen:
                    seen.add(id(each))
                    group.append(each)
                    ahead += [line for line in each.lines if line not in lines]
                    lines.update(each.lines)
        shared = frozenset.intersection(*(frozenset(each.lines) for each in group))
        return (shared, group) if shared & frozenset(own.lines) else (frozenset(own.lines), [own])

    def _suspects(self, own: _Claim) -> tuple[str, ...]:
        shared, failing = self._together(own)
        if len(failing) == 1 and own.target is not None and self._is_off_by_itself(own.target):
            return (own.target,)
        lines = [line for line in own.lines if line in shared]
        return tuple(line for line in lines if self._may_be(line, failing)) or tuple(lines)

    def _is_off_by_itself(self, id: str) -> bool:
        entry, exact = self.computation.entry(id), self.computation.exact(id)
        return entry is not None and entry.printed is not None and exact is not None and (
            compare(entry.printed, exact) in _OWN
        )  # fmt: skip

    def _may_be(self, line: str, failing: Sequence[_Claim]) -> bool:
        """Whether a figure can stand on a line with which all holds, as far as that can be told."""
        if line in self.computation.engine.index:
            exact = self.computation.exact(line)
            return exact is None or self.computation.engine.edition.figures[line].measure.takes(exact)
        found = self._figures(line, failing)
        return found is None or bool(found)

    def _figures(self, line: str, failing: Sequence[_Claim]) -> frozenset[Fraction] | None:
        """The other figures of a line with which all holds; None where they are too many, or not known."""
        if len(self._failing) > _MOST_FAILING:
            return None
        key = line, id(failing[0]) if len(failing) == 1 else 0
        if key not in self._figured:
            self._figured[key] = self._sought(line, failing)
        return self._figured[key]

    def _sought(self, line: str, failing: Sequence[_Claim]) -> frozenset[Fraction] | None:
        if is_address(line) or line in self.computation.engine.index:
            return None
        measure = self.computation.engine.edition.figures[line].measure
        own = self._own(line)
        about = [each for each in self._about[line] if each.holds or each in failing]
        for several in (failing, [each for each in about if each.holds]):
            known = [found for each in several if (found := self._answers(each, line)) is not None]
            if known:
                told = (each for each in min(known, key=len) if each != own and measure.takes(each))
                return frozenset(each for each in told if self._all_hold(about, line, each))
        return None

    def _all_hold(self, claims: Iterable[_Claim], line: str, figure: Fraction) -> bool:
        seen = self._with(line, figure)
        return all(self._truth(each, seen) is not False for each in claims)

    # --- what a line would have to say

    def _own(self, line: str) -> Fraction | None:
        figure = self.computation.figure(line)
        is_number = isinstance(figure, int | Fraction) and not isinstance(figure, bool)
        return Fraction(str(figure)) if is_number else None

    def _answers(self, claim: _Claim, line: str) -> frozenset[Fraction] | None:
        """The figures of a line with which a claim holds; None where they are too many, or cannot be told."""
        own = self._own(line)
        if own is None or claim.bounds is None or not self._is_ratio(claim.tree):
            return None
        curve = curve_through(lambda figure: self._number(claim.tree, self._with(line, figure)), own)
        line_ = self.computation.engine.edition.figures[line]
        step = Fraction(1, 10**line_.decimals) if line_.kind.has_decimals else Fraction(1)
        return None if curve is None else curve.steps_within(*claim.bounds, step)

    def _is_ratio(self, tree: Tree) -> bool:
        """Whether a formula, and those that it rests on, only add, multiply and divide."""
        formulas = (self.computation.engine.formula_of(id) for id in names_of(tree))
        return is_ratio(tree) and all(formula is None or self._is_ratio(formula) for formula in formulas)

    def _with(self, line: str, figure: Fraction) -> Get:
        """What formulas see if another figure stands on a line: only what rests on that is computed anew."""
        computation, engine = self.computation, self.computation.engine
        is_whole = figure.denominator == 1 and not engine.edition.figures[line].kind.has_decimals
        known: dict[str, object] = {line: figure.numerator if is_whole else figure}

        def seen(id: str) -> object:
            formula = engine.formula_of(id)
            if id not in known and formula is not None and line in self._parts(id):
                exact = reference.evaluate(formula, seen, computation.ask, engine.formula_of)
                decimals = engine.decimals[engine.index[id]]
                scaled = reference.rounded(exact, decimals or 0) if isinstance(exact, Fraction) else None
                known[id] = scaled if scaled is None or decimals is None else Fraction(scaled, 10**decimals)
            return known[id] if id in known else computation.figure(id)

        return seen

    def _truth(self, claim: _Claim, seen: Get) -> bool | None:
        found = self._answer(claim.tree, seen)
        if claim.bounds is None:
            return found if isinstance(found, bool) else None
        low, high = claim.bounds
        return low <= found <= high if isinstance(found, Fraction) else None

    def _number(self, tree: Tree, seen: Get) -> Fraction | None:
        found = self._answer(tree, seen)
        return found if isinstance(found, Fraction) else None

    def _answer(self, tree: Tree, seen: Get) -> reference.Answer | reference.Null:
        return reference.evaluate(tree, seen, self.computation.ask, self.computation.engine.formula_of)

    # --- what must hold

    @cached_property
    def _claims(self) -> Sequence[_Claim]:
        return [*self._of_computed(), *self._of_rules()]

    def _of_computed(self) -> Iterator[_Claim]:
        """That a computed line is printed as its parts give it."""
        for line in self.computation.engine.edition.computed:
            entry = self.computation.entry(line.id)
            exact = None if line.auxiliary or entry is None else self.computation.exact(line.id)
            if exact is None or entry is None or entry.printed is None or line.formula is None:
                continue
            low, high = _bounds(entry.printed, has_decimals=line.kind.has_decimals)
            parts = self._made_of(parts_that_differ(self.computation, line.id))
            yield _Claim((line.id, *parts), line.formula, (low, high), low <= exact <= high, line.id)

    def _of_rules(self) -> Iterator[_Claim]:
        """What rules ask of figures by definition."""
        for place, lines, tree, bounds in self._form.asked:
            result = self.computation.instance_results[place]
            if result in _TOLD:
                yield _Claim(lines, tree, bounds, _TOLD[result])

    @cached_property
    def _form(self) -> _FormParts:
        return _FormParts.of(self.computation.engine.edition)

    def _made_of(self, names: Iterable[str]) -> tuple[str, ...]:
        return self._form.made_of(names)

    def _parts(self, id: str) -> tuple[str, ...]:
        return self._form.parts(id)


@define(eq=False)
class _FormParts:
    """What the lines of an edition are made of, and what its rules ask of figures by definition."""

    edition: Edition
    _leaves: dict[str, tuple[str, ...]] = field(factory=dict)

    @classmethod
    @kept
    def of(cls, edition: Edition) -> _FormParts:
        return cls(edition)

    @cached_property
    def asked(self) -> Sequence[tuple[int, tuple[str, ...], Tree, tuple[Fraction, Fraction] | None]]:
        """By the place of each such rule among the engine's: the lines, and what lies in which bounds, or is true."""
        found = []
        for place, instance in enumerate(Engine(self.edition).instances):
            check = instance.check
            is_asked = self.edition.rules[instance.rule].nature is Nature.DEFINITIONAL
            if not is_asked or {fact.function for fact in facts_of(check)} - _OF_BEFORE:
                continue
            names, figures = names_of(check), self.edition.figures
            if all(id in figures and figures[id].kind.is_number for id in names):
                is_equation = isinstance(check, Apply) and check.op == "=="
                tree = Apply("-", check.args, check.span) if isinstance(check, Apply) and is_equation else check
                bounds = (Fraction(0), Fraction(0)) if is_equation else None
                found.append((place, self.made_of(names), tree, bounds))
        return found

    def made_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The given lines that lines are made of, in the order in which formulas name them."""
        return tuple(dict.fromkeys(part for name in names for part in self.parts(name)))

    def parts(self, id: str) -> tuple[str, ...]:
        """The same of one line, without parameters."""
        if id not in self._leaves:
            line = self.edition.figures.get(id)
            made = (id,) if line is None or line.formula is None else self.made_of(names_of(line.formula))
            self._leaves[id] = tuple(each for each in made if each not in self.edition.parameters)
        return self._leaves[id]


def suspects_of(computation: Computation) -> LineSuspects:
    """The lines of a report that may be wrong; they are kept, for every finding asks anew."""
    if computation.suspects is None:
        computation.suspects = LineSuspects(computation)
    return computation.suspects


def parts_that_differ(computation: Computation, id: str) -> Iterator[str]:
    """The parts of a rate; beside a fraction those of the operand that the fraction does not name."""
    formula, entry = computation.engine.edition.everything[id].formula, computation.entry(id)
    if formula is None:
        return
    if entry is None or not entry.claims or not (isinstance(formula, Apply) and ROWS[formula.op].ratio):
        yield from names_of(formula)
        return
    part, whole = computation.facts.operands(id)
    if any(claim.numerator != part for claim in entry.claims):
        yield from names_of(formula.args[0])
    if any(claim.denominator != whole for claim in entry.claims):
        yield from names_of(formula.args[1])


def _bounds(printed: PrintedNumber, *, has_decimals: bool) -> tuple[Fraction, Fraction]:
    """Between what a printed number may lie: a count is what it says."""
    half, stated = last_place(printed) / 2 if has_decimals else Fraction(0), Fraction(printed.value)
    return stated - half, stated + half


_TOLD: Mapping[Result, bool] = {Result.PASS: True, Result.FAIL: False}
