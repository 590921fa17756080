"""Why a computed column has no value: the first cause in reading order, as in the reference interpreter."""

from __future__ import annotations

from fractions import Fraction

from cchc.batch.codes import CAUSES, REASONS, code_column
from cchc.batch.columns import Column, FrameColumns, Quantity, column_of
from cchc.batch.dialect import Expr
from cchc.formula.functions import ROWS
from cchc.formula.meaning import written_out
from cchc.formula.tree import Apply, Fact, Name, Tree, names_of, walk
from cchc.record import frozen
from cchc.value import Cause, Reason


@frozen
class Causes:
    """Codes of causes over the columns of one frame; `codes` are the code columns that it has."""

    columns: FrameColumns
    codes: frozenset[str]

    def of(self, tree: Tree) -> Expr:
        """The cause of a formula's null; what it gives where the formula has a value means nothing."""
        tree = written_out(tree, (), self.columns.formula_of)
        match tree:
            case Apply(op, (part, whole)) if ROWS[op].ratio and self._is_plain(part) and self._is_plain(whole):
                return self._either(self._is_zero(whole), Cause.ZERO_DENOMINATOR, Cause.MISSING_INPUT)
            case _ if self._is_plain(tree):
                return self._lit(Cause.MISSING_INPUT)
        cause = self._cause(tree)
        return self._lit(Cause.MISSING_INPUT) if cause is None else cause

    def _is_plain(self, tree: Tree) -> bool:
        """Whether nothing but a missing input can make it null."""
        rows = (ROWS[node.op] for node in walk(tree) if isinstance(node, Apply))
        if any(row.lazy or row.ratio for row in rows):
            return False
        return self.codes.isdisjoint(map(code_column, names_of(tree)))

    def _cause(self, tree: Tree) -> Expr | None:
        """Null where the formula has a value; None if it always has."""
        when = self.columns.dialect.when
        match tree:
            case Name() | Fact():
                return when(self._is_null(tree)).then(self._of_leaf(tree))
            case Apply(op) if not ROWS[op].null:
                return None
            case Apply("if_", args):
                return self._of_choice(*args)
            case Apply(op, args) if ROWS[op].lazy:
                first = self._first(args)
                return None if first is None else when(self._is_null(tree)).then(first)
            case Apply(op, (_, whole) as args) if ROWS[op].ratio:
                zero, first = self._is_zero(whole), self._first(args)
                return when(zero).then(self._lit(Cause.ZERO_DENOMINATOR)).otherwise(self._or_null(first))
            case Apply(_, args):
                return self._first(args)
            case _:
                return None

    def _of_leaf(self, leaf: Name | Fact) -> Expr:
        """A figure that does not apply here is no figure that was left out."""
        if not isinstance(leaf, Name) or code_column(leaf.id) not in self.codes:
            return self._lit(Cause.MISSING_INPUT)
        exempt = self.columns.dialect.col(code_column(leaf.id)) == REASONS[Reason.NOT_APPLICABLE]
        return self._either(exempt, Cause.NOT_APPLICABLE, Cause.MISSING_INPUT)

    def _of_choice(self, condition: Tree, then: Tree, otherwise: Tree) -> Expr:
        when, truth = self.columns.dialect.when, column_of(condition, self.columns)
        assert not isinstance(truth, Quantity)
        one, two = self._or_null(self._cause(then)), self._or_null(self._cause(otherwise))
        chosen = when(truth.expr).then(one).otherwise(two)
        return when(truth.expr.is_null()).then(self._or_null(self._cause(condition))).otherwise(chosen)

    def _first(self, args: tuple[Tree, ...]) -> Expr | None:
        causes = [cause for arg in args if (cause := self._cause(arg)) is not None]
        return self.columns.dialect.coalesce(*causes) if len(causes) > 1 else next(iter(causes), None)

    def _is_null(self, tree: Tree) -> Expr:
        known = self.columns.apply("known", (column_of(tree, self.columns),))
        assert not isinstance(known, Quantity)
        return ~known.expr

    def _is_zero(self, tree: Tree) -> Expr:
        zero: Column = self.columns.number(Fraction(0))
        answer = self.columns.apply("==", (column_of(tree, self.columns), zero))
        assert not isinstance(answer, Quantity)
        return answer.expr

    def _either(self, condition: Expr, then: Cause, otherwise: Cause) -> Expr:
        return self.columns.dialect.when(condition).then(self._lit(then)).otherwise(self._lit(otherwise))

    def _or_null(self, cause: Expr | None) -> Expr:
        return self.columns.dialect.nothing(self.columns.dialect.small) if cause is None else cause

    def _lit(self, cause: Cause) -> Expr:
        return self.columns.dialect.lit(CAUSES[cause], dtype=self.columns.dialect.small)
