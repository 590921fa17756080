"""dict and JSON, both ways, for every public record: `from_dict(to_dict(x)) == x`.

Reports, evaluations and catalogues name their schema ("cchc.report/1", …), any other record by
itself its "record" ("Finding"), so that both are read back without being told what they are.
Everything is written in full, null where there is nothing to say; on reading, a key whose field
has a default may be left out, and nothing is coerced.
"""

from __future__ import annotations

import builtins
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from importlib import import_module
from types import UnionType
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar, overload

from cchc.edition import Edition
from cchc.edition.comparison import Comparison
from cchc.errors import DataError, quoted
from cchc.evaluation import Evaluation
from cchc.exact import LONGEST_WRITTEN
from cchc.formula.tree import Tree
from cchc.report import Report
from cchc.serialize.catalogue import EDITION
from cchc.serialize.data import ATOMIC
from cchc.serialize.evaluation import EVALUATION, EvaluationRecord, read_former, record_of
from cchc.serialize.figure import FIGURE, Figure
from cchc.serialize.mismatch import MismatchError
from cchc.serialize.objects import RecordShape, Schemed
from cchc.serialize.records import RECORDS
from cchc.serialize.shape import SHAPES, shape_of, write
from cchc.serialize.values import SampleShape, StateShape, TextShape, TreeShape, ValueShape
from cchc.solver.theorem import Proof
from cchc.unforeseen import Door
from cchc.value import Missing, Reported, Undefined, Value
from cchc.words import Text

if TYPE_CHECKING:
    from cchc.catalogue import Catalogue

__all__ = ["EvaluationRecord", "from_dict", "from_json", "record_of", "to_dict", "to_json"]

T = TypeVar("T")

REPORT = Schemed(Report.schema, RecordShape(Report))
SHAPES |= {
    **ATOMIC,
    Reported: StateShape(Reported.state),
    Missing: StateShape(Missing.state),
    Undefined: StateShape(Undefined.state),
    Value: ValueShape(),
    Text: TextShape(),
    Tree: TreeShape(),
    object: SampleShape(),
    Figure: FIGURE,
    EvaluationRecord: EVALUATION,
    Evaluation: EVALUATION,
    Report: REPORT,
    Edition: EDITION,
    Comparison: Schemed(Comparison.schema, RecordShape(Comparison)),
    Proof: Schemed(Proof.schema, RecordShape(Proof)),
}
SCHEMAS = (
    Report.schema, EvaluationRecord.schema, EvaluationRecord.former, Edition.schema, Comparison.schema, Proof.schema
)  # fmt: skip
_RECORD = "record"


def to_dict(x: object, *, language: str | None = None) -> dict[str, Any]:
    """A record as JSON's own types.

    Counts are integers, rates decimal strings, dates ISO 8601. `language` is that of the
    `display` texts of an evaluation; by default the first of its edition. Raises DataError for a
    language that nobody speaks or that nothing is said in, and, with the path, for what JSON cannot
    hold exactly, such as a float or NaN.
    """
    with Door():
        if isinstance(x, Evaluation):
            x = record_of(x, language)
        elif language is not None:
            raise DataError(f"a {type(x).__name__} is written in no one language", "$.language", "an evaluation is")
        # A catalogue can only be at hand if its module, which brings the loader, is there already.
        elif "cchc.catalogue" in sys.modules and isinstance(x, _catalogue()):
            x = x.edition
        written: dict[str, Any] = write(x)
        name = type(x).__name__
        return {_RECORD: name, **written} if RECORDS.get(name) == type(x).__module__ else written


def to_json(x: object, *, indent: int | None = None, language: str | None = None) -> str:
    """The same as JSON text, Vietnamese unescaped, keys in the order of the form; without blanks unless indented."""
    data = to_dict(x, language=language)
    apart = (",", ":") if indent is None else None
    try:
        text = json.dumps(data, ensure_ascii=False, allow_nan=False, indent=indent, separators=apart)
    except ValueError as error:  # an integer beyond what Python writes out
        raise DataError(f"has no JSON form: {error}") from None
    try:
        text.encode()
    except UnicodeEncodeError:  # half a surrogate pair, from a damaged file: only an escape can carry it
        text = json.dumps(data, allow_nan=False, indent=indent, separators=apart)
    return text


@overload
def from_dict(data: Mapping[str, Any], type: type[Evaluation]) -> EvaluationRecord: ...
@overload
def from_dict(data: Mapping[str, Any], type: type[T]) -> T: ...
@overload
def from_dict(data: Mapping[str, Any], type: UnionType | None = None) -> Any: ...
def from_dict(data: Any, type: Any = None) -> Any:
    """A record from its dict: of `type`, or of the type that its "schema" or "record" names.

    An evaluation reads back as an `EvaluationRecord`, which equals it. Raises DataError with the
    JSON path of the first mistake; its `others` are the rest.
    """
    with Door():
        return _from_dict(data, type)


def _from_dict(data: Any, type: Any) -> Any:
    if not isinstance(data, Mapping):
        raise DataError(f"expected an object, got {quoted(data)}")
    schema = _schema_of(data)
    if schema is None and _RECORD in data:
        named = _record_of(data[_RECORD])
        if isinstance(type, builtins.type) and type is not named:
            raise DataError(f"is a {named.__name__}, not a {type.__name__}", f"$.{_RECORD}")
        type = type or named
        data = {key: item for key, item in data.items() if key != _RECORD}
    if type is None and schema is None:
        raise DataError("names no schema, and no type was given", "$.schema", f"one of {', '.join(SCHEMAS)}")
    readings = _readings(schema) if schema is not None else (type,)
    wanted = readings[0] if type is None else type
    if wanted not in readings:
        raise DataError(f"is {schema}, not a {getattr(wanted, '__name__', wanted)}", "$.schema")
    rest = {key: item for key, item in data.items() if key != "schema"} if schema is not None else data
    if schema == EvaluationRecord.former:
        return _told(read_former, rest)
    if schema == Edition.schema and wanted is not Edition:
        return wanted(_read(rest, Edition))
    return _read(rest, wanted)


@overload
def from_json(text: str | bytes, type: type[Evaluation]) -> EvaluationRecord: ...
@overload
def from_json(text: str | bytes, type: type[T]) -> T: ...
@overload
def from_json(text: str | bytes, type: UnionType | None = None) -> Any: ...
def from_json(text: str | bytes, type: Any = None) -> Any:
    """A record from JSON text in UTF-8; floats, NaN, endless numbers and a key given twice are refused."""
    try:
        data = json.loads(text, object_pairs_hook=_object, parse_constant=_no_number, parse_int=_whole)
    except RecursionError:
        raise DataError("is nested too deep") from None
    except ValueError as error:
        raise DataError(f"is not JSON: {error}") from None
    return from_dict(data, type)


def _record_of(name: object) -> type:
    if not isinstance(name, str) or name not in RECORDS:
        raise DataError(f"{quoted(name)} is no record of this version", f"$.{_RECORD}", f"one of {', '.join(RECORDS)}")
    found: type = getattr(import_module(RECORDS[name]), name)
    return found


def _schema_of(data: Mapping[str, Any]) -> str | None:
    schema = data.get("schema")
    if schema is None or (isinstance(schema, str) and schema in SCHEMAS):
        return schema
    raise DataError(f"{quoted(schema)} is no schema of this version", "$.schema", f"one of {', '.join(SCHEMAS)}")


def _readings(schema: str) -> tuple[type, ...]:
    """What the JSON of a schema may be read as; without a wish, the first."""
    match schema:
        case EvaluationRecord.schema | EvaluationRecord.former:
            return EvaluationRecord, Evaluation
        case Edition.schema:
            return _catalogue(), Edition
        case Comparison.schema:
            return (Comparison,)
        case Proof.schema:
            return (Proof,)
        case _:
            return (Report,)


def _read(data: Mapping[str, Any], wanted: Any) -> Any:
    return _told(shape_of(wanted).read, data)


def _told(read: Callable[[Any], Any], data: Mapping[str, Any]) -> Any:
    """What is read, with every mistake told by its path."""
    try:
        return read(data)
    except MismatchError as error:
        raise error.told() from None
    except RecursionError:
        raise DataError("is nested too deep") from None


def _catalogue() -> type[Catalogue]:
    """Fetched late: whoever writes or reads a report needs no loader."""
    from cchc.catalogue import Catalogue

    return Catalogue


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        keys = [key for key, _ in pairs]
        twice, _ = Counter(keys).most_common(1)[0]
        raise DataError(f"has the key {quoted(twice)} twice in one object")
    return read


def _whole(text: str) -> int:
    if len(text) > LONGEST_WRITTEN:
        raise DataError(f"has a number of {len(text):,} digits", hint=f"at most {LONGEST_WRITTEN:,}")
    return int(text)


def _no_number(constant: str) -> NoReturn:
    raise DataError(f"{constant} is not a number", hint="a rate that cannot be computed is undefined")
