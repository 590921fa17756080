"""What a formula may ask of the report itself: one row a question, by *names* of lines; `cchc.judge.answers` answers."""

# ruff: noqa: E501 - one row a question, so that the table reads as a table

from __future__ import annotations

from typing import Any

from cchc.formula.signature import Function, Kind

_N, _B, _D, _L = Kind.NUMBER, Kind.BOOLEAN, Kind.DATE, Kind.LINE


def _fact(name: str, takes: tuple[Kind, ...], gives: Kind, vi: str, en: str, units: str = "1", **more: Any) -> Function:
    return Function(name, takes, gives, vi, en, fact=True, units=units, **more)


FACTS: tuple[Function, ...] = (
    _fact("is_reported", (_L,), _B, "biểu có ghi giá trị", "the form states a value on that line", null=False),
    _fact(
        "printed",
        (_L,),
        _N,
        "số in trên biểu",
        "the number that the form prints on that line, before anything is computed",
        units="line",
    ),
    _fact("agrees", (_L,), _B, "tỷ lệ in khớp với số tính lại", "the printed rate's interval meets the computed value"),
    _fact(
        "is_truncated",
        (_L,),
        _B,
        "tỷ lệ in bị cắt bớt chữ số",
        "the printed rate is the computed one cut off, not rounded",
    ),
    _fact(
        "shows_error",
        (_L,),
        _B,
        "ô báo lỗi bảng tính",
        "a cell of that line holds a spreadsheet error such as #DIV/0!",
        null=False,
    ),
    _fact("is_undefined", (_L,), _B, "mẫu số bằng 0", "the computed value has a zero denominator", null=False),
    _fact("lacks_part", (_L,), _B, "thiếu số liệu thành phần", "the computed value lacks one of its parts", null=False),
    _fact(
        "unit_fits",
        (_L,),
        _B,
        "đơn vị tính đúng mẫu",
        "the unit column holds the form's unit (or a value that stands there), and no other unit's noun stands behind the figure; null if it is blank",
    ),
    _fact(
        "same_total",
        (_L,),
        _B,
        "cùng một tổng số",
        "every total printed for these lines is one number: counts, and denominators of printed fractions other than the line's own denominator",
        variadic=True,
    ),
    _fact(
        "operands_fit",
        (_L,),
        _B,
        "phân số in đúng tử số và mẫu số",
        "each printed a/b has the formula's own numerator and denominator; null if none is printed",
    ),
    _fact(
        "is_issued",
        (_L,),
        _B,
        "đã ban hành",
        "a document is referred to (or said to exist); false if the form says none or not yet; null if the line is blank",
    ),
    _fact("is_complete", (_L,), _B, "đủ số, ký hiệu, ngày", "the document has number, symbol and date"),
    _fact(
        "names_other_year",
        (_L,),
        _B,
        "tên văn bản ghi năm khác",
        "the document's title names a year that is not the report's",
        null=False,
    ),
    _fact("month_of", (_L,), _N, "tháng ban hành", "the month of a document's date"),
    _fact(
        "symbol_fits",
        (_L,),
        _B,
        "ký hiệu đúng loại và cơ quan",
        "type and issuing body of the document are those the line asks for",
    ),
    _fact(
        "is_from_elsewhere",
        (_L,),
        _B,
        "văn bản của cơ quan khác cấp",
        "the words beside the document's reference name a body of another level as the one that issued it (`elsewhere` of the edition's `level`)",
    ),
    _fact(
        "same_document",
        (_L, _L),
        _B,
        "cùng một văn bản",
        "two lines cite one document: the same number, symbol and date",
    ),
    _fact(
        "in_order",
        (_L, _L),
        _B,
        "số và ngày cùng thứ tự",
        "two documents of one register and year are numbered in the order of their dates; null if they are one and the same",
    ),
    _fact(
        "uses_ended_term",
        (_L,),
        _B,
        "dùng thuật ngữ đã bị thay thế",
        "a cell of that line says one of the catalogue's `terms`, which an instrument had ended before the report's period began",
    ),
    _fact(
        "is_explained",
        (_L,),
        _B,
        "có giải trình",
        "the explanation column says something beyond a number, a missing-value word or the form's own prompt",
        null=False,
    ),
    _fact(
        "items_listed",
        (_L,),
        _N,
        "số mục được liệt kê",
        "how many items the explanation lists (1/ … 2/ …); null if it lists none",
        units="line",
    ),
    _fact(
        "same_window",
        (_L, _L),
        _B,
        "cùng kỳ số liệu",
        "two headings declare the same dates; null if either declares none",
    ),
    _fact("window_start", (_L,), _D, "ngày đầu kỳ số liệu", "first day that a line declares for its figures"),
    _fact("window_end", (_L,), _D, "ngày cuối kỳ số liệu", "last day that a line declares for its figures"),
    _fact(
        "period_fits",
        (),
        _B,
        "kỳ báo cáo đúng loại của biểu",
        "the report's period is of a kind that the form is for; null if the edition names none, or the report has none",
    ),
    _fact(
        "window_is_backwards",
        (_L,),
        _B,
        "kỳ số liệu ghi ngược",
        "the label of that line declares dates whose last day lies before the first",
        null=False,
    ),
    _fact("period_start", (), _D, "ngày đầu kỳ báo cáo", "first day of the report's period by the edition's calendar"),
    _fact("period_end", (), _D, "ngày chốt số liệu", "closing day of the report's period by the edition's calendar"),
    _fact(
        "calendar_start",
        (),
        _D,
        "ngày đầu tháng dương lịch của kỳ báo cáo",
        "first day of the report's period in the common calendar: 1 May of a report of May",
    ),
    _fact(
        "calendar_end",
        (),
        _D,
        "ngày cuối tháng dương lịch của kỳ báo cáo",
        "last day of the report's period in the common calendar: 31 May of a report of May",
    ),
    _fact("year_start", (), _D, "ngày 01 tháng 01", "1 January of the report's year"),
    _fact(
        "offices_year_start",
        (),
        _D,
        "ngày đầu năm của các đơn vị báo cáo",
        "first day of the offices' year: that of their founding in the year in which they were founded, else 1 January",
    ),
    _fact("year_end", (), _D, "ngày 31 tháng 12", "31 December of the report's year"),
    _fact(
        "reporting_year_start",
        (),
        _D,
        "ngày đầu năm báo cáo",
        "first day of the report's year by the edition's calendar: 15 December where a period closes on the 14th",
    ),
    _fact("report_year", (), _N, "năm báo cáo", "the report's year"),
    _fact(
        "dated_year",
        (),
        _N,
        "năm của các ngày ghi trong báo cáo",
        "the year that the report's own dates tell: of its signature, else the one in which every window ends that its title and lines declare",
    ),
    _fact(
        "report_date",
        (),
        _D,
        "ngày báo cáo",
        "the date of signature; where none is printed, the last day of the report's calendar period",
    ),
    _fact(
        "previous",
        (_L,),
        _N,
        "số của kỳ trước",
        "the figure of the report before this one; null if that report is not at hand",
        units="line",
    ),
    _fact(
        "same_year_as_previous",
        (),
        _B,
        "cùng năm với kỳ trước",
        "the report before this one is of the same year; null if it is not at hand",
    ),
    _fact(
        "is_repeated",
        (),
        _B,
        "giống hệt kỳ trước",
        "every figure is that of the report before this one; null if it is not at hand",
    ),
    _fact(
        "is_all_zero",
        (),
        _B,
        "mọi số lượng bằng 0 hoặc trống",
        "every count is 0 or left blank; null unless the report has half of the form's counts at least, and states one of them",
    ),
    _fact(
        "level_fits",
        (),
        _B,
        "đơn vị đúng cấp hành chính",
        "the reporting office and its superior are of the kinds that the edition knows; null if the report names no office",
    ),
)
