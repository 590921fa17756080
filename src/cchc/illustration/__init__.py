"""What a code looks like on a filled form: a few lines that draw it and a few that do not, judged when they are shown.

`of_rule` shows the samples beside a catalogue's rule, `of_table_rule` a row of a catalogue's example, `of_code` the
library's own examples of its rules and checks. Messages and figures are those that the engine gives, so that no
example can say what is not so.
"""

from cchc.illustration.codes import of_code
from cchc.illustration.samples import of_rule
from cchc.illustration.shown import Illustration, Shown
from cchc.illustration.tables import of_example, of_table_rule

__all__ = ["Illustration", "Shown", "of_code", "of_example", "of_rule", "of_table_rule"]
