"""A page for each code that a finding can bear: the catalogue's rules, and the checks that are built in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, BookPage
from cchc.docs_builder.pages import table_rules
from cchc.docs_builder.pages.commands import commands
from cchc.docs_builder.pages.example import examples
from cchc.edition import Edition, FindingKind, Nature, Rule, Severity, findable
from cchc.edition.findable import Findable
from cchc.formula.words import text
from cchc.illustration import of_code, of_rule
from cchc.words import data, face

_MOST_LINES = 130
_MENTIONED = re.compile(r"CCHC-[A-Z]\d{3}")


def pages(book: Book) -> Iterator[BookPage]:
    """The list, then a page a code."""
    yield _list(book)
    for code in book.library.rules:
        yield _rule_page(book, book.library.rules[code], book.library.rule(code))
    for catalogue, table, each in book.library.table_rules.values():
        yield table_rules.page(book, catalogue, table, each)
    for id in data("standard"):
        if f"CCHC-{id}" not in book.library.rules:
            yield _standard_page(book, id, data("standard")[id])
    for kind in book.library.finding_kinds.values():
        yield _kind_page(book, kind)


def _list(book: Book) -> BookPage:
    w = book.words
    head = [w("code"), w("severity"), w("what_it_checks")]
    rules = [
        (book.code(code), book.severity(book.library.rule(code).severity), _gist(book, code))
        for code in book.library.rules
    ]
    rules += [
        (book.code(code), book.severity(each.rule.severity), md.plain(table_rules.called(book, catalogue, table, each)))
        for code, (catalogue, table, each) in book.library.table_rules.items()
    ]
    kinds = [
        (book.code(kind.code), book.severity(kind.severity), md.plain(book.of(kind.title)))
        for kind in book.library.finding_kinds.values()
    ]
    standard = [
        (
            book.code(f"CCHC-{id}"),
            book.severity(Severity(given["severity"])),
            md.plain(book.of(face("standard").text(id, "label"))),
        )
        for id, given in data("standard").items()
    ]
    body = [
        w("codes_intro"),
        *([f"## {w('rules')}", md.table(head, rules)] if rules else []),
        f"## {w('standard_rules')}",
        w("standard_intro"),
        md.table(head, standard),
        f"## {w('built_in')}",
        md.table(head, kinds),
    ]
    return BookPage.about("codes/index", w("codes"), "\n\n".join(body), "list", listed=True)


def _gist(book: Book, code: str) -> str:
    """A rule in a line: its name, or else its check in words."""
    return md.plain(_called(book, book.library.rules[code].edition, book.library.rule(code)))


def _called(book: Book, edition: Edition, rule: Rule) -> str:
    return book.of(rule.label) or _title(book, edition, rule)


def _title(book: Book, edition: Edition, rule: Rule, label: str = "") -> str:
    """What a rule checks, in its own few words or word by word, and of how many lines."""
    told = label or _generic(book, edition, rule)
    return told if len(rule.instances) == 1 else book.words("many_lines", count=len(rule.instances), check=told)


def _generic(book: Book, edition: Edition, rule: Rule) -> str:
    """The check in words; that of a rule over single lines speaks of "this line"."""
    first = rule.instances[0]
    here = next(iter(first.bindings.values())) if len(first.bindings) == 1 and len(rule.instances) > 1 else ""
    told = book.told(first.check, edition, here)
    return told[:1].upper() + told[1:]


def _told(book: Book, code: str) -> str:
    """What a code of the library checks, each other code that it speaks of a link."""
    told = md.plain(book.of(face("checks").text(code)))
    return _MENTIONED.sub(lambda mentioned: book.code(mentioned[0]), told)


def _rule_page(book: Book, catalogue: Catalogue, rule: Rule) -> BookPage:
    body = [*_checked(book, catalogue.edition, rule), *_mended(book, catalogue, rule)]
    if rule.legal_basis:
        body.append(f"## {book.words('legal_basis')}\n\n{book.grounds(catalogue.edition, rule.legal_basis)}")
    body.append(commands(book, rule.code))
    return BookPage(
        f"codes/{rule.code}",
        f"{rule.code} {book.of(rule.label) or _generic(book, catalogue.edition, rule)}",
        "\n\n".join(filter(None, body)),
        findable.of_rule(rule, book.language),
    )


def _standard_page(book: Book, id: str, given: Mapping[str, Any]) -> BookPage:
    """A rule for any form, and the rules of the catalogue that stand in its place."""
    w, said = book.words, face("standard")
    own = [code for code in book.library.rules if book.library.rule(code).stands_for == id]
    facts = [
        (w("severity"), book.severity(Severity(given["severity"]))),
        (w("nature"), book.named("nature", given["nature"])),
        (w("check"), md.code(given["check"])),
        (w("standing"), ", ".join(map(book.code, own)) or "–"),
    ]
    body = [
        f"## {w('what_it_checks')}",
        _told(book, f"CCHC-{id}"),
        w("standard_intro"),
        md.table([w("property"), w("value")], facts),
        f"### {w('why')}",
        book.why(Nature(given["nature"]), Severity(given["severity"])),
        *examples(book, of_code(f"CCHC-{id}"), said.text(id, "advice")),
        commands(book, f"CCHC-{id}"),
    ]
    label = book.of(said.text(id, "label"))
    found = Findable(f"CCHC-{id}", "rule", label, text=book.of(said.text(id, "advice")), code=id)
    return BookPage(f"codes/CCHC-{id}", f"CCHC-{id} {label}", "\n\n".join(filter(None, body)), found)


def _checked(book: Book, edition: Edition, rule: Rule) -> Iterator[str]:
    """What a rule checks, how gravely, and why."""
    w = book.words
    facts = [
        (w("severity"), book.severity(rule.severity)),
        (w("nature"), book.named("nature", rule.nature)),
        (w("rule"), md.code(rule.id)),
        *([(w("check_in_words"), md.plain(_generic(book, edition, rule)))] if rule.label is not None else []),
        (w("check"), md.code(text(rule.instances[0].check) if len(rule.instances) == 1 else rule.check)),
    ]
    facts += [
        (w("severity_if", severity=book.severity(one.severity)), md.plain(book.told(one.condition, edition)))
        for one in rule.instances[0].escalations
    ]
    yield f"## {w('what_it_checks')}"
    if rule.is_standard:
        yield _told(book, rule.code)
    else:
        yield md.plain(_title(book, edition, rule, book.of(rule.label))) + "."
    yield md.table([w("property"), w("value")], facts)
    yield f"### {w('why')}"
    yield md.plain(book.of(rule.why))
    yield book.why(rule.nature, rule.severity, edition)
    yield md.plain(book.of(rule.notes))


def _mended(book: Book, catalogue: Catalogue, rule: Rule) -> Iterator[str]:
    """A form that breaks it and one that keeps it, how to mend it, the lines that it is about."""
    if rule.is_standard:
        yield from examples(book, of_code(rule.code), rule.advice)
    else:
        yield from examples(book, of_rule(Catalogue(catalogue.edition), rule), rule.advice)
    yield _subjects(book, rule)


def _subjects(book: Book, rule: Rule) -> str:
    ids = book.library.subjects(rule)
    return (
        f"## {book.words('lines_concerned')}\n\n" + md.bullets(book.line(id) for id in ids[:_MOST_LINES]) if ids else ""
    )


def _kind_page(book: Book, kind: FindingKind) -> BookPage:
    w = book.words
    parts = [
        f"## {w('what_it_checks')}",
        _told(book, kind.code),
        md.table(
            [w("property"), w("value")],
            [
                (w("severity"), book.severity(kind.severity)),
                (w("family"), w("family", kind.code.split("-")[1][0].lower())),
            ],
        ),
        f"### {w('why')}",
        md.plain(book.of(face("why").text(kind.code))),
        *examples(book, of_code(kind.code), kind.advice),
        commands(book, kind.code),
    ]
    return BookPage(
        f"codes/{kind.code}",
        f"{kind.code} {book.of(kind.title)}",
        "\n\n".join(filter(None, parts)),
        findable.of_finding(kind, book.language),
    )
