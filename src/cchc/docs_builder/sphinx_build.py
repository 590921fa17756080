"""Sphinx over one language's Markdown: furo's looks, this project's frame, a search index of our own.

Sphinx's own index is left out: it cannot rank an exact spelling before the same letters without
diacritics, and it fetches every page that it shows a result of.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import asdict

from cchc.docs_builder.book import BookPage
from cchc.edition.findable import Findable
from cchc.edition.search import settings
from cchc.errors import CchcError

UNUSED = (
    "debug.css", "doctools.js", "documentation_options.js", "file.png", "language_data.js", "minus.png", "plus.png",
    "searchtools.js", "skeleton.css", "sphinx_highlight.js", "translations.js", "scripts/furo.js.map",
    "styles/furo.css.map", "styles/furo-extensions.css.map",
)  # fmt: skip
"""What Sphinx and furo lay down and no page of ours loads."""

_LONGEST = 4000


def build_html(
    source: Path, out: Path, doctrees: Path, theme: Path, context: Mapping[str, Any], made: Sequence[BookPage]
) -> None:
    """Raises CchcError with every warning: a broken link is one."""
    from io import StringIO

    from sphinx.application import Sphinx

    warnings = StringIO()
    shutil.rmtree(doctrees, ignore_errors=True)
    app = Sphinx(
        srcdir=source,
        confdir=None,
        outdir=out,
        doctreedir=doctrees,
        buildername="html",
        confoverrides=_settings(theme, context),
        status=None,
        warning=warnings,
        freshenv=True,
    )
    builder: Any = app.builder
    builder.search = False
    texts = _Texts()
    app.connect("doctree-resolved", texts.collect)
    app.connect("html-page-context", _translate)
    app.build(force_all=True)
    if warnings.getvalue().strip():
        raise CchcError(warnings.getvalue().strip())
    _write_index(out, made, texts.found)
    for name in (".buildinfo", "objects.inv", "_sources", *(f"_static/{name}" for name in UNUSED)):
        path = out / name
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)


def _settings(theme: Path, context: Mapping[str, Any]) -> dict[str, Any]:
    words = context["words"]
    return {
        "project": words("site_name"),
        "html_title": words("site_name"),
        "language": context["language_code"],
        "extensions": ["myst_parser"],
        "myst_enable_extensions": ["colon_fence", "attrs_inline", "deflist"],
        "myst_heading_anchors": 3,
        "suppress_warnings": ["myst.header"],
        "html_theme": "furo",
        "html_theme_options": {
            "light_css_variables": {
                "color-brand-primary": "#0b5e8a",
                "color-brand-content": "#0b5e8a",
                "color-brand-visited": "#5b3d8a",
            },
            "dark_css_variables": {
                "color-brand-primary": "#7cc4ef",
                "color-brand-content": "#7cc4ef",
                "color-brand-visited": "#b9a3ec",
            },
        },
        "pygments_style": "a11y-high-contrast-light",
        "templates_path": [str(theme / "templates")],
        "html_static_path": [str(theme / "static")],
        "html_css_files": ["site.css"],
        "html_js_files": [("site.js", {"defer": "defer"})],
        "html_additional_pages": {"search": "search.html"},
        "html_context": dict(context),
        "html_copy_source": False,
        "html_show_sourcelink": False,
        "html_show_copyright": False,
        "html_permalinks_icon": "#",
        "html_use_index": False,
        "html_domain_indices": False,
        "exclude_patterns": [],
        "smartquotes": False,
    }


def _translate(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Sphinx has no Vietnamese for the sign beside a heading."""
    if "body" in context:
        told = app.config.html_context["words"]("permalink")
        context["body"] = context["body"].replace('title="Link to this heading"', f'title="{told}"')


class _Texts:
    """The text of hand-written pages, section by section, for the index."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str, str]] = []

    def collect(self, app: Any, doctree: Any, docname: str) -> None:
        from docutils import nodes

        if not docname.startswith("guide/"):
            return
        for section in doctree.findall(nodes.section):
            title = section.next_node(nodes.title).astext()
            own = [child.astext() for child in section.children if not isinstance(child, nodes.section | nodes.title)]
            self.found.append((docname, section["ids"][0], title, " ".join(" ".join(own).split())[:_LONGEST]))


def _write_index(out: Path, made: Sequence[BookPage], sections: Sequence[tuple[str, str, str, str]]) -> None:
    """What the search looks through, with all that it goes by (`cchc.edition.search`)."""
    found = [(f"{page.name}.html", page.title, page.found) for page in made if page.kind != "guide"]
    found += [(f"{page.name}.html#{anchor}", each.title, each) for page in made for anchor, each in page.parts]
    for name, anchor, title, text in sections:
        found.append((f"{name}.html#{anchor}", title, Findable(f"{name}#{anchor}", "guide", title, text=text)))
    entries = [{"address": address, "shown": shown, **asdict(entry)} for address, shown, entry in found]
    index = {"settings": settings(), "entries": entries}
    text = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    (out / "_static" / "search-index.js").write_text(f"globalThis.cchcIndex={text}", encoding="utf-8")
