"""The mark that a file bears which was made of reports and is none itself: a table of many, a picture, a letter."""

from __future__ import annotations

MADE_OF_REPORTS = "cchc: made of reports"
"""In what a kind of file has for a word about itself, where no reader of it is disturbed."""
