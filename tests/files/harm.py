# ruff: noqa: E501, PLW0108 - one file a row, so that the table reads as a table
"""Files made to do harm, each by a few lines: what they are about is in their names."""

from __future__ import annotations

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping

from tests.files import drawn
from tests.fuzz import seeds
from tests.fuzz.damage import packed

Make = Callable[[], bytes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def deflated(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = parts_of(data)
    return deflated({**parts, part: change(parts[part])})


def replaced(seed: Make, part: str, old: str, new: Callable[[], str]) -> Make:
    """A small file with one thing in one of its parts grown."""

    def make() -> bytes:
        def change(text: bytes) -> bytes:
            assert old.encode() in text, (part, old)
            return text.replace(old.encode(), new().encode(), 1)

        return with_part(seed(), part, change)

    return make


# --- spreadsheets -------------------------------------------------------------------------------

_STYLES, _SHEET, _BOOK, _STRINGS, _RELS = (
    "xl/st.xml",
    "xl/s1.xml",
    "xl/workbook.xml",
    "xl/ss.xml",
    "xl/_rels/workbook.xml.rels",
)


def _sheets(count: int) -> bytes:
    parts = parts_of(seeds.xlsx())
    relation = '<Relationship Id="n{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="s1.xml"/>'
    listed = "".join(f'<sheet name="N{n}" sheetId="{n + 9}" r:id="n{n}"/>' for n in range(count))
    parts[_BOOK] = parts[_BOOK].replace(b"</sheets>", listed.encode() + b"</sheets>")
    parts[_RELS] = parts[_RELS].replace(
        b"</Relationships>", "".join(relation.format(n) for n in range(count)).encode() + b"</Relationships>"
    )
    return deflated(parts)


def in_sheet(old: str, new: Callable[[], str]) -> Make:
    return replaced(seeds.xlsx, _SHEET, old, new)


def in_styles(old: str, new: Callable[[], str]) -> Make:
    return replaced(seeds.xlsx, _STYLES, old, new)


_DATA = "</sheetData>"
XLSX: Mapping[str, Make] = {
    "thousands of sheets of one part": lambda: _sheets(4_000),
    "a format of a million sections": in_styles("0.0%;[Red]-0.0%", lambda: ";" * 1_000_000),
    "a format of a million digits": in_styles("0.0%;[Red]-0.0%", lambda: "0" * 1_000_000),
    "a format of a million decimals": in_styles("0.0%;[Red]-0.0%", lambda: "0." + "0" * 1_000_000),
    "a format of quotes": in_styles("0.0%;[Red]-0.0%", lambda: "&quot;" * 400_000),
    "a format of commas": in_styles("0.0%;[Red]-0.0%", lambda: "0" + "," * 1_000_000),
    "a format of brackets": in_styles("0.0%;[Red]-0.0%", lambda: "[" * 1_000_000),
    "a format of hours": in_styles("[h]:mm dd/mm/yyyy# ?/?", lambda: "h:mm:ss " * 100_000),
    "a format of fractions": in_styles("[h]:mm dd/mm/yyyy# ?/?", lambda: "# " + "?" * 500_000 + "/" + "?" * 500_000),
    "a hundred thousand formats": in_styles(
        "</numFmts>",
        lambda: (
            "".join(f'<numFmt numFmtId="{n}" formatCode="0.{"0" * (n % 9)}"/>' for n in range(200, 100_200))
            + "</numFmts>"
        ),
    ),
    "a hundred thousand styles": in_styles(
        "</cellXfs>", lambda: '<xf numFmtId="164" fontId="1"/>' * 100_000 + "</cellXfs>"
    ),
    "a hundred thousand fonts": in_styles("</fonts>", lambda: "<font><strike/></font>" * 100_000 + "</fonts>"),
    "a name in styles of megabytes": in_styles("<font/>", lambda: f'<font><name val="{"x" * 5_000_000}"/></font>'),
    "absurd dates": in_sheet(
        _DATA,
        lambda: (
            "".join(
                f'<row r="{n}"><c r="A{n}" s="3"><v>{v}</v></c></row>'
                for n, v in enumerate(
                    ("99999999", "-5", "1e15", "1e-9", "0", "60", "2958466", "1e300", "-1e300", "NaN"), 10
                )
            )
            + _DATA
        ),
    ),
    "dates by the thousand": in_sheet(
        _DATA,
        lambda: (
            "".join(f'<row r="{n}"><c r="A{n}" s="2"><v>{n}.99999999</v></c></row>' for n in range(10, 4_900)) + _DATA
        ),
    ),
    "negative places": in_sheet(
        _DATA, lambda: '<row r="-5"><c r="A-5"><v>1</v></c></row><row r="0"><c r="A0"><v>1</v></c></row>' + _DATA
    ),
    "places beyond the last": in_sheet(
        _DATA,
        lambda: (
            '<row r="9999999"><c r="ZZZ9999999"><v>1</v></c></row><row r="1048577"><c r="XFE1048577"><v>1</v></c></row>'
            + _DATA
        ),
    ),
    "one place a hundred thousand times": in_sheet(
        _DATA, lambda: '<row r="9">' + '<c r="A9"><v>1</v></c>' * 150_000 + "</row>" + _DATA
    ),
    "rows backwards": in_sheet(
        _DATA, lambda: "".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(4_900, 10, -1)) + _DATA
    ),
    "merges over everything": in_sheet(
        "</mergeCells>", lambda: '<mergeCell ref="A1:XFD1048576"/>' * 19_000 + "</mergeCells>"
    ),
    "merges upside down": in_sheet(
        "</mergeCells>",
        lambda: (
            '<mergeCell ref="D9:A1"/><mergeCell ref="A1"/><mergeCell ref=":"/><mergeCell ref="A1:A1:A1"/>' * 4_000
            + "</mergeCells>"
        ),
    ),
    "merges of long rows": in_sheet(
        _DATA,
        lambda: (
            "".join(
                f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>1</v></c>' for c in "ABCDEFGHIJ") + "</row>"
                for n in range(5, 1_500)
            )
            + _DATA
            + "<mergeCells>"
            + "".join(f'<mergeCell ref="A{n}:J{n + 900}"/>' for n in range(5, 600))
            + "</mergeCells>"
        ),
    ),
    "hidden columns by the hundred thousand": in_sheet(
        "</cols>", lambda: '<col min="1" max="16384" hidden="1"/>' * 100_000 + "</cols>"
    ),
    "columns without end": in_sheet(
        "</cols>",
        lambda: (
            '<col min="1" max="99999999999" hidden="1"/><col min="9" max="1" hidden="1"/><col min="-1" max="3" hidden="1"/>'
            "</cols>"
        ),
    ),
    "a string of megabytes": replaced(seeds.xlsx, _STRINGS, "Số lượng", lambda: "x" * 4_000_000),
    "a string of a million runs": replaced(
        seeds.xlsx, _STRINGS, "<r><rPr><strike/></rPr>", lambda: "<r><t>x</t></r>" * 200_000 + "<r><rPr><strike/></rPr>"
    ),
    "strings by the hundred thousand": replaced(
        seeds.xlsx, _STRINGS, "</sst>", lambda: "<si><t>x</t></si>" * 190_000 + "</sst>"
    ),
    "one long string in every cell": lambda: with_part(
        with_part(seeds.xlsx(), _STRINGS, lambda t: t.replace("Số lượng".encode(), b"x" * 90_000)),
        _SHEET,
        lambda t: t.replace(
            b"</sheetData>",
            b"".join(b'<row r="%d"><c r="A%d" t="s"><v>1</v></c></row>' % (n, n) for n in range(10, 4_000))
            + b"</sheetData>",
        ),
    ),
    "shared formulas by the thousand": in_sheet(
        _DATA,
        lambda: (
            "".join(f'<row r="{n}"><c r="A{n}"><f t="shared" si="0"/><v>1</v></c></row>' for n in range(10, 4_900))
            + _DATA
        ),
    ),
    "a shared formula of megabytes": in_sheet("A1+$B$2", lambda: "A1+" * 30_000 + "B1"),
    "shared formulas that share none": in_sheet(
        _DATA,
        lambda: (
            "".join(
                f'<row r="{n}"><c r="A{n}"><f t="shared" si="{n * 7}"/><v>1</v></c></row>' for n in range(10, 4_900)
            )
            + _DATA
        ),
    ),
    "a formula of a million parentheses": in_sheet("A1+$B$2", lambda: "(" * 500_000 + "1" + ")" * 500_000),
    "numbers of a hundred thousand digits": in_sheet("<v>0.5</v>", lambda: f"<v>{'9' * 1_000_000}</v>"),
    "exponents": in_sheet("<v>0.5</v>", lambda: "<v>1e999999999</v>"),
    "tiny exponents": in_sheet("<v>45000.25</v>", lambda: "<v>1e-999999999</v>"),
    "indexes of strings that are none": in_sheet('t="s"><v>0</v>', lambda: 't="s"><v>99999999999999999999</v>'),
    "references in a circle": replaced(seeds.xlsx, _RELS, "s1.xml", lambda: "workbook.xml"),
    "references out of the archive": replaced(seeds.xlsx, _RELS, "s1.xml", lambda: "../" * 50_000 + "etc/passwd"),
    "relations by the hundred thousand": replaced(
        seeds.xlsx,
        _RELS,
        "</Relationships>",
        lambda: (
            "".join(f'<Relationship Id="x{n}" Type="t/x" Target="a"/>' for n in range(100_000)) + "</Relationships>"
        ),
    ),
    "attributes by the hundred thousand": in_sheet(
        "<sheetData>", lambda: "<x " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/><sheetData>"
    ),
    "names of elements of megabytes": in_sheet("<sheetData>", lambda: f"<{'x' * 3_000_000}/><sheetData>"),
    "namespaces by the hundred thousand": in_sheet(
        "<sheetData>", lambda: "<x " + " ".join(f'xmlns:a{n}="u{n}"' for n in range(50_000)) + "/><sheetData>"
    ),
    "character references": in_sheet("không có", lambda: "&#7899;" * 500_000),
    "character references that are none": in_sheet("không có", lambda: "&#xD800;&#0;&#x110000;&#99999999999;"),
    "escapes of control characters": replaced(
        seeds.xlsx, _STRINGS, "a_x0009_", lambda: "_x0000__x001B__x202E__xFFFF__xD800_" * 20_000
    ),
    "sections of characters": in_sheet("không có", lambda: "<![CDATA[" + "]]" * 300_000 + "]]>"),
    "comments by the hundred thousand": in_sheet("<sheetData>", lambda: "<!--x-->" * 300_000 + "<sheetData>"),
    "instructions by the hundred thousand": in_sheet("<sheetData>", lambda: "<?x y?>" * 300_000 + "<sheetData>"),
    "names of sheets of megabytes": replaced(seeds.xlsx, _BOOK, 'name="A"', lambda: f'name="{"x" * 3_000_000}"'),
    "names of sheets of control characters": replaced(
        seeds.xlsx, _BOOK, 'name="A"', lambda: 'name="&#10;::error::&#9;\u202e\ufffe"'
    ),
    "an image of megabytes": lambda: packed(
        {**parts_of(seeds.xlsx()), "xl/media/a.png": random.Random(1).randbytes(8_000_000)}
    ),
    "a style sheet that is a book": lambda: packed({**parts_of(seeds.xlsx()), _STYLES: parts_of(seeds.xlsx())[_BOOK]}),
    "utf-16 without end": lambda: with_part(seeds.xlsx(), _SHEET, lambda t: t.decode().encode("utf-16")[:-1]),
    "utf-32": lambda: with_part(seeds.xlsx(), _SHEET, lambda t: t.decode().encode("utf-32")),
    "an encoding that is none": lambda: with_part(
        seeds.xlsx(), _SHEET, lambda t: b'<?xml version="1.0" encoding="zlib"?>' + t
    ),
}

# --- archives -----------------------------------------------------------------------------------


def nested(depth: int) -> bytes:
    data = deflated({"a.txt": b"\0" * 9_000_000})
    for level in range(depth):
        data = deflated({f"{level}.zip": data})
    return data


def overlapping() -> bytes:
    """One compressed stream under a thousand names of the directory: every part is the same bytes."""
    inner = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed_ = inner.compress(b" " * 9_000_000) + inner.flush()
    crc, size = zlib.crc32(b" " * 9_000_000), 9_000_000
    local = struct.pack("<4s5H3I2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed_), size, 1, 0) + b"a" + packed_
    names = [b"xl/workbook.xml", b"xl/styles.xml", *(b"xl/worksheets/s%d.xml" % n for n in range(2_000))]
    directory = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(packed_), size, len(name), 0, 0, 0, 0, 0, 0)
        + name
        for name in names
    )
    return (
        local
        + directory
        + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(names), len(names), len(directory), len(local), 0)
    )


ZIP: Mapping[str, Make] = {
    "archives in archives": lambda: nested(12),
    "an archive in an archive": lambda: deflated({"bao-cao.xlsx": seeds.xlsx()}),
    "one report that is an archive of one": lambda: deflated({"a.xlsx": deflated({"b.xlsx": seeds.xlsx()})}),
    "a report of zeros": lambda: deflated({"bao-cao.txt": b"\0" * 9_900_000}),
    "a report of letters": lambda: deflated({"bao-cao.txt": b"a\tb\tc\n" * 1_600_000}),
    "parts that overlap": overlapping,
    "names of control characters": lambda: packed({"\n\r\x1b[31m\u202e/\ud7ff.txt": b"x", "b.txt": b"y"}),
    "names of megabytes": lambda: packed({"x" * 60_000 + str(n): b"" for n in range(80)}),
    "names that go up": lambda: packed({"../" * 9_000 + "a.xlsx": seeds.xlsx(), "/etc/passwd": b"x"}),
    "a comment of zeros": lambda: packed({"a": b""})[:-2] + b"\xff\xff" + b"\0" * 65_535,
    "the same name twice": lambda: _twice(),
    "a directory at the wrong place": lambda: seeds.xlsx()[:-6] + b"\xff\xff\xff\x7f\0\0",
    "counts that are false": lambda: seeds.xlsx()[:-14] + b"\xff\xff\xff\xff" + seeds.xlsx()[-10:],
    "bytes before the archive": lambda: b"PK\3\4" + b"\0" * 1_000_000 + seeds.xlsx(),
    "other methods": lambda: _by(zipfile.ZIP_BZIP2),
    "lzma": lambda: _by(zipfile.ZIP_LZMA),
}


def _twice() -> bytes:
    import warnings

    stream = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore")
        for _ in range(900):
            archive.writestr("xl/workbook.xml", b"<a/>")
    return stream.getvalue()


def _by(method: int) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        archive.writestr("xl/workbook.xml", b"<a/>" * 900_000)
    return stream.getvalue()


# --- word-processor files -----------------------------------------------------------------------

_DOC, _NUMBERING, _DOC_STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"


def of_body(body: Callable[[], str], pack: Callable[[dict[str, bytes]], bytes] = deflated) -> Make:
    def make() -> bytes:
        return pack(
            {**parts_of(seeds.docx()), _DOC: f"<w:document {W}><w:body>{body()}</w:body></w:document>".encode()}
        )

    return make


def stored(before: str, fragment: str, after: str) -> Make:
    """A document with as many of a fragment as there may be tags, not packed, so that no ratio tells."""
    many = min(780_000 // (fragment.count("<") + fragment.count("=")), 8_500_000 // len(fragment))
    return of_body(lambda: before + fragment * many + after, packed)


_P = "<w:p><w:r><w:t>x</w:t></w:r></w:p>"
_ROW = f"<w:tr><w:tc>{_P}</w:tc><w:tc>{_P}</w:tc></w:tr>"
DOCX: Mapping[str, Make] = {
    "tables in tables": of_body(lambda: "<w:tbl><w:tr><w:tc>" * 60_000 + _P + "</w:tc></w:tr></w:tbl>" * 60_000),
    "tables in tables, less deep": of_body(
        lambda: ("<w:tbl><w:tr><w:tc>" * 300 + _P + "</w:tc></w:tr></w:tbl>" * 300) * 100
    ),
    "tables by the ten thousand": of_body(lambda: f"<w:tbl>{_ROW}</w:tbl>" * 20_000),
    "rows by the ten thousand": of_body(lambda: f"<w:tbl>{_ROW * 20_000}</w:tbl>"),
    "runs by the hundred thousand": of_body(lambda: f"<w:p>{'<w:r><w:t>x</w:t></w:r>' * 130_000}</w:p>"),
    "spans of a million": of_body(
        lambda: f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{_P}</w:tc></w:tr>{_ROW}</w:tbl>'
    ),
    "negative spans": of_body(
        lambda: (
            f'<w:tbl><w:tr><w:trPr><w:gridBefore w:val="-7"/></w:trPr><w:tc><w:tcPr><w:gridSpan w:val="-3"/></w:tcPr>{_P}</w:tc></w:tr></w:tbl>'
        )
    ),
    "empty columns before": of_body(
        lambda: (
            f'<w:tbl>{"".join(f"""<w:tr><w:trPr><w:gridBefore w:val="{n * 9}"/></w:trPr><w:tc>{_P}</w:tc></w:tr>""" for n in range(3_000))}</w:tbl>'
        )
    ),
    "merged rows by the thousand": of_body(
        lambda: (
            "<w:tbl>"
            + f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{_P}</w:tc><w:tc>{_P}</w:tc></w:tr>" * 4_900
            + "</w:tbl>"
        )
    ),
    "content controls in one another": of_body(
        lambda: "<w:sdt><w:sdtContent>" * 4_000 + _P + "</w:sdtContent></w:sdt>" * 4_000
    ),
    "fields in one another": of_body(
        lambda: "<w:p>" + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 90_000 + "</w:p>"
    ),
    "fields that end before they begin": of_body(
        lambda: "<w:p>" + '<w:r><w:fldChar w:fldCharType="end"/></w:r>' * 90_000 + "<w:r><w:t>x</w:t></w:r></w:p>"
    ),
    "deletions in insertions": of_body(
        lambda: "<w:p>" + "<w:ins><w:del>" * 1_500 + "<w:r><w:t>x</w:t></w:r>" + "</w:del></w:ins>" * 1_500 + "</w:p>"
    ),
    "choices of choices": of_body(
        lambda: (
            "<w:p><w:r>"
            + '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
            * 500
            + "<w:t>x</w:t>"
            + "</mc:Choice></mc:AlternateContent>" * 500
            + "</w:r></w:p>"
        )
    ),
    "lists of a million": of_body(
        lambda: '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>' * 60_000
    ),
    "a list that begins at a billion": replaced(
        seeds.docx, _NUMBERING, 'w:start w:val="1"', lambda: 'w:start w:val="999999999999"'
    ),
    "a list in Roman numbers of a billion": replaced(
        seeds.docx, _NUMBERING, 'w:startOverride w:val="3"', lambda: 'w:startOverride w:val="999999999"'
    ),
    "a label of a list of megabytes": replaced(seeds.docx, _NUMBERING, "%1.", lambda: "%1" * 400_000),
    "levels beyond the last": replaced(seeds.docx, _NUMBERING, 'w:ilvl="0"', lambda: 'w:ilvl="99999999999"'),
    "lists by the hundred thousand": replaced(
        seeds.docx,
        _NUMBERING,
        "</w:numbering>",
        lambda: (
            "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/></w:num>' for n in range(5, 100_000))
            + "</w:numbering>"
        ),
    ),
    "styles on one another": replaced(
        seeds.docx,
        _DOC_STYLES,
        "</w:styles>",
        lambda: (
            "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(60_000))
            + "</w:styles>"
        ),
    ),
    "styles on one another, each used": lambda: deflated(
        {
            **parts_of(
                replaced(
                    seeds.docx,
                    _DOC_STYLES,
                    "</w:styles>",
                    lambda: (
                        "".join(
                            f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(9_000)
                        )
                        + "</w:styles>"
                    ),
                )()
            ),
            _DOC: f"<w:document {W}><w:body>{''.join(f'<w:p><w:pPr><w:pStyle w:val={chr(34)}s{n}{chr(34)}/></w:pPr><w:r><w:t>x</w:t></w:r></w:p>' for n in range(9_000))}</w:body></w:document>".encode(),
        }
    ),
    "tabs and breaks": of_body(lambda: "<w:p><w:r>" + "<w:tab/><w:br/>" * 190_000 + "</w:r></w:p>"),
    "symbols of fonts": of_body(
        lambda: "<w:p><w:r>" + '<w:sym w:font="Wingdings" w:char="F0FE"/>' * 90_000 + "</w:r></w:p>"
    ),
    "symbols to the limit": stored("<w:p><w:r>", '<w:sym w:font="Wingdings" w:char="F0FE"/>', "</w:r></w:p>"),
    "empty runs to the limit": stored("<w:p>", "<w:r/>", "</w:p>"),
    "rows to the limit": stored("<w:tbl>", "<w:tr/>", "</w:tbl>"),
    "cells to the limit": stored("<w:tbl><w:tr>", "<w:tc/>", "</w:tr></w:tbl>"),
    "paragraphs of a cell to the limit": stored("<w:tbl><w:tr><w:tc>", "<w:p/>", "</w:tc></w:tr></w:tbl>"),
    "tables to the limit": stored("", "<w:tbl/>", ""),
    "symbols that are none": of_body(
        lambda: (
            '<w:p><w:r><w:sym w:font="Wingdings" w:char="FFFFFFFFFF"/><w:sym w:char="-1"/><w:sym/></w:r></w:p>'
            f"<w:tbl>{_ROW}</w:tbl>"
        )
    ),
}

# --- OpenDocument -------------------------------------------------------------------------------


def in_ods(old: str, new: Callable[[], str], seed: Make = seeds.ods) -> Make:
    return replaced(seed, "content.xml", old, new)


def odt_of(before: str, fragment: str, after: str) -> bytes:
    parts = parts_of(seeds.odt())
    many = before + fragment * (8_000_000 // len(fragment)) + after
    content = parts["content.xml"].replace("<text:h>BÁO CÁO</text:h>".encode(), many.encode())
    return packed({**parts, "content.xml": content})


ODF: Mapping[str, Make] = {
    "columns repeated": in_ods(
        'table:number-columns-repeated="2"/><table:table-column',
        lambda: 'table:number-columns-repeated="999999999"/><table:table-column',
    ),
    "rows repeated": in_ods('table:number-rows-repeated="2"', lambda: 'table:number-rows-repeated="999999999"'),
    "spans of a billion": in_ods(
        'table:number-columns-spanned="2"', lambda: 'table:number-columns-spanned="999999999"'
    ),
    "rows spanned of a billion": in_ods(
        'table:number-rows-spanned="2"', lambda: 'table:number-rows-spanned="999999999"'
    ),
    "negative repeats": in_ods('table:number-rows-repeated="2"', lambda: 'table:number-rows-repeated="-2"'),
    "spaces repeated": in_ods('text:c="3"', lambda: 'text:c="999999999"'),
    "styles in a circle": in_ods(
        "</office:automatic-styles>",
        lambda: (
            "".join(
                f'<style:style style:name="S{n}" style:family="text" style:parent-style-name="S{(n + 1) % 9_000}"/>'
                for n in range(9_000)
            )
            + "</office:automatic-styles>"
        ),
    ),
    "formats of many parts": in_ods("<number:text>%</number:text>", lambda: "<number:text>x</number:text>" * 100_000),
    "decimals of a billion": in_ods('number:decimal-places="2"', lambda: 'number:decimal-places="999999999"'),
    "digits of a billion": in_ods('number:min-integer-digits="1"', lambda: 'number:min-integer-digits="999999999"'),
    "absurd dates": in_ods("2024-05-14", lambda: "99999-99-99T99:99:99"),
    "spans of text in one another": in_ods("không có", lambda: "<text:span>" * 4_000 + "x" + "</text:span>" * 4_000),
    "lists in lists": in_ods(
        "<text:h>BÁO CÁO</text:h>",
        lambda: "<text:list><text:list-item>" * 2_000 + "<text:p>x</text:p>" + "</text:list-item></text:list>" * 2_000,
        seeds.odt,
    ),
    "lists by the hundred thousand": in_ods(
        "<text:h>BÁO CÁO</text:h>",
        lambda: "<text:list><text:list-item><text:p>x</text:p></text:list-item></text:list>" * 60_000,
        seeds.odt,
    ),
    "sections in sections": in_ods(
        "<text:h>BÁO CÁO</text:h>",
        lambda: "<text:section>" * 4_500 + "<text:p>x</text:p>" + "</text:section>" * 4_500,
        seeds.odt,
    ),
    "tables in tables": in_ods(
        "không có",
        lambda: (
            "x</text:p>"
            + "<table:table><table:table-row><table:table-cell>" * 900
            + "<text:p>y</text:p>"
            + "</table:table-cell></table:table-row></table:table>" * 900
            + "<text:p>"
        ),
        seeds.odt,
    ),
    "changes by the hundred thousand": in_ods(
        "</text:tracked-changes>",
        lambda: (
            "<text:changed-region text:id='x'><text:deletion/></text:changed-region>" * 100_000
            + "</text:tracked-changes>"
        ),
        seeds.odt,
    ),
    "rows to the limit": lambda: odt_of("<table:table>", "<table:table-row/>", "</table:table>"),
    "paragraphs of a cell to the limit": lambda: odt_of(
        "<table:table><table:table-row><table:table-cell>",
        "<text:p>x</text:p>",
        "</table:table-cell></table:table-row></table:table>",
    ),
    "spans to the limit": lambda: odt_of("<text:p>", "<text:span/>", "</text:p>"),
    "flat, with repeats": lambda: seeds.fods().replace(b'rows-repeated="2"', b'rows-repeated="888888888"'),
    "flat, deep": lambda: seeds.fods().replace(b"<office:body>", b"<office:body>" + b"<a>" * 300_000),
    "2003, indexes": lambda: (
        seeds.spreadsheetml()
        .replace(b'ss:Index="3"', b'ss:Index="999999999"')
        .replace(b'ss:Index="2"', b'ss:Index="-9"')
    ),
    "2003, spans": lambda: (
        seeds.spreadsheetml()
        .replace(b'MergeAcross="1"', b'MergeAcross="99999999"')
        .replace(b'MergeDown="1"', b'MergeDown="99999999"')
        .replace(b'Span="2"', b'Span="99999999"')
    ),
    "2003, rows": lambda: seeds.spreadsheetml().replace(
        b"</Table>", b'<Row><Cell><Data ss:Type="Number">1</Data></Cell></Row>' * 100_000 + b"</Table>"
    ),
    "2003, dates": lambda: seeds.spreadsheetml().replace(b"2024-05-14T00:00:00.000", b"99999-99-99T99"),
}

# --- pages and messages -------------------------------------------------------------------------

HTML: Mapping[str, Make] = {
    "a million tags that never end": lambda: b"<html><table>" + b"<tr><td><b>" * 400_000,
    "ends without beginnings": lambda: b"<html><table><tr><td>x" + b"</td></tr></table></b>" * 200_000,
    "attributes without end": lambda: b"<html><table><tr><td " + b"a=b " * 1_200_000 + b">x",
    "one attribute of megabytes": lambda: b"<html><table><tr><td class='" + b"x " * 2_400_000 + b"'>x",
    "styles of megabytes": lambda: b"<html><style>" + b"td.a b > c + d ~ e:not(f){display:none}" * 100_000 + b"</style><table><tr><td class=a>x</table>",
    "styles that never end": lambda: b"<html><style>" + b"a{" * 1_500_000,
    "styles in comments": lambda: b"<html><style>" + b"/*" * 1_500_000,
    "styles of one cell": lambda: b"<html><table><tr><td style='" + b"display:none;" * 300_000 + b"'>x<td>y</table>",
    "spans in spans": lambda: b"<html><table><tr><td>" + b"<span style='text-decoration:line-through'>x" * 90_000,
    "lists in lists": lambda: b"<html><body>" + b"<ul><li>" * 400_000,
    "selects": lambda: b"<html><table><tr><td><select>" + b"<option selected>x" * 250_000,
    "inputs": lambda: b"<html><table><tr><td>" + b"<input type=checkbox checked>" * 150_000,
    "conditional comments": lambda: b"<html><body>" + b"<!--[if gte mso 9]>" * 250_000,
    "declarations": lambda: b"<html><body>" + b"<!x" * 1_500_000,
    "scripts": lambda: b"<html><script>" + b"</scrip" * 700_000,
    "text areas": lambda: b"<html><textarea>" + b"<" * 4_900_000,
    "attributes without values": lambda: b"<html><table><tr><td " + b"a " * 2_400_000 + b">x",
    "one reference after the other": lambda: b"<html><body>" + b"&lt;" * 1_200_000,
    "angle brackets without tags": lambda: b"<html><body><p>" + b"<" * 1_400_000,
    "entities of digits": lambda: b"<html><body>&#" + b"9" * 4_900_000 + b";",
    "entities that are names": lambda: b"<html><body>" + b"&CounterClockwiseContourIntegral;&x" * 140_000,
    "nulls": lambda: b"<html><body>" + b"\0" * 4_900_000,
    "tables in tables": lambda: b"<html>" + b"<table><tr><td>" * 320_000,
    "wide and high": lambda: b"<html><table>" + b"<tr><td rowspan=9999 colspan=999>x" * 4_000,
    "headers of a message": lambda: b"MIME-Version: 1.0\n" + b"X: y\n" * 900_000,
    "one header of megabytes": lambda: b'MIME-Version: 1.0\nContent-Type: text/html; a="' + b"x" * 4_800_000,
    "parameters of a header": lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b" + b"; a*0*=x" * 500_000 + b"\n\n--b\n\nx",
    "parts in parts": lambda: b"MIME-Version: 1.0\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(50_000)),
    "a message in messages": lambda: b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 150_000,
    "base64 of nothing": lambda: b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\n" + b"=" * 4_800_000,
    "quoted of nothing": lambda: b"MIME-Version: 1.0\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<html><table>" + b"=3C" * 1_500_000,
    "a charset that is none": lambda: b"MIME-Version: 1.0\nContent-Type: text/html; charset=idna\n\n<html><table><tr><td>x</table>",
}  # fmt: skip

# --- texts --------------------------------------------------------------------------------------


def _around(lines: list[str], place: int) -> bytes:
    """The right filling with lines put in: above the table, in it, or below."""
    right = seeds.RIGHT.read_text(encoding="utf-8").split("\n")
    return "\n".join([*right[:place], *lines, *right[place:]]).encode()


def _remarks(text: str, column: int) -> bytes:
    """The right filling with a long text in one column of every line."""
    rows = [line.split("\t") for line in seeds.RIGHT.read_text(encoding="utf-8").split("\n")]
    long = text * (700 // len(text))
    return "\n".join(
        "\t".join([*row[:column], long, *row[column + 1 :]] if len(row) == 5 else row) for row in rows
    ).encode()


TEXT: Mapping[str, Make] = {
    "a cell that goes on over thousands of lines.txt": lambda: _around(["hồ sơ " * 40] * 4_000, 6),
    "a cell that goes on over long lines.txt": lambda: _around(["hồ sơ " * 15_000] * 10, 6),
    "months above.txt": lambda: _around(["tháng 5 năm 2024 " * 20] * 4_000, 2),
    "long lines of fractions above.txt": lambda: _around([r"\frac{1}{2}" * 9_000] * 13, 2),
    "long lines of boxes below.txt": lambda: _around(["☒ " * 49_000] * 13, 1_000),
    "remarks of numbers.txt": lambda: _remarks("1 ", 2),
    "remarks that are struck out.txt": lambda: _remarks("~~a~~", 2),
    "labels of words.txt": lambda: _remarks("hồ sơ ", 1),
    "one field of nine megabytes.csv": lambda: b'a,b,c\n"' + b"x" * 9_000_000 + b'",2,3\n',
    "one field of four megabytes.csv": lambda: b'a,b,c\n"' + b"x" * 4_500_000 + b'",2,3\n1,2,3\n',
    "quotes in quotes.csv": lambda: b"a,b,c\n" + b'"' * 4_000_000,
    "fields without end.csv": lambda: b"a,b,c\n" + b"," * 4_900_000,
    "every separator.csv": lambda: b"a,b;c\td|e\n" * 400_000,
    "line ends of all kinds.txt": lambda: b"a\tb\tc\r\n\r\n\n\r" * 400_000,
    "separators of lines.txt": lambda: ("a\tb\tc" + "\u2028\x0b\x0c\x1c\x85" * 9).encode() * 60_000,
    "marks on marks.txt": lambda: ("a" + "\u0301" * 90_000 + "\tb\tc\n").encode() * 15,
    "marks upon marks.txt": lambda: ("Số lượng" + "\u0323\u0301" * 2_000 + "\t1\t2\t3\t4\n").encode() * 200,
    "jamo and ligatures.txt": lambda: ("\ufdfa" * 25_000 + "\tb\tc\n").encode() * 40,
    "directions.txt": lambda: ("\u202e\u2066\u202c" * 30_000 + "\tb\tc\n").encode() * 12,
    "markdown of emphasis.md": lambda: b"|a|b|c|\n|-|-|-|\n" + b"|" + b"*" * 90_000 + b"|" + b"_" * 90_000 + b"|x|\n",
    "markdown of escapes.md": lambda: b"|a|b|c|\n|-|-|-|\n|" + b"\\|" * 45_000 + b"|x|y|\n",
    "bold in bold.txt": lambda: b"TT\tNoi dung\tSo luong\n" + b"<b>" * 30_000 + b"x" + b"</b>" * 30_000 + b"\t1\t2\n",
    "numbers.txt": lambda: ("Số lượng\t" + "1" * 90_000 + "\t" + "2," * 2_000 + "\n").encode() * 40,
    "claims.txt": lambda: ("-\tSố\t\t\t" + "1/2=50% " * 400 + "\n").encode() * 90,
    "dates.txt": lambda: ("-\tSố\t\t\t" + "ngày 31/12/9999 đến 1/1/0001 " * 110 + "\n").encode() * 90,
    "documents.txt": lambda: ("-\tSố\t\t\t" + "Số 62/KH-UBND ngày 28/02/2024; " * 100 + "\n").encode() * 90,
    "titles.txt": lambda: ("BÁO CÁO CẢI CÁCH HÀNH CHÍNH THÁNG 5 NĂM 2024\n" * 4_900).encode(),
    "heads.txt": lambda: ("TT\tNội dung báo cáo\tSố lượng\tĐơn vị tính\tGiải trình\n" * 4_900).encode(),
    "bom on bom.txt": lambda: b"\xef\xbb\xbf" * 900_000 + b"a\tb\tc\n",
    "utf-16 of one byte.txt": lambda: b"\xff\xfe\n",
    "utf-16 of surrogates.txt": lambda: b"\xff\xfe" + b"\x00\xd8" * 900_000,
    "old letters.txt": lambda: ("Sè l­îng v¨n b¶n\t1\t2\n" * 4_900).encode("latin-1"),
    "deep.json": lambda: b'{"schema":"cchc.report/1","values":{"kh_cchc_nhiem_vu_giao":' + b'{"a":' * 700_000,
    "wide.json": lambda: b'{"schema":"cchc.report/1","values":{' + b",".join(b'"k%d":1' % n for n in range(250_000)) + b"}}",
    "one key of megabytes.json": lambda: b'{"schema":"cchc.report/1","values":{"' + b"x" * 4_900_000 + b'":1}}',
    "keys twice.json": lambda: b'{"schema":"cchc.report/1","title":"x",' + b",".join(b'"k%d":1' % (n // 2) for n in range(250_000)) + b"}",
    "escapes.json": lambda: b'{"schema":"cchc.report/1","title":"' + b"\\ud800" * 700_000 + b'","values":{}}',
    "in full, entries that are none.json": lambda: b'{"schema":"cchc.report/1","entries":{' + b",".join(b'"k%d":[]' % n for n in range(250_000)) + b"}}",
    "in full, rows.json": lambda: b'{"schema":"cchc.report/1","entries":{},"rows":[' + b",".join([b"{}"] * 900_000) + b"]}",
    "in full, a text for a list.json": lambda: b'{"schema":"cchc.report/1","entries":{},"unplaced":"' + b"x" * 4_000_000 + b'"}',
    "digits.json": lambda: b'{"schema":"cchc.report/1","values":{"kh_cchc_nhiem_vu_giao":' + b"9" * 4_900_000 + b"}}",
    "a decimal of digits.json": lambda: b'{"schema":"cchc.report/1","values":{"kh_cchc_nhiem_vu_giao":0.' + b"9" * 4_900_000 + b"}}",
    "a period.json": lambda: b'{"schema":"cchc.report/1","period":"' + b"thang 5 nam 2024 " * 280_000 + b'","values":{}}',
    "a cell.json": lambda: ('{"schema":"cchc.report/1","values":{"kh_cchc_nhiem_vu_giao":{"quantity":"' + "khoảng 3 đến 5 " * 200_000 + '"}}}').encode(),
    "a list of cells.json": lambda: b'{"schema":"cchc.report/1","values":[' + b"1," * 2_000_000 + b"1]}",
    "a schema that is a list.json": lambda: b'{"schema":[' + b"1," * 2_000_000 + b'1],"values":{}}',
    "an edition of megabytes.json": lambda: b'{"schema":"cchc.report/1","edition":"' + b"x" * 4_000_000 + b'","values":{}}',
}  # fmt: skip

# --- PDF ----------------------------------------------------------------------------------------


def pdf_of(*objects: str | bytes) -> bytes:
    """A PDF of these objects, the first the catalogue."""
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + (body if isinstance(body, bytes) else body.encode("latin-1")) + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        made
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(made)}\n%%EOF".encode()
    )


def stream(content: bytes, more: str = "") -> bytes:
    packed_ = zlib.compress(content, 9)
    return f"<</Length {len(packed_)}/Filter/FlateDecode{more}>>stream\n".encode() + packed_ + b"\nendstream"


def paged(content: bytes, page: str = "/MediaBox[0 0 600 800]", *more: str | bytes) -> bytes:
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return pdf_of(
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R{page}/Contents 4 0 R/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        stream(content), font, *more,
    )  # fmt: skip


_SAY = b"BT /F 10 Tf 50 700 Td (a) Tj ET\n"
PDF: Mapping[str, Make] = {
    "pages in a circle": lambda: pdf_of("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1>>"),
    "a tree of pages in a circle": lambda: pdf_of("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R 3 0 R]/Count 99999>>", "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 2 0 R]/Count 99999>>"),
    "a count of a billion pages": lambda: pdf_of("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 999999999>>"),
    "one page a thousand times": lambda: pdf_of("<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{'3 0 R ' * 5_000}]/Count 5000>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"),
    "a stream of lines": lambda: paged(b"0 0 m 9 9 l S\n" * 700_000),
    "a stream of letters": lambda: paged(b"BT /F 1 Tf " + b"(aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) Tj\n" * 60_000 + b"ET"),
    "a stream of states": lambda: paged(b"q " * 5_000_000),
    "a stream of rectangles": lambda: paged(b"1 1 5 5 re f\n" * 500_000),
    "a stream of zeros": lambda: paged(b"0 " * 50_000_000),
    "a stream of nothing": lambda: paged(b" " * 200_000_000),
    "letters at one place": lambda: paged(_SAY * 90_000),
    "letters as small as nothing": lambda: paged(b"BT /F 0.0000001 Tf 50 700 Td " + b"(a b) Tj " * 90_000 + b"ET"),
    "letters as large as everything": lambda: paged(b"BT /F 9999999999 Tf 50 700 Td (abc) Tj ET"),
    "a page without size": lambda: paged(_SAY, "/MediaBox[0 0 0 0]"),
    "a page of negative size": lambda: paged(_SAY, "/MediaBox[600 800 -600 -800]"),
    "a page as large as everything": lambda: paged(_SAY, "/MediaBox[-1e38 -1e38 1e38 1e38]"),
    "a page of no numbers": lambda: paged(_SAY, "/MediaBox[(a) /b [] null]"),
    "a page turned": lambda: paged(_SAY, "/MediaBox[0 0 600 800]/Rotate 45/UserUnit 99999999"),
    "a form in itself": lambda: paged(b"/X Do", "/MediaBox[0 0 600 800]", stream(b"/X Do /X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")),
    "forms in forms": lambda: paged(b"/X Do", "/MediaBox[0 0 600 800]", *(stream(b"/X Do " * 12, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {n + 1} 0 R>>>>") for n in range(6, 14)), stream(_SAY, "/Type/XObject/Subtype/Form/BBox[0 0 9 9]")),
    "an image of a terapixel": lambda: paged(b"/X Do " + _SAY, "/MediaBox[0 0 600 800]", stream(b"\0" * 1_000_000, "/Type/XObject/Subtype/Image/Width 1000000/Height 1000000/BitsPerComponent 8/ColorSpace/DeviceRGB")),
    "filters on filters": lambda: pdf_of("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", f"<</Length 9/Filter[{'/FlateDecode' * 3_000}]>>stream\n123456789\nendstream"),
    "lengths that are false": lambda: paged(_SAY).replace(b"/Length ", b"/Length 99999999"),
    "a length in a circle": lambda: pdf_of("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>", b"<</Length 4 0 R>>stream\nBT ET\nendstream"),
    "dictionaries in dictionaries": lambda: pdf_of("<</A" * 300_000),
    "strings in strings": lambda: pdf_of("(" * 3_000_000),
    "a table of references that lies": lambda: b"%PDF-1.7\nxref\n0 999999999\n" + b"0000000009 00000 n \n" * 9_000 + b"trailer<</Size 999999999/Root 1 0 R/Prev 9>>startxref 9 %%EOF",
    "tables of references in a circle": lambda: b"%PDF-1.7\nxref\n0 0\ntrailer<</Size 1/Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    "an object stream that lies": lambda: pdf_of("<</Type/Catalog/Pages 2 0 R>>", stream(b"9 " * 9_000, "/Type/ObjStm/N 999999999/First 999999999")),
    "encrypted with nothing": lambda: paged(_SAY).replace(b"trailer\n<<", b"trailer\n<</Encrypt<</Filter/Standard/V 5/R 6/O()/U()/P -1/Length 99999>>"),
    "fonts that are none": lambda: paged(_SAY).replace(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"<</Type/Font/Subtype/Type0/DescendantFonts[5 0 R]/Encoding 5 0 R/ToUnicode 5 0 R>>"),
    "a font of a million widths": lambda: paged(_SAY * 900).replace(b"/BaseFont/Helvetica>>", b"/BaseFont/Helvetica/FirstChar 0/LastChar 999999999/Widths[" + b"1 " * 900_000 + b"]>>"),
    "a grid of a thousand lines": lambda: drawn.pdf(drawn.grid(range(10, 390), range(10, 290)) + "\n" + "\n".join(drawn.text(10 + 3 * n % 380, 20 + 7 * n % 270, "a b") for n in range(900))),
    "words by the thousand without lines": lambda: drawn.pdf("\n".join(drawn.text(10 + 37 * n % 380, 10 + 11 * n % 280, f"a{n} b") for n in range(9_000))),
    "lines across everything": lambda: drawn.pdf("\n".join(drawn.line(n % 400, 0, 400 - n % 397, 300) for n in range(20_000)) + drawn.text(20, 20, "a")),
    "notes by the ten thousand": lambda: drawn.pdf(drawn.text(20, 20, "a"), annotations=["<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(x)>>"] * 20_000),
}  # fmt: skip

# --- Excel 97 -----------------------------------------------------------------------------------


def ole(size: int, fill: bytes) -> bytes:
    """A compound file whose directory says Workbook and whose tables say nothing."""
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6) + bytes(10)
    header += struct.pack("<IIIIIIII", 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) * 109
    name = "Workbook\0".encode("utf-16-le").ljust(64, b"\0")
    entry = (
        name
        + struct.pack("<HBBIII", 18, 2, 1, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        + bytes(36)
        + struct.pack("<III", 0, 0x7FFFFFFF, 0)
    )
    return header + fill * (512 // len(fill)) + entry + fill * (size // len(fill))


XLS: Mapping[str, Make] = {
    "a chain of blocks in a circle": lambda: ole(1_000_000, struct.pack("<I", 0)),
    "blocks beyond the end": lambda: ole(1_000_000, b"\xff\xff\xff\x7f"),
    "blocks of zeros": lambda: ole(9_000_000, b"\0"),
    "a book of records without end": lambda: ole(2_000_000, struct.pack("<HHHHHH", 0x809, 8, 0x600, 5, 0, 0)),
    "a sheet of bare records": lambda: b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\x0a\x00\x00\x00" * 900_000,
}

KINDS: Mapping[str, Mapping[str, Make]] = {
    "xlsx": XLSX, "zip": ZIP, "docx": DOCX, "odf": ODF, "html": HTML, "text": TEXT, "pdf": PDF, "xls": XLS,
}  # fmt: skip


def files() -> Iterator[tuple[str, Make]]:
    """Every file by its name."""
    for kind, made in KINDS.items():
        for name, make in made.items():
            yield f"{kind}, {name}", make
