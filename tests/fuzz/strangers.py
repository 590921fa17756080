# ruff: noqa: E501, Q003 - a table of values
"""Catalogues as strangers may write them: one value of a small one, or one key, replaced by something strange.

All of it is still TOML, or nearly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ATOM = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*")|(?P<date>\d{4}-\d\d-\d\d)|(?P<number>(?<![\w.-])\d+(?:\.\d+)?(?![\w.-]))"""
    r"""|(?P<truth>\b(?:true|false)\b)"""
)
_PAIR = re.compile(r"^(?P<key>[\w.]+) = .*$", re.MULTILINE)
_INLINE = re.compile(r"(?P<key>[\w.{}]+ = )(?P<value>\{[^{}]*\}|\[[^\[\]]*\])")
_INNER = re.compile(r"(?P<before>[{,] ?)(?P<pair>[\w.]+ = (?:\"[^\"]*\"|\d+|true|false|\[[^\[\]]*\]))(?P<behind>,?)")
TEXTS = (
    "", " ", "x", "{x}", "{", "{}", "{0}", "{x.__class__}", "{observed!r:>9999999}", "%s %(x)s", "=1+1", "'=cmd|x'!A0", "<script>&amp;</b>",
    "#let x = 1; #read(\\\"/etc/passwd\\\")", "$ x^2 $ \\\\ * _ @x <y> ` ~", "::warning::x\\n::error::y", "\\u0000", "\\u001b[31mx\\u0007", "\\u202ex",
    "a\\nb\\tc\\r", "𝟙", "ﬃ", "e\\u0301" * 30, "x" * 3000, "x " * 20_000, "[x](y) | `z` \\n- a\\n# b", "../../x", "C:\\\\x", "CON", "a/b",
    "a:b*?", "1e5", "-1", "criancas", "visitas <= 1", "percent(criancas, visitas)", "1/0", "criancas / 0", "round(criancas, 2)", "en", "vi",
    "zz-x", "count", "percentage", "heading", "document", "flow", "last", "recompute", "mean", "none", "II", "I.1", "999999999999999999999999",
    "criancas*criancas", "1", "not criancas", "__import__", "lambda: 0", "if_(true, 1, 2)", "month", "reported", "derived",
    "c1", "{gioi}", "{year}", "{nguon}", "children", "sum", "mean(c1)", "one", "1=2+3", "(3)=(4)+(5)+(6)", "1..5", "A", "leaf", "all",
    "total", "label", "code", "first", "rate", "number", "zero", "t", "kham", "previous(c1)", "c1[c1].c1", "count_rows(c1)",
    "bands(c5, muc_chi)", "per_mille(c4, c1)",
)  # fmt: skip
NUMBERS = (
    "0",
    "-1",
    "1.5",
    "10",
    "100000",
    "99999999999999999999",
    "1e400",
    "nan",
    "inf",
    "true",
    '""',
    "[]",
    "{}",
    "[[1]]",
    "1e-30",
    "31",
    "9",
)
DATES = ("0001-01-01", "9999-12-31", "2024-02-29", "2024-01-01T00:00:00", "1", '"x"', "00:00:00")
LISTS = ("[]", "{}", '"x"', "1", '["x"]', "[[]]", "[{}]", "{ x = 1 }")
TRUTHS = ("true", "false", "1", '"x"')
_STRANGE = {
    "text": (*(f'"{text}"' for text in TEXTS), "1", "[]", "{}", "true", "2024-01-01", '["x", "x"]'),
    "number": NUMBERS,
    "date": DATES,
    "truth": TRUTHS,
}


def strange(text: str) -> Iterator[str]:
    """Every text that one value replaced by a strange one makes, and every text less one key, or with one twice."""
    for found in _ATOM.finditer(text):
        for value in _STRANGE[str(found.lastgroup)]:
            yield text[: found.start()] + value + text[found.end() :]
    for found in _PAIR.finditer(text):
        yield text[: found.start()] + text[found.end() + 1 :]
    for found in _INLINE.finditer(text):
        for value in LISTS:
            yield text[: found.start("value")] + value + text[found.end("value") :]
    for found in _INNER.finditer(text):
        yield text[: found.start("pair")] + text[found.end() :]
        yield text[: found.end("pair")] + ", " + found["pair"] + text[found.end("pair") :]
