"""A report that has been judged: what the renderers are handed."""

from __future__ import annotations

from collections import Counter

from cchc.edition import Severity
from cchc.evaluation import Evaluation
from cchc.finding import Finding
from cchc.record import frozen


@frozen
class Checked:
    """An evaluation, the name that its file was given on the command line, and the findings asked for."""

    source: str
    evaluation: Evaluation
    findings: tuple[Finding, ...]
    is_whole: bool = True
    """Whether every finding is asked for, rather than what has to be done."""
    suggests: bool = False
    """Whether minimal corrections are asked for."""

    @property
    def counts(self) -> Counter[Severity]:
        """How many findings there are of each severity."""
        return Counter(finding.severity for finding in self.findings)

    @property
    def has_errors(self) -> bool:
        return self.counts[Severity.ERROR] > 0
