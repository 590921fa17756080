"""Vietnamese prose as people type it: spelling, markup, numbers, claims, dates, documents, lists."""
