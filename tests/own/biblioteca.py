"""A catalogue of somebody's own in any languages: one folder, two files, nothing copied from cchc's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

LABELS: Mapping[str, Mapping[str, str]] = {
    "title": {"pt": "Relatório da biblioteca", "vi": "Báo cáo thư viện", "en": "Library report"},
    "code": {"pt": "N.º", "vi": "TT", "en": "No."},
    "label": {"pt": "Conteúdo", "vi": "Nội dung", "en": "Content"},
    "quantity": {"pt": "Quantidade", "vi": "Số lượng", "en": "Quantity"},
    "unit": {"pt": "Unidade", "vi": "Đơn vị tính", "en": "Unit"},
    "explanation": {"pt": "Observações", "vi": "Giải trình", "en": "Remarks"},
    "visit": {"pt": "visita", "vi": "lượt", "en": "visit"},
    "one_visit": {"pt": "Uma pessoa, uma vez.", "vi": "Một người, một lần.", "en": "One person, once."},
    "percent": {"pt": "por cento", "vi": "phần trăm", "en": "per cent"},
    "readers": {"pt": "LEITORES", "vi": "BẠN ĐỌC", "en": "READERS"},
    "all": {"pt": "Visitas, total", "vi": "Tổng số lượt", "en": "Visits, total"},
    "children": {"pt": "Visitas de crianças", "vi": "Lượt thiếu nhi", "en": "Visits by children"},
    "share": {"pt": "Percentagem de crianças", "vi": "Tỷ lệ thiếu nhi", "en": "Share of children"},
    "open": {"pt": "Aberta ao sábado", "vi": "Mở cửa thứ bảy", "en": "Open on Saturdays"},
    "plan": {"pt": "Plano anual", "vi": "Kế hoạch năm", "en": "Plan of the year"},
    "state": {"pt": "Catálogo digital", "vi": "Danh mục số", "en": "Digital catalogue"},
    "ready": {"pt": "Pronto", "vi": "Sẵn sàng", "en": "Ready"},
    "says": {
        "pt": "Mais crianças ({criancas}) do que visitas ({visitas}).",
        "vi": "Thiếu nhi ({criancas}) nhiều hơn tổng số ({visitas}).",
        "en": "More children ({criancas}) than visits ({visitas}).",
    },
    "advice": {"pt": "Ver o registo.", "vi": "Xem lại sổ.", "en": "See the register."},
}

EDITION = """
id = "biblioteca-2024"
title = %title%
languages = [%languages%]
in_force = { from = 2024-01-01 }
calendar = { closing_day = 0 }
decimals = { percentage = 1 }
level = { offices = [], superiors = [] }
title_words = ["%title words%"]
sections = ["leitores"]
[columns]
code = { label = %code%, headings = ["%code words%"] }
label = { label = %label%, headings = ["%label words%"] }
quantity = { label = %quantity%, headings = ["%quantity words%"] }
unit = { label = %unit%, headings = ["%unit words%"] }
explanation = { label = %explanation%, headings = ["%explanation words%"] }
[kinds.count]
none = 0
"""
LEITORES = """
[units]
visita = { label = %visit%, counts = %one_visit% }
por_cento = { label = %percent%, counts = %percent% }
[statuses.pronto]
label = %ready%
words = ["%ready words%"]
[lines.leitores]
code = "I"
label = %readers%
kind = "heading"
[lines.visitas]
code = "1"
path = "I.1"
label = %all%
kind = "count"
unit = "visita"
over_time = "flow"
over_offices = "sum"
[lines.criancas]
code = "2"
path = "I.2"
label = %children%
kind = "count"
unit = "visita"
over_time = "flow"
over_offices = "sum"
[lines.parte]
code = "3"
path = "I.3"
label = %share%
kind = "percentage"
unit = "por_cento"
formula = "percent(criancas, visitas)"
example = { criancas = 37, visitas = 162, gives = "22.8" }
over_time = "recompute"
over_offices = "recompute"
[lines.sabado]
code = "4"
path = "I.4"
label = %open%
kind = "yes-no"
over_time = "last"
over_offices = "count_yes"
[lines.plano]
code = "5"
path = "I.5"
label = %plan%
kind = "document"
over_time = "last"
over_offices = "count_issued"
[lines.digital]
code = "6"
path = "I.6"
label = %state%
kind = "status"
statuses = ["pronto"]
over_time = "last"
over_offices = "count_by_status"
[rules.R1]
check = "criancas <= visitas"
severity = "error"
nature = "definitional"
says = %says%
advice = %advice%
good = [{ criancas = 37, visitas = 162 }, { criancas = 37, visitas = 37 }]
bad = { criancas = 162, visitas = 37 }
"""
LINES = {
    "visitas": "all", "criancas": "children", "parte": "share", "sabado": "open", "plano": "plan", "digital": "state",
}  # fmt: skip
"""The lines that are filled in, and what they are called above."""
RIGHT = {"visitas": "162", "criancas": "37", "parte": "22,8 %", "sabado": "", "plano": "", "digital": ""}
WRONG = {"visitas": "37", "criancas": "#DIV/0!", "parte": "99 %", "sabado": "?", "plano": "…", "digital": "x"}


def filled(template: str, languages: Sequence[str]) -> str:
    """A file with its labels in these languages; printed words in the first of them."""
    for name, text in LABELS.items():
        table = ", ".join(f'{language} = "{text[language]}"' for language in languages)
        template = template.replace(f"%{name}%", f"{{ {table} }}").replace(f"%{name} words%", text[languages[0]])
    return template.replace("%languages%", ", ".join(f'"{language}"' for language in languages))


def write(folder: Path, languages: Sequence[str], texts: str | None = None) -> Path:
    """The catalogue in a folder that holds nothing else but it; `texts` is a texts.toml of its own."""
    own = folder / "biblioteca-2024"
    own.mkdir()
    (own / "edition.toml").write_text(filled(EDITION, languages), encoding="utf-8")
    (own / "leitores.toml").write_text(filled(LEITORES, languages), encoding="utf-8")
    if texts is not None:
        (own / "texts.toml").write_text(texts, encoding="utf-8")
    return own


def report(folder: Path, language: str, figures: Mapping[str, str], *, lacks: str = "") -> Path:
    """A report on the form as a text file: its lines with these figures, one of them left out."""
    heads = [LABELS[column][language] for column in ("code", "label", "quantity", "unit", "explanation")]
    rows = [f"{LABELS['title'][language]}\n", "\t".join(heads), f"I\t{LABELS['readers'][language]}\t\t\t"]
    for code, (id, name) in enumerate(LINES.items(), start=1):
        if id != lacks:
            rows.append(f"{code}\t{LABELS[name][language]}\t{figures[id]}\t\t")
    path = folder / f"report-{language}.txt"
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    return path
