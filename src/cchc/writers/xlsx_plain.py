"""A worksheet of xlsxwriter that looks but once at formulas of the same functions."""

from __future__ import annotations

import re
from typing import Any

from xlsxwriter.worksheet import Worksheet

_FUNCTIONS = re.compile(r"[A-Z][A-Z0-9.]{0,40}(?=\()")


class PlainWorksheet(Worksheet):  # type: ignore[misc]
    """It writes formulas as they are where the library was seen to leave all of their functions as they are.

    The library marks what newer programs alone can compute, and to that end searches each formula for thirty names:
    that is half the time of a form with thousands of conditions. Where it no longer does, nothing is lost.
    """

    _left_alone: set[tuple[object, ...]] = set()  # noqa: RUF012 - what is seen of one sheet holds for all

    def _prepare_formula(self, formula: Any, *rest: Any, **more: Any) -> Any:
        asked = frozenset(_FUNCTIONS.findall(formula)), rest, tuple(more.items())
        plain = formula.removeprefix("{").removeprefix("=").removesuffix("}")
        if asked in self._left_alone:
            return plain
        prepared = super()._prepare_formula(formula, *rest, **more)
        if prepared == plain and "_xlfn." not in plain:
            self._left_alone.add(asked)
        return prepared
