"""A finding: one diagnostic of a report, as a value, with its texts made when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from attrs import Factory, fields

from cchc.edition import Edition, Severity, label_of
from cchc.prompt import shortened
from cchc.record import field, frozen
from cchc.value import Candidate, Cell
from cchc.words import Message, Text

_ABSENT = {"absent": True}


@frozen
class Requirement:
    """What should be true of a figure: that it is ("==", "<=" …) a value; `text` says it in words, in each language.

    The value is exact, in plain digits; a date is as ISO 8601 writes it.
    """

    sign: str
    value: str
    text: Text


class Said(Protocol):
    """What a finding asks for all but its name."""

    @property
    def severity(self) -> Severity: ...
    @property
    def message(self) -> Mapping[str, str]: ...
    @property
    def indicators(self) -> tuple[str, ...]: ...
    @property
    def cell(self) -> Cell | None: ...
    @property
    def observed(self) -> str | None: ...
    @property
    def expected(self) -> str | None: ...
    @property
    def required(self) -> Requirement | None: ...
    @property
    def suggestion(self) -> Mapping[str, str]: ...
    @property
    def figures(self) -> Mapping[str, str]: ...
    @property
    def cells(self) -> tuple[Cell, ...] | None: ...
    @property
    def candidates(self) -> tuple[Candidate, ...] | None: ...
    @property
    def figure(self) -> str | None: ...
    @property
    def instance(self) -> str | None: ...


@frozen
class Finding:
    """What is wrong (or worth a look), where, and how to mend it.

    `code` is stable for ever (`CCHC-R014`); `rule` is the catalogue's rule or None for a
    built-in check; `indicators` has the line at fault first; `observed` and `expected` say in the form's
    first language what was read and what should be; `figures` are the numbers that
    reproduce the finding; `cells` are those that it speaks of beside `cell`, and `candidates` the
    readings that it offers, where there are any.
    """

    code: str
    severity: Severity
    message: Mapping[str, str]
    rule: str | None = None
    indicators: tuple[str, ...] = ()
    cell: Cell | None = None
    observed: str | None = None
    expected: str | None = None
    suggestion: Mapping[str, str] | None = None
    figures: Mapping[str, str] = field(factory=dict)
    cells: tuple[Cell, ...] | None = field(default=None, metadata=_ABSENT)
    candidates: tuple[Candidate, ...] | None = field(default=None, metadata=_ABSENT)
    figure: str | None = field(default=Factory(lambda own: first(own.indicators), takes_self=True))
    """The address of the figure at fault: the id of a line, or of a table "b06[Đất đai].tiep_nhan"."""
    required: Requirement | None = field(default=None, metadata=_ABSENT)
    """What is expected, for programs: where that is a figure, or a bound of one."""
    instance: str | None = None
    """What does not hold: "R2[khao_sat_ty_le]", a rule for one of its lines; "b06.tiep_nhan#1", a column's formula."""
    cause: str | None = field(default=None, eq=False)
    """The cause that it has beside others, where an evaluation is written down."""
    under: str | None = field(default=None, eq=False, metadata=_ABSENT)
    """The figure of a table with which it is mended, too: it is told under the finding of that."""
    _said: Said | tuple[Any, ...] | None = field(default=None, init=False, eq=False, repr=False)

    def __getattr__(self, name: str) -> object:
        """Python asks here for a field that is not filled: one that a rule has to tell."""
        if name in _FOUND_LATER:
            return None
        if name not in _TOLD:
            raise AttributeError(name, name=name, obj=self)
        said = self._said
        if isinstance(said, tuple):
            make, *of = said
            said = make(*of)
            _fill_said(self, said)
        return getattr(said, name)

    def wanted(self, language: str) -> str:
        """What is expected, in words; "" where nobody can say."""
        return self.expected or "" if self.required is None else self.required.text[language]

    def __repr__(self) -> str:
        said = shortened(next(iter(self.message.values()), ""))
        return f"<Finding {self.code} {self.severity} {', '.join(self.indicators[:2])}: {said}>"

    def _repr_html_(self) -> str:
        from cchc.cards import of_finding

        return of_finding(self)

    def __reduce__(self) -> tuple[object, ...]:
        return Finding, tuple(getattr(self, name) for name in _FIELDS)


_FIELDS = tuple(field.name for field in fields(Finding) if field.init)
_FOUND_LATER = frozenset({"cause", "under"})
"""What only those beside it tell of a finding."""
_TOLD = frozenset(_FIELDS) - {"code", "rule"} - _FOUND_LATER
_fill_code, _fill_rule, _fill_said = (vars(Finding)[name].__set__ for name in ("code", "rule", "_said"))


def first(lines: tuple[str, ...]) -> str | None:
    """The line at fault, of those that a finding is about."""
    return lines[0] if lines else None


def later(code: str, rule: str, *said: object) -> Finding:
    """A finding whose name is known; `said`, a callable and what it takes, tells the rest when it is read."""
    finding = Finding.__new__(Finding)  # a constructor fills what the class freezes; by the slots it is done soonest
    _fill_code(finding, code)
    _fill_rule(finding, rule)
    _fill_said(finding, said)
    return finding


def built_in(
    edition: Edition,
    code: str,
    indicators: tuple[str, ...] = (),
    /,
    *,
    cell: Cell | None = None,
    observed: str = "",
    expected: Text | str = "",
    **figures: Text | str,
) -> Finding:
    """A finding of one of cchc's own checks: its code's severity and texts, filled in.

    Beside `figures` the texts may speak of {observed}, {expected}, {place} and of the {label} and
    {code} of the first indicator.
    """
    kind = edition.finding_kinds[code]
    about: dict[str, Text | str] = {"observed": observed, "expected": expected, "place": cell.place if cell else ""}
    if indicators:
        about |= {"label": label_of(edition, indicators[0]), "code": edition.everything[indicators[0]].path}
    return Finding(
        code=code,
        severity=kind.severity,
        message=Message(kind.says, about | figures, edition.languages),
        indicators=indicators,
        cell=cell,
        observed=observed or None,
        expected=(expected if isinstance(expected, str) else expected[edition.languages[0]]) or None,
        suggestion=Message(kind.advice, about | figures, edition.languages),
    )
