"""The samples beside a rule as lines of the form: place, label, and what stands in which column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from cchc.catalogue import Catalogue
from cchc.edition import Edition, Rule, label_of
from cchc.formula.address import is_address
from cchc.illustration.shown import Illustration, Shown, of_findings, of_the_report_before, verbatim
from cchc.judge.display import EachLanguage, value_text
from cchc.period import format_date
from cchc.record import frozen
from cchc.report import Report
from cchc.value import Reported
from cchc.words import Text

_PREVIOUS = "previous"
_QUANTITY = "quantity"


def of_rule(catalogue: Catalogue, rule: Rule) -> Illustration | None:
    """The first of its samples that breaks a rule and the first that keeps it; None where the catalogue has none."""
    bad = _first(catalogue, rule.broken_by, rule.code, is_found=True)
    good = _first(catalogue, rule.obeyed_by, rule.code, is_found=False)
    return None if bad is None and good is None else Illustration(bad, good)


def _first(
    catalogue: Catalogue, samples: tuple[Mapping[str, object], ...], code: str, *, is_found: bool
) -> Shown | None:
    """The first sample of which that is so; a sample may be judged by another rule of the same shape."""
    shown = (of_sample(catalogue, sample, code) for sample in samples if sample)
    return next((one for one in shown if bool(one.said) == is_found), None)


def of_sample(catalogue: Catalogue, sample: Mapping[str, object], code: str) -> Shown:
    """A sample report, judged beside the one before it where the sample gives one."""
    previous = sample.get(_PREVIOUS)
    before = Report.from_values(previous) if isinstance(previous, Mapping) else None
    found = catalogue.evaluate(Report.from_values(sample), before).findings
    filled = tuple(_filled(catalogue.edition, sample))
    columns = [id for id in catalogue.edition.columns if any(id in line.cells for line in filled)]
    used = ["code", "label", *(id for id in columns if id not in ("code", "label"))]
    heads = [_head(catalogue.edition, id) for id in used]
    return of_findings(heads, [tuple(line.cells.get(id, verbatim("")) for id in used) for line in filled], found, code)


@frozen
class _Line:
    cells: Mapping[str, Text]


def _filled(edition: Edition, sample: Mapping[str, object], earlier: bool = False) -> Iterator[_Line]:
    """What the whole report says, then line by line as the form has them, then the same of the report before."""
    lines = {id: sample[id] for id in edition.everything if id in sample}
    for name, told in sample.items():
        if name not in lines and is_address(name):
            yield _line(edition, "", verbatim(name), {_QUANTITY: verbatim(_plain(told))}, earlier)
        elif name not in lines and name != _PREVIOUS:
            yield _line(edition, "", _sample_word(edition, name), {_QUANTITY: verbatim(_plain(told))}, earlier)
    for id, told in lines.items():
        cells = _cells(edition, id, told)
        label = cells.pop("label", label_of(edition, id))
        yield _line(edition, edition.everything[id].path, label, cells, earlier)
    previous = sample.get(_PREVIOUS)
    if isinstance(previous, Mapping):
        yield from _filled(edition, previous, earlier=True)


def _line(edition: Edition, path: str, label: Text, cells: Mapping[str, Text], earlier: bool) -> _Line:
    if earlier:
        label = of_the_report_before(edition, label)
    return _Line({"code": verbatim(path), "label": label, **cells})


def _cells(edition: Edition, id: str, told: object) -> dict[str, Text]:
    """What stands on a line by column; a figure alone stands in the column of quantities."""
    if isinstance(told, Mapping):
        return {column: verbatim(_plain(text)) for column, text in told.items()}
    if isinstance(told, bool | int):
        return {_QUANTITY: value_text(edition, id, Reported(told))}
    return {_QUANTITY: verbatim(_plain(told))}


def _plain(told: object) -> str:
    return format_date(told) if isinstance(told, dt.date) else str(told)


def _sample_word(edition: Edition, name: str) -> Text:
    return EachLanguage(edition.languages, lambda language: edition.judging.say(language, "sample", name))


def _head(edition: Edition, column: str) -> Text:
    return edition.columns[column].label if column in edition.columns else verbatim("")
