"""The documentation site: a page for each definition of the catalogue, beside the pages of docs/.

`library` and `pages` turn editions into Markdown that knows nothing of a theme; `site` gives that
to Sphinx, once a language. Needs `pip install cchc[docs]`; `session` alone needs only the core,
for it runs in the reader's browser.
"""
