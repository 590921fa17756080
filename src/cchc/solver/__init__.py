"""What a solver makes of a report: which cells, changed, would make all rules hold that are broken.

`cchc.solver.algebra` and `translation` make a formula something that a solver reads; `lines` and `tables` say what of a
report may be changed and what must hold; `search` finds the lightest sets of cells, `proposals` what could stand there,
`steps` which of them do good alone, and `corrections` tells it. Only `library` knows the solver itself, which comes
with the extra `solve`.
"""

from cchc.solver.minimal import CellChange, Disagreement, MendingStep, MinimalSet
from cchc.solver.theorem import Conclusion, Proof, Question, Theorem, Witness

__all__ = [
    "CellChange",
    "Conclusion",
    "Disagreement",
    "MendingStep",
    "MinimalSet",
    "Proof",
    "Question",
    "Theorem",
    "Witness",
]
