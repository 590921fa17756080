"""A page for each code that a finding can bear: the catalogue's rules, and the checks that are built in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.catalogue import Catalogue
from cchc.docs_builder import markdown as md
from cchc.docs_builder.book import Book, Page
from cchc.edition import Edition, FindingKind, Rule
from cchc.evaluation import Evaluation
from cchc.formula.words import text
from cchc.report import Report

_MOST_LINES = 130


def pages(book: Book) -> Iterator[Page]:
    """The list, then a page a code."""
    yield _list(book)
    for code in book.library.rules:
        yield _rule_page(book, book.library.rules[code], book.library.rule(code))
    for kind in book.library.finding_kinds.values():
        yield _kind_page(book, kind)


def _list(book: Book) -> Page:
    w = book.words
    head = [w("code"), w("severity"), w("what_it_checks")]
    rules = [
        (book.code(code), book.severity(book.library.rule(code).severity), _gist(book, code))
        for code in book.library.rules
    ]
    kinds = [
        (book.code(kind.code), book.severity(kind.severity), md.plain(book.of(kind.title)))
        for kind in book.library.finding_kinds.values()
    ]
    body = [w("codes_intro"), f"## {w('rules')}", md.table(head, rules), f"## {w('built_in')}", md.table(head, kinds)]
    return Page("codes/index", w("codes"), "\n\n".join(body), "list", listed=True)


def _gist(book: Book, code: str) -> str:
    """A rule in a line: its check in words."""
    return md.plain(_title(book, book.library.rules[code].edition, book.library.rule(code)))


def _title(book: Book, edition: Edition, rule: Rule) -> str:
    if len(rule.instances) == 1:
        return book.told(rule.instances[0].check, edition)
    return book.words("many_lines", count=len(rule.instances), check=_generic(book, edition, rule))


def _generic(book: Book, edition: Edition, rule: Rule) -> str:
    """The check of a rule over many lines, told of one of them."""
    return book.told(rule.instances[0].check, edition)


def _rule_page(book: Book, catalogue: Catalogue, rule: Rule) -> Page:
    w, edition = book.words, catalogue.edition
    bad, good = _evaluate(catalogue, rule.bad), _evaluate(catalogue, rule.good)
    said = next((finding for finding in bad.findings if finding.code == rule.code), None)
    message = said.message[book.language] if said is not None else book.of(rule.says)
    facts = [
        (w("severity"), book.severity(rule.severity)),
        (w("nature"), book.phrase(f"cli_nature_{rule.nature}")),
        (w("rule"), md.code(rule.id)),
        (w("check"), md.code(text(rule.instances[0].check) if len(rule.instances) == 1 else rule.check)),
    ]
    escalations = rule.instances[0].escalations
    facts += [
        (w("severity_if", severity=book.severity(one.severity)), md.plain(book.told(one.condition, edition)))
        for one in escalations
    ]
    parts = [
        f"## {w('what_it_checks')}",
        md.plain(_title(book, edition, rule)) + ".",
        md.table([w("property"), w("value")], facts),
        f"### {w('why')}",
        w(f"why_{rule.nature}"),
        md.plain(book.of(rule.notes)),
        f"## {w('how_to_mend')}",
        md.plain((said.suggestion or {}).get(book.language, "") if said is not None else book.of(rule.advice)),
        f"## {w('breaks_it')}",
        book.sample(rule.bad, edition),
        md.note(_told(book, bad, rule.code), "error" if rule.severity == "error" else "warning"),
        f"## {w('holds')}",
        book.sample(rule.good, edition) or w("empty_report"),
        w("good_passes") if good.outcomes[rule.id].result == "pass" else "",
        _subjects(book, rule),
        f"## {w('legal_basis')}\n\n{book.instruments(rule.legal_basis)}" if rule.legal_basis else "",
        _commands(book, rule.code),
    ]
    title = book.told(rule.instances[0].check, edition) if len(rule.instances) == 1 else message
    return Page(
        f"codes/{rule.code}",
        f"{rule.code} {title}",
        "\n\n".join(filter(None, parts)),
        "rule",
        rule.code,
        book.of(rule.advice),
        (rule.id, text(rule.instances[0].check)),
    )


def _evaluate(catalogue: Catalogue, sample: Mapping[str, object]) -> Evaluation:
    """A sample report, judged beside the one before it where the sample gives one."""
    previous = sample.get("previous")
    before = Report.from_values(previous) if isinstance(previous, Mapping) else None
    return catalogue.evaluate(Report.from_values(sample), before)


def _told(book: Book, evaluation: Evaluation, code: str) -> str:
    """What the bad sample's findings of this code say."""
    w = book.words
    lines = []
    for finding in evaluation.findings:
        if finding.code == code:
            lines.append(md.plain(finding.message[book.language]))
            if finding.observed:
                lines.append(f"{w('observed')} {md.plain(finding.observed)}")
            if finding.expected:
                lines.append(f"{w('expected')} {md.plain(finding.expected)}")
    return "\n\n".join(lines)


def _subjects(book: Book, rule: Rule) -> str:
    ids = book.library.subjects(rule)
    return (
        f"## {book.words('lines_concerned')}\n\n" + md.bullets(book.line(id) for id in ids[:_MOST_LINES]) if ids else ""
    )


def _commands(book: Book, code: str) -> str:
    lines = f"cchc explain {code}\ncchc check --select {code} bao-cao.txt"
    return f"## {book.words('command_line')}\n\n" + md.block(lines, "sh")


def _kind_page(book: Book, kind: FindingKind) -> Page:
    w = book.words
    parts = [
        f"## {w('what_it_checks')}",
        md.plain(book.of(kind.title)) + ".",
        md.table(
            [w("property"), w("value")],
            [
                (w("severity"), book.severity(kind.severity)),
                (w("family"), w(f"family_{kind.code.split('-')[1][0].lower()}")),
            ],
        ),
        f"## {w('message')}",
        md.plain(book.of(kind.says)),
        w("placeholders") if "{" in book.of(kind.says) else "",
        f"## {w('how_to_mend')}",
        md.plain(book.of(kind.advice)),
        _commands(book, kind.code),
    ]
    return Page(
        f"codes/{kind.code}",
        f"{kind.code} {book.of(kind.title)}",
        "\n\n".join(filter(None, parts)),
        "finding",
        kind.code,
        book.of(kind.says),
    )
