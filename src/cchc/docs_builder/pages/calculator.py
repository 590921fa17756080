"""A small calculator on a line's page: a form whose figures the library itself judges, in the browser."""

from __future__ import annotations

from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book
from cchc.docs_builder.parts import part
from cchc.edition import Indicator
from cchc.printable import in_html

_MOST = 6


def section(book: Book, indicator: Indicator) -> str:
    """The form; the script that runs it takes the edition and the line from its attributes."""
    w = book.words
    inputs = _inputs(book, indicator)
    started = dict(indicator.examples[0].figures) if indicator.examples else {}
    fields = "".join(_field(book, id, indicator, started.get(id)) for id in inputs)
    form = part("calculator", w, edition_id=book.edition(indicator.id).id, id=indicator.id, fields=fields)
    return f"## {w('calculator')}\n\n{w('calculator_intro')}\n\n{md.raw(form)}"


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
