"""What a broken rule saw: the figures read, what was expected instead, and the cell at fault.

Whatever a check is, its evidence is found in its formula: the comparison that failed, or the fact
that answered no. A fact that has more to tell than its lines' values has evidence of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import evolve

from cchc.edition import Edition
from cchc.formula import reference
from cchc.formula.functions import ROWS
from cchc.formula.signature import Function
from cchc.formula.tree import Apply, Fact, Tree, facts_of, mentions_of, names_of
from cchc.judge.computation import Computation
from cchc.judge.diagnosis import diagnosis
from cchc.judge.display import EachLanguage, bound_text, document_text, figure_text, printed_text, value_text
from cchc.judge.facts import ended_term, printed_totals
from cchc.record import frozen
from cchc.report import Entry
from cchc.text.dates import find_backward_window
from cchc.value import Cell, PrintedNumber, Reported
from cchc.words import Text


@frozen
class Evidence:
    """What was read and what was expected, and where; a plain text is the same in every language.

    `cells` are what it speaks of beside the cell at fault, where that is not the value of a line. `bound` is the
    comparison that what was expected is one side of, and `figure` what that side is worth.
    """

    observed: Text | str | None = None
    expected: Text | str | None = None
    cell: Cell | None = None
    diagnosis: Text | None = None
    cells: tuple[Cell, ...] = ()
    bound: Function | None = None
    figure: reference.Answer | None = None


def evidence_of(computation: Computation, check: Tree) -> Evidence:
    """The evidence of a check that does not hold."""
    guilty = _guilty(computation, check, wanted=True)
    match guilty:
        case (Fact(function, ids), _) if function in _EVIDENCE:
            return _EVIDENCE[function](computation, *ids)
        case (Fact(_, ids), _):
            return _of_line(computation, ids[0]) if ids else Evidence()
        case (Apply(op, (left, right)), wanted) if (row := ROWS[op]).compares:
            return _of_comparison(computation, row if wanted else ROWS[row.opposite], left, right)
        case _:
            return Evidence()


def at_fault(computation: Computation, check: Tree) -> Tree:
    """The comparison or fact by which a check does not hold."""
    return _guilty(computation, check, wanted=True)[0]


def _guilty(computation: Computation, tree: Tree, *, wanted: bool) -> tuple[Tree, bool]:
    """The comparison or fact by which a condition is not what it should be, and what it should be."""
    match tree:
        case Apply("not", (inner,)):
            return _guilty(computation, inner, wanted=not wanted)
        case Apply("implies", (_, consequence)):
            return _guilty(computation, consequence, wanted=wanted)
        case Apply("and" | "or", parts):
            broken = (part for part in parts if computation.truth(part) is (not wanted))
            return _guilty(computation, next(broken, parts[0]), wanted=wanted)
        case _:
            return tree, wanted


def _of_comparison(computation: Computation, row: Function, left: Tree, right: Tree) -> Evidence:
    line = next(iter(mentions_of(left) + mentions_of(right)), None)
    dated = next((each.ids[0] for each in facts_of(left) if each.function in _OF_WINDOWS), None)
    cell = _label(computation, dated) if dated is not None else _cell(computation, line) if line is not None else None
    languages = computation.engine.edition.languages
    observed = EachLanguage(languages, lambda language: _shown(computation, left, language, right))
    if _is_reckoned(left):
        # "≤ 60" is no bound of the figure itself where five times its difference from another is compared.
        return Evidence(observed, None, cell)
    expected = EachLanguage(languages, lambda language: _shown(computation, right, language, left))
    value = computation.value(right)
    return Evidence(observed, expected, cell, bound=row, figure=None if isinstance(value, reference.Null) else value)


def _is_reckoned(tree: Tree) -> bool:
    """Whether a side of a comparison is no figure or sum of figures, but something made of them."""
    return isinstance(tree, Apply) and (tree.op == "abs" or ROWS[tree.op].sign in _RECKONING or ROWS[tree.op].ratio > 0)


_RECKONING = frozenset({"−", "×", "÷"})


_OF_WINDOWS = frozenset({"window_start", "window_end"})
"""What asks for the dates that a line's label states."""


def _label(computation: Computation, id: str) -> Cell | None:
    entry = computation.entry(id)
    return None if entry is None else entry.cells.get("label")


def _shown(computation: Computation, tree: Tree, language: str, other: Tree) -> str:
    """The value of a side of a comparison, with its parts where it is more than one figure."""
    value, edition = computation.value(tree), computation.engine.edition
    known = None if isinstance(value, reference.Null) else value
    if not names_of(tree) or _is_of_calendar(tree):
        # A literal, or what the report before said, is as the figure beside it; years and months are bare.
        if isinstance(known, Fraction):
            like = None if _is_of_calendar(tree) else _like(edition, tree) or _like(edition, other)
            return bound_text(edition, like, known, language)
        return figure_text(edition, None, known, language)
    total = figure_text(edition, _like(edition, tree), known, language, computation.value(other))
    if isinstance(tree, Apply) and ROWS[tree.op].sign == "+":
        parts = (_shown(computation, part, language, other) for part in tree.args)
        return f"{total} ({' + '.join(parts)})"
    return total


def _is_of_calendar(tree: Tree) -> bool:
    """Whether a number is a year, a month or a day: no thousands are set apart there."""
    return isinstance(tree, Apply) and not ROWS[tree.op].grouped


def _like(edition: Edition, tree: Tree) -> str | None:
    """A figure that is written as the value of a tree is, be it one figure or several of one kind."""
    ids = [id for id in (names_of(tree) or mentions_of(tree)) if id in edition.everything]
    kinds = {(edition.everything[id].kind, edition.everything[id].decimals) for id in ids}
    kind = next(iter(kinds))[0] if len(kinds) == 1 else None
    is_number = kind is not None and kind.is_number and not (kind.is_rate and len(ids) > 1)
    return ids[0] if is_number and not _is_of_calendar(tree) else None


def _of_line(computation: Computation, id: str) -> Evidence:
    entry = computation.entry(id)
    cell = _cell(computation, id)
    if cell is not None or entry is None:
        return Evidence(cell.text if cell is not None else None, None, cell)
    return Evidence(value_text(computation.engine.edition, id, entry.value))


def _cell(computation: Computation, id: str) -> Cell | None:
    entry = computation.entry(id)
    return None if entry is None else entry.cell or next(iter(entry.cells.values()), None)


# --- evidence of single facts ----------------------------------------------------------------


def _rate(computation: Computation, id: str) -> Evidence:
    entry = computation.entry(id)
    assert entry is not None and entry.printed is not None
    value = computation.values[id]
    expected = value_text(computation.engine.edition, id, value)
    right = Evidence(_printed(computation, entry.printed), expected, entry.cell, diagnosis(computation, id))
    number = value.value if isinstance(value, Reported) else None
    return evolve(right, bound=ROWS["=="], figure=Fraction(number)) if isinstance(number, int | Decimal) else right


def _printed(computation: Computation, number: PrintedNumber) -> Text:
    edition = computation.engine.edition
    return EachLanguage(edition.languages, lambda language: printed_text(edition, number, language))


def _unit(computation: Computation, id: str) -> Evidence:
    entry = computation.entry(id)
    assert entry is not None
    printed, other = computation.engine.edition.everything[id].printed_unit, computation.facts.other_unit(id)
    cell = entry.cells["unit"] if other is None else entry.cell
    assert cell is not None
    return Evidence(other or cell.text, printed, cell)


def _total(computation: Computation, *ids: str) -> Evidence:
    printed = printed_totals(computation.facts, ids)
    by_text: dict[str, list[str]] = {}
    for each in printed:
        by_text.setdefault(each.text, []).append(computation.engine.edition.everything[each.id].path)
    observed = "; ".join(f"{text}: {', '.join(dict.fromkeys(paths))}" for text, paths in by_text.items())
    cells = tuple(each.cell for each in printed if each.cell is not None)
    return Evidence(observed, None, next(iter(cells), None), cells=tuple(dict.fromkeys(cells[1:])))


def _operands(computation: Computation, id: str) -> Evidence:
    entry = computation.entry(id)
    assert entry is not None
    part, whole = computation.facts.operands(id)
    known = [claim for claim in entry.claims if not (part == claim.numerator and whole == claim.denominator)]
    observed = "; ".join(dict.fromkeys(f"{claim.numerator}/{claim.denominator}" for claim in known))
    expected = f"{_or_unknown(part)}/{_or_unknown(whole)}"
    return Evidence(observed, expected, known[0].cell if known else entry.cell)


def _or_unknown(number: Fraction | None) -> str:
    return "?" if number is None else str(number)


def _pair_of_lines(computation: Computation, first: str, second: str) -> Evidence:
    edition, documents = computation.engine.edition, [computation.facts.document(id) for id in (first, second)]

    def words(language: str) -> str:
        return "; ".join(document_text(edition, each, language) for each in documents if each is not None)

    return Evidence(EachLanguage(edition.languages, words), None, _cell(computation, second))


def _backward_window(computation: Computation, id: str) -> Evidence:
    edition, label = computation.engine.edition, _label(computation, id)
    window = find_backward_window(label.text) if label is not None else None
    observed = f"{window[0]:%d/%m/%Y} – {window[1]:%d/%m/%Y}" if window is not None else None
    return Evidence(observed, edition.judging.text("forwards"), label)


def _term(computation: Computation, id: str) -> Evidence:
    found = ended_term(computation.facts, id)
    assert found is not None
    term, word, cell = found
    return Evidence(word, term.instead, cell)


def _shows_error(computation: Computation, id: str) -> Evidence:
    entry = computation.entry(id)
    cell = entry.errors[0] if entry is not None and entry.errors else None
    return Evidence(cell.text if cell is not None else None, None, cell)


def _windows(computation: Computation, first: str, second: str) -> Evidence:
    texts = [_window_text(computation.entry(id)) for id in (first, second)]
    return Evidence(texts[1], texts[0], _label(computation, second) or _cell(computation, second))


def _window_text(entry: Entry | None) -> str | None:
    if entry is None or entry.window is None:
        return None
    return f"{entry.window.start:%d/%m/%Y} – {entry.window.end:%d/%m/%Y}"


def _period(computation: Computation) -> Evidence:
    edition, period = computation.engine.edition, computation.report.period
    assert period is not None
    named = EachLanguage(
        edition.languages,
        lambda language: ", ".join(edition.judging.say(language, "period", kind) for kind in edition.calendar.periods),
    )
    observed = EachLanguage(
        edition.languages,
        lambda language: f"{edition.judging.say(language, 'period', period.kind)} {period.number}/{period.years}",
    )
    return Evidence(computation.report.title or observed, named)


def _level(computation: Computation) -> Evidence:
    report, level = computation.report, computation.engine.edition.level
    observed = " / ".join(part for part in (report.office, report.superior) if part)
    return Evidence(observed, f"{', '.join(level.offices)} / {', '.join(level.superiors)}")


_EVIDENCE: Mapping[str, Callable[..., Evidence]] = {
    "agrees": _rate,
    "unit_fits": _unit,
    "same_total": _total,
    "operands_fit": _operands,
    "in_order": _pair_of_lines,
    "same_document": _pair_of_lines,
    "window_is_backwards": _backward_window,
    "uses_ended_term": _term,
    "shows_error": _shows_error,
    "same_window": _windows,
    "level_fits": _level,
    "period_fits": _period,
}
