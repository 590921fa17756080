"""Real forms of tables as they were handed over: filled in rightly, blank, and with mistakes that must be named."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from attrs import frozen

from cchc import Catalogue, Evaluation, load_catalogue
from cchc.readers import read_report
from cchc.report import Report

HERE = Path(__file__).parent


@frozen
class Form:
    """A form's examples, in `folder`, and the edition that judges them."""

    folder: str
    edition: str
    first_figure: int
    """The place of the first column of figures."""

    @cached_property
    def catalogue(self) -> Catalogue:
        return load_catalogue(self.edition)

    @cached_property
    def right(self) -> str:
        return self._text("right.tsv")

    @cached_property
    def periods(self) -> list[str]:
        return pieces(self.right)

    @cached_property
    def blank(self) -> list[str]:
        return pieces(self._text("blank.tsv"))

    @cached_property
    def expected(self) -> Any:
        return json.loads(self._text("expected.json"))

    @cached_property
    def wrong(self) -> Sequence[Any]:
        return [case for case in json.loads(self._text("wrong.json")) if case["kind"] == "value"]

    def _text(self, name: str) -> str:
        return (HERE / self.folder / name).read_text(encoding="utf-8")

    def report(self, text: str) -> Report:
        return read_report(text.encode(), self.catalogue, name="form.tsv")

    def judged(self, text: str, before: str | None = None) -> Evaluation:
        return self.catalogue.evaluate(self.report(text), None if before is None else self.report(before))

    def judged_wrong(self, case: Mapping[str, Any]) -> Evaluation:
        """A case's period with its mistakes in it, after the period before it."""
        return self.judged(*self.changed(case))

    def changed(self, case: Mapping[str, Any]) -> tuple[str, str | None]:
        """A case's period with its mistakes in it, and the period before it."""
        lines = self.right.split("\n")
        for change in case["changes"]:
            self._change(lines, change)
        changed = pieces("\n".join(lines))
        at = next((at for at, piece in enumerate(changed) if piece != self.periods[at]), 0)
        return changed[at], changed[at - 1] if at else None

    def _change(self, lines: list[str], change: Mapping[str, Any]) -> None:
        label, old = change["row_label"], change["from"]
        at = [at for at, line in enumerate(lines) if label in line.split("\t") and old in line.split("\t")][-1]
        cells = lines[at].split("\t")
        place = self.place(change["column"])
        assert cells[place] == old
        cells[place] = change["to"]
        lines[at] = "\t".join(cells)

    def place(self, column: str) -> int:
        """Where a column stands, by its name in the examples."""
        return self.first_figure + [each["id"] for each in self.expected["tables"][-1]["columns"]].index(column)


def pieces(text: str) -> list[str]:
    """The reports of a file: each begins where its first line stands again."""
    lines = text.split("\n")
    starts = [at for at, line in enumerate(lines) if line == lines[0]]
    return ["\n".join(lines[a:b]) for a, b in zip(starts, [*starts[1:], len(lines)], strict=True)]


BIEU_06 = Form("bieu-06", "bieu-06-2020", 2)
QD_766 = Form("qd-766", "qd-766-xa", 2)
