"""What can be shown of a catalogue before any report comes: that its rules can all hold, that none says nothing, that
its rates stay in their range, that its figures fit the machine's integers, and how two editions differ.

A solver (extra `solve`) is asked of a form on which every figure may be anything or blank. What it says cannot be is
proved for every form with as many rows; what it says can be is shown by a report that the engine has judged.
"""

from cchc.proof.proving import prove
from cchc.solver import Conclusion, Proof, Question, Theorem, Witness

__all__ = ["Conclusion", "Proof", "Question", "Theorem", "Witness", "prove"]
