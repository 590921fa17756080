"""How judged reports are shown: one module a format, each with `render(reports, words) -> str`."""
