"""The language of the person at this machine."""

from __future__ import annotations

import os
import re


def locale_language() -> str:
    """The language that the locale names; "" where it names none."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    named = re.match(r"(en|[a-z]{2,3}(?![a-z]))", next(filter(None, names), "").lower())
    return named[0] if named else ""
