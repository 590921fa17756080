"""The functions of the formula language as a list, for docs/*/formulas.md: each as it is known to the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc.docs_builder import markdown as md
from cchc.docs_builder.speech import speech
from cchc.formula.functions import PURE
from cchc.formula.questions import FACTS
from cchc.formula.signature import Function

HEADING: Mapping[str, str] = {"vi": "## Danh sách các hàm", "en": "## All functions"}


def section(language: str) -> str:
    """The heading, the functions of figures, and those that ask the form itself."""
    words = speech(language)
    told = [HEADING[language], f"**{words('pure_functions')}**", _table(language, PURE)]
    return "\n\n".join([*told, f"**{words('facts')}.** {words('facts_intro')}", _table(language, FACTS)]) + "\n"


def put_in(page: str, language: str) -> str:
    """A page with the section as it is now, up to the next heading."""
    before, heading, after = page.partition(HEADING[language] + "\n")
    if not heading:
        raise ValueError(f"the page has no {HEADING[language]!r}")
    rest = after.partition("\n## ")
    return before + section(language) + "".join(rest[1:])


def _table(language: str, functions: Sequence[Function]) -> str:
    words = speech(language)
    rows = []
    for each in functions:
        takes = ", ".join([words("type", kind) for kind in each.takes] + (["…"] if each.variadic else []))
        meaning = each.vi if language == "vi" else each.en
        rows.append((f"{md.code(each.name)}({takes})", words("type", each.gives), md.plain(meaning)))
    return md.table([words("function"), words("gives"), words("meaning")], rows)
