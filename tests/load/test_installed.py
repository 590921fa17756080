"""Catalogues that installed packages bring are found by their entry point; a broken one hides no other."""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import cchc
from cchc.errors import CatalogueWarning
from cchc.load.installed import installed

EDITION = """title.vi = "Báo cáo thủy lợi của hợp tác xã"
form_number = "07/HTX-TL"
in_force = { from = 2024-01-01 }

[table.t]
unit = "ha"
stub = [{ is = "label", heading = ["Cánh đồng"] }]
open = { total = "Cộng" }
columns = [
    { number = "1=2+3", heading = ["Diện tích tưới"] },
    { number = "2", heading = ["Tự chảy"] },
    { number = "3", heading = ["Bơm"] },
]
"""
FORM = """Biểu số: 07/HTX-TL
BÁO CÁO THỦY LỢI CỦA HỢP TÁC XÃ QUÝ II NĂM 2026
Cánh đồng\tDiện tích tưới\tTự chảy\tBơm
\t1=2+3\t2\t3
Đồng Cao\t7\t4\t2
Cộng\t6\t4\t2
"""
Bring = Callable[..., Path]


@pytest.fixture
def bring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bring]:
    """Puts a package with an entry point where Python finds it; `text` is the edition that it brings."""

    def package(name: str, text: str | None, point: str | None = None, edition: str = "htx-thuy-loi") -> Path:
        site = tmp_path / name
        folder = site / name / "danh_muc" / edition
        folder.mkdir(parents=True)
        (site / name / "__init__.py").write_text("raise RuntimeError('nobody runs this')\n", encoding="utf-8")
        if text is not None:
            (folder / "edition.toml").write_text(text, encoding="utf-8")
        info = site / f"{name}-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (info / "entry_points.txt").write_text(
            f"[cchc.catalogues]\n{name} = {point or f'{name}:danh_muc'}\n", encoding="utf-8"
        )
        monkeypatch.syspath_prepend(site)
        installed.cache_clear()
        return folder

    yield package
    installed.cache_clear()


def test_a_form_of_an_installed_package_is_found(bring: Bring) -> None:
    """By its number on a file, by its id, and in the list of all editions; none of its code is run."""
    bring("goi_thuy_loi", EDITION)
    report = cchc.read_report(FORM.encode(), cchc.load_catalogue(), name="htx.tsv")
    assert report.edition == "htx-thuy-loi"
    findings = cchc.load_catalogue().evaluate(report).findings
    assert [finding.figure for finding in findings if finding.code == "CCHC-T001"] == ["t[Đồng Cao].c1"]
    assert cchc.load_catalogue("htx-thuy-loi").id == "htx-thuy-loi"
    assert "htx-thuy-loi" in cchc.load_catalogue().editions
    assert [each.id for each in cchc.editions()][-1] == "htx-thuy-loi"
    assert "phuong-2024" in cchc.load_catalogue().editions


@pytest.mark.parametrize(
    ("text", "point", "edition"),
    [
        (None, None, "trong"),
        (EDITION, "khong_co_goi_nay", "htx"),
        (EDITION, "khong_co_goi_nay:danh_muc", "htx"),
        (EDITION, None, "phuong-2024"),
    ],
    ids=["no edition", "no package", "no folder", "an id that is taken"],
)
def test_what_is_wrong_with_one_is_told_and_the_others_are_there(
    bring: Bring, text: str | None, point: str | None, edition: str
) -> None:
    """An entry point that leads nowhere, and an edition of cchc's own name, are warned of by name."""
    bring("goi_tot", EDITION)
    bring("goi_hong", text, point, edition)
    with pytest.warns(CatalogueWarning, match="goi_hong") as told:
        found = cchc.load_catalogue().editions
    assert {"phuong-2024", "bieu-06-2020", "htx-thuy-loi"} <= set(found)
    warning = told[0].message
    assert isinstance(warning, CatalogueWarning)
    assert "không dùng được danh mục" in warning.told("vi")


def test_an_edition_full_of_mistakes_is_one_that_cannot_be_loaded(bring: Bring) -> None:
    """It is listed; who asks for it is told its mistakes; all others work."""
    bring("goi_sai", "title = 3\n", edition="sai-het")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "sai-het" in cchc.load_catalogue().editions
    with pytest.raises(cchc.CatalogueError):
        cchc.load_catalogue("sai-het")
    assert cchc.load_catalogue("phuong-2024").indicators


def test_nobody_looks_for_packages_where_a_form_of_cchc_is_read() -> None:
    """Reading and judging a form that comes with cchc asks nothing of what else is installed."""
    program = (
        "import sys, cchc\n"
        "catalogue = cchc.load_catalogue()\n"
        "report = cchc.read_report('examples/phuong-2024-05.txt', catalogue)\n"
        "catalogue.evaluate(report)\n"
        "print('importlib.metadata' in sys.modules)\n"
    )
    root = Path(__file__).resolve().parents[2]
    ran = subprocess.run([sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {sys.path!r}\n{program}"],
                         cwd=root, capture_output=True, text=True, check=True)  # fmt: skip
    assert ran.stdout.strip() == "False"
