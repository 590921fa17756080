"""A catalogue with a line of every kind that is measured, in any language and with any decimals."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from cchc.catalogue import Catalogue, load_catalogue

EDITION = """
title.{language} = "{title}"
in_force = {{ from = 2026-01-01 }}
"""
LINES = """
[lines.thu]
code = "1"
label.{language} = "Thu"
kind = "number"
unit = "trieu_dong"
decimals = {decimals}
over_time = "flow"
[lines.chi]
code = "2"
label.{language} = "Chi"
kind = "number"
unit = "trieu_dong"
decimals = {decimals}
over_time = "flow"
[lines.chenh]
code = "3"
label.{language} = "Chenh lech"
kind = "number"
unit = "trieu_dong"
decimals = {decimals}
sign = "any"
formula = "thu - chi"
over_time = "flow"
over_offices = "sum"
[lines.du]
code = "4"
label.{language} = "So du"
kind = "number"
unit = "trieu_dong"
decimals = {decimals}
sign = "any"
over_time = "last"
[lines.dat]
code = "5"
label.{language} = "Dat"
kind = "number"
unit = "m2"
decimals = {decimals}
over_time = "last"
[lines.nguoi]
code = "6"
label.{language} = "Nguoi"
kind = "count"
unit = "nguoi"
over_time = "last"
[lines.sinh]
code = "7"
label.{language} = "Sinh"
kind = "count"
unit = "nguoi"
over_time = "flow"
[lines.ty_suat]
code = "8"
label.{language} = "Ty suat sinh"
kind = "rate"
per = 1000
decimals = {decimals}
formula = "per_mille(sinh, nguoi)"
[lines.roi]
code = "9"
label.{language} = "Ty suat roi"
kind = "rate"
per = 1000
decimals = {decimals}
over_time = "last"
[lines.phan]
code = "10"
label.{language} = "Ty le"
kind = "rate"
decimals = {decimals}
over_time = "last"
[lines.diem]
code = "11"
label.{language} = "Diem"
kind = "score"
decimals = {decimals}
over_time = "last"
over_offices = "none"
[lines.hop]
code = "12"
label.{language} = "Hop"
kind = "date"
[lines.ghi]
code = "13"
label.{language} = "Nhan xet"
kind = "text"
[rules.R1]
check = "chi <= thu + 100.5"
severity = "warning"
says.{language} = "{{chi}} / {{thu}}"
[rules.R2]
check = "hop >= period_start()"
severity = "warning"
says.{language} = "{{hop}}"
"""
MEASURED = ("thu", "chi", "du", "dat", "roi", "phan", "diem")
"""The lines that ask for a number with decimals and are not computed."""
HEADS: Mapping[str, tuple[str, ...]] = {
    "vi": ("TT", "Nội dung", "Số lượng", "Đơn vị tính", "Ghi chú"),
    "en": ("No.", "Content", "Quantity", "Unit", "Remarks"),
    "pt": ("No.", "Content", "Quantity", "Unit", "Remarks"),
}


def write(folder: Path, language: str = "vi", decimals: int = 2, more: str = "") -> Catalogue:
    """The catalogue, in a folder of its own."""
    own = folder / f"do-luong-{language}-{decimals}"
    own.mkdir(exist_ok=True)
    texts = {"language": language, "decimals": decimals, "title": "Bao cao do luong"}
    (own / "edition.toml").write_text(EDITION.format(**texts) + more, encoding="utf-8")
    (own / "lines.toml").write_text(LINES.format(**texts), encoding="utf-8")
    return load_catalogue(own)


def form(catalogue: Catalogue, figures: Mapping[str, str], units: Mapping[str, str] | None = None) -> bytes:
    """A filled form as a text file."""
    edition = catalogue.edition
    language = edition.languages[0]
    rows = [f"{edition.title[language].upper()} THÁNG 5 NĂM 2026\n", "\t".join(HEADS[language])]
    for id, line in edition.indicators.items():
        rows.append(f"{line.code}\t{line.label[language]}\t{figures.get(id, '')}\t{(units or {}).get(id, '')}\t")
    return "\n".join([*rows, ""]).encode()
