"""What the browser is told is what the library says."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest

import cchc
from cchc.docs_builder import session
from cchc.words import data as words_of
from cchc.words import face
from cchc.writers.formats import FORMATS, Filed


def ask(question: str, data: bytes = b"", language: str = "vi", **values: object) -> dict[str, Any]:
    """A question as the page asks it."""
    told = json.loads(
        session.answer(question, json.dumps({"edition": "phuong-2024", "language": language, **values}), data)
    )
    assert "refused" not in told, told
    answer: dict[str, Any] = told["answer"]
    return answer


@pytest.fixture
def evaluation(real_report: Path) -> cchc.Evaluation:
    catalogue = cchc.load_catalogue("phuong-2024")
    return catalogue.evaluate(cchc.read_report(real_report, catalogue))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_form_comes_back_with_every_finding(real_report: Path, evaluation: cchc.Evaluation, language: str) -> None:
    """Each on its line, whose name it knows, or, if it has none, on no line."""
    told = ask("check", real_report.read_bytes(), language, name="form.txt")
    assert [one["message"] for one in told["found"]] == [one.message[language] for one in evaluation.findings]
    on_lines = {number: f"line-{row['id']}" for row in told["rows"] for number in row["findings"]}
    assert [on_lines.get(number, "") for number, _ in enumerate(told["found"], 1)] == [
        one["cell"] for one in told["found"]
    ]
    assert told["file"] == "form.txt"
    assert [row["id"] for row in told["rows"]][: len(evaluation.edition.indicators)] == list(
        evaluation.edition.indicators
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_answer_names_its_edition_and_why_it_is_this_one(real_report: Path, language: str) -> None:
    """As the command line does: how far it may be trusted, when it holds, by what it was chosen."""
    for month, edition in (("THÁNG 5 NĂM 2024", "phuong-2024"), ("THÁNG 10 NĂM 2026", "phuong-2026-07")):
        data = real_report.read_text(encoding="utf-8").replace("THÁNG 5 NĂM 2024", month).encode()
        form = ask("check", data, language, edition="", name="form.txt")["form"]
        catalogue = cchc.load_catalogue(edition)
        assert form["id"] == edition
        assert catalogue.edition.judging.say(language, "edition_status", catalogue.edition.status) in form["about"]
        assert f"{catalogue.edition.in_force_from:%d/%m/%Y}" in form["about"]
        assert ("31/05/2024" if edition == "phuong-2024" else "31/10/2026") in form["why"]
    assert {"title", "about", "why"} <= set(re.findall(r"{(\w+)}", face("site").say(language, "script", "by_form")))


@pytest.mark.parametrize("name", ["findings", "standard"])
def test_no_advice_asks_for_a_command(name: str) -> None:
    """Who reads it on the checker's page has no command line."""
    for code, said in words_of(name).items():
        for text in (*said["advice"].values(), *said.get("says", {}).values()):
            assert "cchc" not in text.replace("CCHC-", ""), code


def test_what_was_written_is_shown_without_markup(real_report: Path) -> None:
    """In cells and beside what was computed anew: a figure set in bold is a figure."""
    told = ask("check", real_report.read_bytes(), name="form.txt")
    assert "<b>" in real_report.read_text(encoding="utf-8")
    shown = [text for row in told["rows"] for text in (*row["cells"].values(), row.get("printed") or "")]
    assert "100" in [row.get("printed") for row in told["rows"]]
    assert not [text for text in shown if "<" in text]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_has_to_be_done_is_told_as_by_the_command_line(
    real_report: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same causes in the same order, each with its places; mere notes have no number."""
    from cchc.cli import main

    told = ask("check", real_report.read_bytes(), language, name="form.txt")
    with pytest.raises(SystemExit):
        main(["check", "--lang", language, str(real_report)])
    whole = " ".join(capsys.readouterr().out.split())
    numbered = [cause for cause in told["causes"] if cause["number"]]
    assert [cause["number"] for cause in numbered] == list(range(1, 8))
    for cause in numbered:
        assert cause["at"] == "lines"
        places = ", ".join(place["text"] for place in cause["places"][:12])
        assert f"{cause['number']}. {cause['word']}: {cause['title']}" in whole
        assert places in whole
        assert cause["action"] in whole
    under = sorted(number for cause in told["causes"] for number in cause["findings"])
    assert under == list(range(1, len(told["found"]) + 1))


def test_files_to_download_are_the_librarys(real_report: Path, evaluation: cchc.Evaluation) -> None:
    """The text is the form as it was written, with all that is wrong with it; JSON reads back to the evaluation."""
    ask("check", real_report.read_bytes(), name="form.txt")
    text = base64.b64decode(ask("file", kind="text")["base64"])
    catalogue = cchc.load_catalogue("phuong-2024")
    again = catalogue.evaluate(cchc.read_report(text, catalogue))
    assert [finding.code for finding in again.findings] == [finding.code for finding in evaluation.findings]
    assert again.values == evaluation.values
    data = base64.b64decode(ask("file", kind="json")["base64"])
    assert cchc.from_json(data).summary == evaluation.summary


@pytest.fixture
def document(real_report: Path) -> bytes:
    """The real report as a document of a word processor."""
    catalogue = cchc.load_catalogue("phuong-2024")
    kind = next(each for each in FORMATS if each.name == "docx")
    return kind.write(Filed(catalogue.evaluate(cchc.read_report(real_report, catalogue))))


def test_places_in_a_document_are_those_of_the_form(document: bytes) -> None:
    """Nobody counts the rows of a document's table: its lines go by the form, in its order, and lead to their rows."""
    told = ask("check", document, name="form.docx")
    assert "#1!" not in json.dumps(told)
    lines = [row["id"] for row in told["rows"]]
    for cause in told["causes"]:
        assert cause["at"] == "form"
        cells = [place["cell"].removeprefix("line-") for place in cause["places"]]
        assert cells == sorted(cells, key=lines.index)
    first = next(cause for cause in told["causes"] if cause["number"] == 1)
    assert first["places"][0]["text"] == "I.1.2–I.1.4"


def test_a_document_comes_back_as_itself_with_remarks(document: bytes) -> None:
    """All that was in it, the findings as remarks; the letter is a document, too, with its annex."""
    told = ask("check", document, name="form.docx")
    assert told["document"] == "docx"
    whole = docx.Document(io.BytesIO(base64.b64decode(ask("file", kind="document")["base64"])))
    assert sum("CCHC-" in remark.text for remark in whole.comments) > 50
    files = docx.Document(io.BytesIO(document)), whole
    before, kept = ({row.cells[1].text for row in each.tables[-1].rows} for each in files)
    assert before <= kept
    letter = docx.Document(io.BytesIO(base64.b64decode(ask("file", kind="letter")["base64"])))
    assert "PHỤ LỤC" in [paragraph.text for paragraph in letter.paragraphs]
    assert ask("check", document, name="form.txt.docx")["document"] == "docx"


def test_of_what_is_no_document_none_comes_back(real_report: Path, document: bytes) -> None:
    ask("check", document, name="form.docx")
    assert ask("check", real_report.read_bytes(), name="form.txt")["document"] is None


def test_the_calculator_tells_value_and_findings() -> None:
    told = ask(
        "calculate",
        id="ho_so_ty_le_dung_han",
        figures={"ho_so_dung_han": "886", "ho_so_da_giai_quyet": "893", "ho_so_ty_le_dung_han": "99,21 %"},
    )
    assert (told["display"], told["substituted"]) == ("99,22 %", "886 ÷ 893 × 100")
    assert [finding["code"] for finding in told["findings"]] == ["CCHC-R003"]


def test_what_is_no_report_is_refused_in_the_readers_language() -> None:
    """A message, no traceback."""
    said = [
        json.loads(
            session.answer("check", json.dumps({"edition": "phuong-2024", "language": language, "name": "x"}), b"hello")
        )["refused"]
        for language in ("vi", "en")
    ]
    assert said[0] != said[1]


WRONG = "Hộ tịch\t260", "Hộ tịch\t251"
"""One figure of Biểu 06's example, and a wrong one."""


@pytest.fixture
def wrong_table(root: Path) -> bytes:
    right = (root / "catalogue" / "bieu-06-2020" / "right.tsv").read_text(encoding="utf-8").split("\n\n")[0]
    return right.replace(*WRONG).encode()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_table_is_known_by_its_file_and_comes_back_as_filled_in(wrong_table: bytes, language: str) -> None:
    """No edition is named; every cell stands as written, the wrong one bears the number of its finding."""
    told = ask("check", wrong_table, language, edition="", name="bieu.tsv")
    assert told["form"]["id"] == "bieu-06-2020"
    catalogue = cchc.load_catalogue("bieu-06-2020")
    evaluation = catalogue.evaluate(cchc.read_report(wrong_table, catalogue, name="bieu.tsv"))
    assert [each["message"] for each in told["found"]] == [one.message[language] for one in evaluation.findings]
    assert [each["code"] for each in told["found"]] == ["CCHC-T001"]
    rows = [[cell["text"] for cell in row["cells"]] for table in told["tables"] for row in table]
    written = [line.split("\t") for line in wrong_table.decode().splitlines()]
    assert [[text for text in row if text] for row in rows] == [[text for text in row if text] for row in written[6:]]
    (cell,) = [cell for table in told["tables"] for row in table for cell in row["cells"] if cell["findings"]]
    assert (cell["text"], cell["severity"], cell["findings"]) == ("251", "error", [1])
    assert told["found"][0]["cell"] == cell["name"]
    assert "Hộ tịch" in told["found"][0]["where"]
    assert "(3)" in told["found"][0]["where"]


def test_files_of_a_table_are_the_librarys(wrong_table: bytes) -> None:
    """The spreadsheet flags the cell, the text says what was written, JSON is what the library prints."""
    from io import BytesIO

    from openpyxl import load_workbook

    ask("check", wrong_table, edition="", name="bieu.tsv")
    catalogue = cchc.load_catalogue("bieu-06-2020")
    text = base64.b64decode(ask("file", kind="text")["base64"])
    found = catalogue.evaluate(cchc.read_report(text, catalogue, name="x.txt")).findings
    assert [each.code for each in found] == ["CCHC-T001"]
    book = load_workbook(BytesIO(base64.b64decode(ask("file", kind="xlsx")["base64"])))
    assert any("CCHC-T001" in cell.comment.text for row in book.worksheets[0] for cell in row if cell.comment)
    page = base64.b64decode(ask("file", kind="html")["base64"]).decode()
    assert "CCHC-T001" in page
    told = json.loads(base64.b64decode(ask("file", kind="json")["base64"]))
    assert told["schema"].startswith("cchc.evaluation/")
    assert [each["code"] for each in told["findings"]] == ["CCHC-T001"]


def test_a_table_of_printed_rows_comes_back_row_by_row(root: Path) -> None:
    told = ask(
        "check", (root / "catalogue" / "qd-766-xa" / "right.tsv").read_bytes(), edition="qd-766-xa", name="x.tsv"
    )
    assert told["found"] == []
    roles = [row["role"] for row in told["tables"][0]]
    assert roles.count("parent") == 5


@pytest.mark.parametrize("language", ["vi", "en"])
def test_several_files_are_the_table_of_the_command_line(
    root: Path, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same cells and sums; a report is judged after the one of its office before it, what is none is named."""
    from cchc.cli import main

    folder = root / "examples" / "wards"
    files = [(path.name, path.read_bytes()) for path in sorted(folder.rglob("*.*"))]
    sizes = [{"name": name, "size": len(data)} for name, data in files]
    told = ask("wards", b"".join(data for _, data in files), language, edition="", files=sizes)
    with pytest.raises(SystemExit):
        main(["check", "--lang", language, "--format", "html", str(folder)])
    page = capsys.readouterr().out.replace(' class="number"', "")
    assert len(told["rows"]) == 3
    for row in told["rows"]:
        before, _, after = "".join(f"<td>{cell}</td>" for cell in row["cells"].values()).partition("<td>(2) ")
        assert before in page
        assert after in page
    assert told["summary"] in page
    assert told["notes"][0] in page
    # A report of the table is told with the findings that the table counts, those that need the one before it, too.
    for row in told["rows"]:
        one = ask("ward", language=language, report=row["reports"][0])
        assert (one["file"], str(one["summary"]["errors"])) == (row["cells"]["file"], row["cells"]["errors"])


def test_a_file_that_is_no_report_is_a_row_of_the_table() -> None:
    told = ask("wards", b"hello", edition="", files=[{"name": "x.txt", "size": 5}])
    assert [row["state"] for row in told["rows"]] == ["unreadable"]
    assert told["rows"][0]["cells"]["office"] == "x.txt"
    assert told["rows"][0]["reports"] == []


def test_a_rehearsal_is_forgotten(tmp_path: Path, real_report: Path) -> None:
    """Forms are checked, and what is no form is passed over; the reader's own report is the first that is kept."""
    (tmp_path / "a.txt").write_bytes(real_report.read_bytes())
    (tmp_path / "b.txt").write_text("no report", encoding="utf-8")
    session.rehearse(str(tmp_path))
    assert not session._last
