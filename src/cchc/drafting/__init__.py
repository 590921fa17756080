"""A catalogue drafted from a form: what the file shows is written down, what is guessed is marked as guessed."""

from __future__ import annotations

from cchc.drafting.draft import CatalogueDraft, drafted

__all__ = ["CatalogueDraft", "drafted"]
