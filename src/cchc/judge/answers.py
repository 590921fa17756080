"""The answer to every fact that a formula may ask.

The table of facts with their types and meanings is `cchc.formula.questions.FACTS`; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cchc.judge import dates, documents, facts
from cchc.judge.facts import Answer

ANSWERS: Mapping[str, Callable[..., Answer]] = {
    "is_reported": facts.is_reported,
    "printed": facts.printed,
    "agrees": facts.agrees,
    "is_truncated": facts.is_truncated,
    "shows_error": facts.shows_error,
    "is_undefined": facts.is_undefined,
    "lacks_part": facts.lacks_part,
    "unit_fits": facts.unit_fits,
    "same_total": facts.same_total,
    "operands_fit": facts.operands_fit,
    "is_issued": documents.is_issued,
    "is_complete": documents.is_complete,
    "names_other_year": documents.names_other_year,
    "month_of": documents.month_of,
    "symbol_fits": documents.symbol_fits,
    "is_from_elsewhere": documents.is_from_elsewhere,
    "same_document": documents.same_document,
    "in_order": documents.in_order,
    "is_explained": facts.is_explained,
    "items_listed": facts.items_listed,
    "uses_ended_term": facts.uses_ended_term,
    "same_window": dates.same_window,
    "window_start": dates.window_start,
    "window_end": dates.window_end,
    "period_fits": dates.period_fits,
    "window_is_backwards": dates.window_is_backwards,
    "period_start": dates.period_start,
    "period_end": dates.period_end,
    "calendar_start": dates.calendar_start,
    "calendar_end": dates.calendar_end,
    "year_start": dates.year_start,
    "offices_year_start": dates.offices_year_start,
    "year_end": dates.year_end,
    "reporting_year_start": dates.reporting_year_start,
    "report_year": dates.report_year,
    "dated_year": dates.dated_year,
    "report_date": dates.report_date,
    "previous": dates.previous,
    "same_year_as_previous": dates.same_year_as_previous,
    "is_repeated": dates.is_repeated,
    "is_all_zero": facts.is_all_zero,
    "level_fits": dates.level_fits,
}
