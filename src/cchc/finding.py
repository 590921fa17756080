"""A finding: one diagnostic of a report, as a value, with its texts made when they are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attrs import field

from cchc.edition import Severity
from cchc.record import frozen
from cchc.value import Cell


@frozen(slots=False)
class Finding:
    """What is wrong (or worth a look), where, and how to mend it.

    `code` is stable for ever (`CCHC-R014`); `rule` is the catalogue's rule or None for a
    built-in check; `indicators` has the line at fault first; `figures` are the numbers that
    reproduce the finding.
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

    @classmethod
    def later(cls, known: Mapping[str, object], details: Callable[..., Mapping[str, object]], *of: object) -> Finding:
        """A finding whose other fields, `details(*of)`, are made together when one of them is first read."""
        finding = cls.__new__(cls)
        finding.__dict__["_later"] = known, details, of
        return finding

    def __getattr__(self, name: str) -> object:
        later = self.__dict__.get("_later")
        if later is not None:
            known, details, of = later
            if name in known:
                return known[name]
            self.__dict__.update(known, **details(*of))
            self.__dict__.pop("_later", None)
        if name not in self.__dict__:
            raise AttributeError(name)
        return self.__dict__[name]

    def __getstate__(self) -> Mapping[str, object]:
        self.message  # noqa: B018 - a copy or a pickle holds the texts, not how to make them
        return self.__dict__
