"""A small calculator on a line's page: a form whose figures the library itself judges, in the browser."""

from __future__ import annotations

import json
from decimal import Decimal

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book
from cchc.docs_builder.parts import part
from cchc.edition import Edition, Indicator
from cchc.formula.functions import OPERATORS
from cchc.formula.meaning import written_out
from cchc.formula.tree import Apply, facts_of, names_of, walk
from cchc.formula.treejson import to_json
from cchc.judge.display import display, point_in
from cchc.printable import in_html
from cchc.value import Cause, Reported

_MOST = 6
_CAUSES = (Cause.ZERO_DENOMINATOR, Cause.MISSING_INPUT)
_OF_NUMBERS = "percent per_mille total min max abs number round known if_"
_OPS = frozenset((*OPERATORS, *_OF_NUMBERS.split()))
"""What `formula.js` can compute."""


def section(book: Book, indicator: Indicator) -> str:
    """The form; the script that runs it takes the edition and the line from its attributes."""
    w = book.words
    inputs = _inputs(book, indicator)
    started = dict(indicator.examples[0].figures) if indicator.examples else {}
    fields = "".join(_field(book, id, indicator, started.get(id)) for id in inputs)
    edition = book.edition(indicator.id)
    instant = in_html(json.dumps(_instant(edition, indicator, book.language), ensure_ascii=False))
    form = part("calculator", w, edition_id=edition.id, id=indicator.id, fields=fields, instant=instant)
    return f"## {w('calculator')}\n\n{w('calculator_intro')}\n\n{md.raw(form)}"


def _instant(edition: Edition, line: Indicator, language: str) -> dict[str, object] | None:
    """What the page's script needs to compute a line by itself while figures are typed; None where it cannot."""
    formulas = closure(edition, line.id)
    if not formulas:
        return None
    nought = display(edition, line.id, Reported(Decimal(0) if line.decimals else 0), language)
    return {
        "formulas": formulas,
        "decimals": line.decimals,
        "point": point_in(edition, language),
        "after": nought.lstrip("0.,"),
        "causes": {str(cause): edition.judging.say(language, "cause", cause) for cause in _CAUSES},
    }


def closure(edition: Edition, id: str) -> dict[str, dict[str, object]]:
    """The formulas that a line rests on, its own among them, each with what it is rounded to; none where one asks for
    more than numbers, or the line is not computed."""
    formulas: dict[str, dict[str, object]] = {}
    waiting = [id]
    while waiting:
        line = edition.everything.get(waiting.pop())
        if line is None or line.formula is None or line.id in formulas:
            continue
        tree = written_out(line.formula, formula_of=lambda name: edition.everything[name].formula)
        if facts_of(tree) or not {node.op for node in walk(tree) if isinstance(node, Apply)} <= _OPS:
            return {}
        formulas[line.id] = {"tree": to_json(tree), "decimals": line.decimals}
        waiting += names_of(tree)
    return formulas


def _inputs(book: Book, indicator: Indicator) -> list[str]:
    """The figures that it is computed from, those that small rules compare it with, the line itself."""
    ids = dict.fromkeys(book.library.leaves(indicator.id))
    for code in book.library.rules_of(indicator.id):
        rule = book.library.rule(code)
        subjects = book.library.subjects(rule)
        if len(rule.instances) == 1 and len(set(ids) | set(subjects)) <= _MOST:
            ids |= {id: None for id in subjects if not book.library.indicator(id).is_heading}
    ids.pop(indicator.id, None)
    return [*ids, indicator.id]


def _field(book: Book, id: str, subject: Indicator, start: object) -> str:
    line = book.library.indicator(id)
    label = f"{line.path} {book.label(id)}".strip()
    hint = ""
    if id == subject.id and subject.formula is not None:
        hint = f" <small>{in_html(book.words('as_printed'))}</small>"
    numeric = ' inputmode="decimal"' if line.kind.is_number else ""
    value = f' value="{in_html(str(start))}"' if start is not None else ""
    return f'<label><span>{in_html(label)}{hint}</span><input name="{id}" type="text"{numeric}{value}></label>'
