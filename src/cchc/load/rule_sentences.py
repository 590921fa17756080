"""A check as a sentence, for a rule that says nothing of its own: what must be, with the names and figures of a report.

Figures stand in it as placeholders, which the report fills in: {id}, {previous(id)}, {period_end}.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from cchc.formula.functions import ROWS
from cchc.formula.tree import Apply, Fact, Name, Tree, decimal_text
from cchc.formula.words import fill, words
from cchc.record import frozen
from cchc.words import face, point_of

_LONGER_THAN_YEARS = 5
_EXCHANGED = str.maketrans(",.", ".,")
_DAYS = frozenset({"period_start", "period_end"})
"""Facts of the period that are days, each a placeholder of its own."""
PREVIOUS = "previous"


@frozen
class CheckWords:
    """What a check names in a language: `called` are what is called otherwise than by the label of a line, `dates` the
    lines whose figures are days."""

    language: str
    called: Mapping[str, str]
    dates: Callable[[str], bool]

    def sentence(self, tree: Tree) -> str:
        """What must be, without a full stop."""
        tables = face("tables")
        match tree:
            case Apply("and", parts):
                return tables.say(self.language, "must_join").join(map(self.sentence, parts))
            case Apply(op, (left, right)) if ROWS[op].compares:
                kind = "days" if self._is_date(left) or self._is_date(right) else "sides"
                if _is_condition(left) or _is_condition(right):
                    kind = "answers" if op == "==" else "none"
                template = tables.family("must").get(f"{kind}_{_SIGNS[op]}")
                if template is not None:
                    return fill(template[self.language], [self._words(left), self._words(right)])
        return fill(tables.text("line_rule_says")[self.language], [self._words(tree)])

    def _words(self, tree: Tree) -> str:
        judging = face("judging")
        return words(tree, judging, self.language, self._name, fact=self._fact, number=self._number)

    def _name(self, name: str) -> str:
        return self.called.get(name, f"“{{{name}.label}}” ({{{name}}})")

    def _fact(self, function: str, ids: tuple[str, ...]) -> str | None:
        tables = face("tables")
        if function == PREVIOUS and len(ids) == 1 and ids[0] not in self.called:
            label = f"“{{{ids[0]}.label}}”"
            return fill(tables.text("check_of_before")[self.language], [label, f"{{previous({ids[0]})}}"])
        return (
            fill(tables.text("check_day", function)[self.language], [f"{{{function}}}"]) if function in _DAYS else None
        )

    def _number(self, value: Fraction) -> str:
        """As people of the language write it; of four digits it may be a year."""
        whole, _, decimals = decimal_text(value).partition(".")
        is_parted = decimals or len(whole.lstrip("-")) >= _LONGER_THAN_YEARS
        parted = f"{int(whole):,}" if is_parted and whole.lstrip("-").isdigit() else whole
        text = f"{parted}.{decimals}" if decimals else parted
        return text if point_of(self.language) == "." else text.translate(_EXCHANGED)

    def _is_date(self, tree: Tree) -> bool:
        match tree:
            case Name(id):
                return self.dates(id)
            case Fact(function, ids):
                return function in _DAYS or (function == PREVIOUS and all(map(self.dates, ids)))
            case _:
                return False


_SIGNS: Mapping[str, str] = {"==": "equal", "!=": "other", "<": "less", "<=": "most", ">": "more", ">=": "least"}


def _is_condition(tree: Tree) -> bool:
    """Whether a side of a comparison is itself a comparison, or made of such."""
    return isinstance(tree, Apply) and (ROWS[tree.op].compares or tree.op in ("and", "or", "not", "implies"))
