"""What was shown of a catalogue: a line a question, and one for each thing that is not as it should be."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

import click

from cchc.catalogue import Catalogue
from cchc.cli.render.table import page_width, visible, wrap
from cchc.cli.streams import is_terminal
from cchc.cli.words import Words
from cchc.edition import label_of
from cchc.proof.asked import Asking
from cchc.proof.proving import SECONDS, Watched, unwatched
from cchc.solver import Conclusion, Proof, Question, Theorem

_MOST_NAMES = 5


def watched(words: Words) -> Watched:
    """How far it has come, on a terminal: a bar for each kind of question; pipes and files see nothing of it."""

    def answers(question: Question, askings: Sequence[Asking]) -> Iterator[Theorem]:
        label = words("proof_watched", question.value)
        with click.progressbar(askings, label=label, file=sys.stderr, show_pos=True) as bar:
            yield from (ask() for ask in bar)

    return answers if is_terminal(sys.stderr) else unwatched


def told(proof: Proof, catalogue: Catalogue, words: Words, *, is_whole: bool) -> Iterator[str]:
    """All theorems on an edition."""
    teller = _Teller(proof, catalogue, words)
    conditions = len(proof.of(Question.OWN))
    head = words("proof_head", edition=visible(proof.edition), cells=proof.cells, conditions=conditions)
    yield click.style(head, bold=True)
    for mark, text in (*teller.together(), *teller.ranges(), *teller.rules(is_whole=is_whole), *teller.rest()):
        yield _marked(mark, text)
    if proof.elsewhere:
        yield _marked(" ", words("proof_elsewhere", count=len(proof.elsewhere)))


Line = tuple[str, str]
_COLOURS = {"✓": "green", "✗": "red", "!": "yellow"}


def _marked(mark: str, text: str) -> str:
    first, *rest = wrap(text, page_width() - 2).split("\n")
    shown = click.style(mark, fg=_COLOURS[mark]) if mark in _COLOURS else mark
    return "\n".join([f"{shown} {first}", *(f"  {line}" for line in rest)])


class _Teller:
    def __init__(self, proof: Proof, catalogue: Catalogue, words: Words) -> None:
        self.proof, self.catalogue, self.words = proof, catalogue, words

    def together(self) -> Iterator[Line]:
        for each in self.proof.of(Question.TOGETHER):
            mark = {Conclusion.PROVED: "✓", Conclusion.REFUTED: "✗", Conclusion.UNDECIDED: "!"}[each.answer]
            yield mark, self.words("proof_together", each.answer, rules=_listed(each.because))

    def ranges(self) -> Iterator[Line]:
        words = self.words
        rates = self.proof.of(Question.RANGE)
        kept = [each for each in rates if each.answer is Conclusion.PROVED]
        if kept:
            yield "✓", words.counted("proof_range", len(kept))
        for each in rates:
            if each.witness is not None and each.answer is not Conclusion.UNDECIDED:
                plausible = tuple(rule for rule in each.because if not self._is_definitional(rule))
                how = "plausible" if each.answer is Conclusion.PROVED else "out"
                told = self.words(
                    "proof_rate", how, name=self._name(each.subject), rules=_listed(plausible), figures=self._why(each)
                )
                yield "!" if each.answer is Conclusion.PROVED else "✗", told
        if any(each.witness is not None and each.answer is Conclusion.REFUTED for each in rates):
            yield " ", words("proof_rate_way")

    def rules(self, *, is_whole: bool) -> Iterator[Line]:
        words = self.words
        conditions = self.proof.of(Question.OWN)
        own = [each for each in conditions if each.answer is Conclusion.PROVED]
        following = [
            each for each in conditions if each.answer is Conclusion.REFUTED and not self.proof.is_mistake(each)
        ]
        if own:
            yield "✓", words.counted("proof_own", len(own))
        if following:
            yield " ", words.counted("proof_follows", len(following))
        for each in following if is_whole else ():
            yield (
                " ",
                self.words(
                    "proof_followed", name=visible(each.subject), rules=_listed(each.because, len(each.because))
                ),
            )
        for each in filter(self.proof.is_mistake, conditions):
            if each.because and each.because[0] < each.subject:
                continue  # it was told with the other
            how = "repeated" if each.because else "never"
            yield "✗", self.words("proof_rule", how, name=visible(each.subject), rules=_listed(each.because))

    def rest(self) -> Iterator[Line]:
        yield from self._integers()
        yield from self._other_edition()
        doubtful = [each.subject for each in self.proof.theorems if each.witness and not each.witness.is_confirmed]
        undecided = [
            each.subject
            for each in self.proof.theorems
            if each.answer is Conclusion.UNDECIDED and each.subject and each.subject not in doubtful
        ]
        if undecided:
            yield "!", self.words("proof_undecided", count=len(undecided), seconds=SECONDS, names=_listed(undecided))
        if doubtful:
            yield "!", self.words("proof_unconfirmed", count=len(doubtful), names=_listed(doubtful))

    def _integers(self) -> Iterator[Line]:
        formulas = self.proof.of(Question.INTEGERS)
        short = [each for each in formulas if each.answer is Conclusion.REFUTED]
        if formulas and not short:
            yield "✓", self.words("proof_integers", digits=min(each.up_to or 0 for each in formulas))
        for each in short:
            yield "✗", self.words("proof_integers_short", name=visible(each.subject), digits=each.up_to)

    def _other_edition(self) -> Iterator[Line]:
        if self.proof.against is None:
            return
        words = self.words
        others, edition = self.proof.of(Question.OTHER_EDITION), visible(self.proof.against)
        kept = [each for each in others if each.answer is Conclusion.PROVED]
        if not others:
            yield "✓", self.words("proof_other", "none", edition=edition)
        if kept:
            yield "✓", words.counted("proof_kept", len(kept), edition=edition)
        for each in others:
            if each.answer is Conclusion.REFUTED:
                named = {"name": visible(each.subject), "edition": edition, "figures": self._why(each)}
                yield "!", self.words("proof_other", "refuted", **named)

    def _is_definitional(self, name: str) -> bool:
        edition, id = self.catalogue.edition, name.partition("[")[0]
        of_tables = (table.rules[id].rule for table in edition.tables.values() if id in table.rules)
        rule = edition.rules.get(id) or next(of_tables, None)
        return rule is None or rule.nature == "definitional"

    def _why(self, theorem: Theorem) -> str:
        """The figures of a witness that bear on what it shows."""
        told = {} if theorem.witness is None else theorem.witness.figures
        blank = self.words("proof_blank")
        return ", ".join(f"{visible(id)} = {told[id] or blank}" for id in theorem.figures if id in told)

    def _name(self, figure: str) -> str:
        lines = self.catalogue.edition.everything
        if figure not in lines or "]." in figure:
            return visible(figure)
        label = label_of(self.catalogue.edition, figure)[self.words.language]
        return f"{lines[figure].path} {visible(label)} ({figure})"


def _listed(names: Iterable[str], most: int = _MOST_NAMES) -> str:
    every = list(names)
    shown = ", ".join(map(visible, every[:most]))
    return f"{shown} …" if len(every) > most else shown
