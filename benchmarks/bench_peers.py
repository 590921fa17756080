"""The same formulas and figure rules by other libraries, on one report without blanks.

Each library is used in its fastest way: expressions are parsed or compiled beforehand, and what is
timed is one report in, all rates and outcomes out. They reckon in binary floats, so rates are
compared rounded, on a report without ties. A library that is not installed is left out.

    pip install 'cchc[bench]'   # in an environment of its own: vtlengine wants an older duckdb than cchc[duckdb]
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from importlib.util import find_spec

from cchc.catalogue import Catalogue, load_catalogue
from cchc.formula.functions import COMPARISONS
from cchc.formula.python import compile_program
from cchc.formula.tree import Apply, Name, Number, Tree, names_of, read, walk
from cchc.judge.engine import no_facts
from ratio import Ratio, paired
from samples import right_reports

Report = Mapping[str, int]
Answers = tuple[list[int], list[bool]]
Peer = tuple[Callable[[], object], Callable[[object], Answers], int]
"""What is timed, what its result means, and how often it is run a turn."""

DECIMALS = 2


def main() -> None:
    catalogue = load_catalogue()
    task = Task(catalogue)
    report = next(filter(task.has_no_ties, right_reports(catalogue, 50)))  # type: ignore[arg-type]
    print(f"{len(task.rates)} rates and {len(task.checks)} rules")
    program = compile_program([(id, tree, DECIMALS) for id, tree in task.rates.items()], task.checks)
    rates, outcomes = program.run(report.get, no_facts)
    for ratio in _ratios(task, report, (list(rates), list(outcomes)), lambda: program.run(report.get, no_facts)):  # type: ignore[arg-type]
        print(ratio)


def _ratios(task: Task, report: Report, expected: Answers, ours: Callable[[], object]) -> Iterator[Ratio]:
    for name, (module, start) in PEERS.items():
        if find_spec(module) is None:
            print(f"{name} is not installed")
            continue
        theirs, meaning, number = start(task, report)
        assert meaning(theirs()) == expected, f"{name} and ours must agree before they are timed"
        rounds = 15 if number > 1 else 5
        yield paired(f"ours / {name}", ours, theirs, number=2000, their_number=number, rounds=rounds, target=1 / 20)


class Task:
    """The rates of the form that are a part of a whole, and the rules that compare figures."""

    def __init__(self, catalogue: Catalogue) -> None:
        engine = catalogue.engine
        counts = set(engine.counts)
        self.rates: dict[str, Apply] = {
            line.id: line.formula
            for line in catalogue.edition.computed
            if isinstance(line.formula, Apply)
            and line.formula.op == "percent"
            and counts.issuperset(names_of(line.formula))
        }
        checks = [instance.check for instance in engine.instances[: engine.split]]
        self.checks = [check for check in checks if _is_comparison(check) and counts.issuperset(names_of(check))]
        self.inputs = list(dict.fromkeys(id for tree in (*self.rates.values(), *self.checks) for id in names_of(tree)))

    def has_no_ties(self, report: Report) -> bool:
        """No rate lies half way between two of its last decimals, where a float may fall to either side."""
        fifths = (
            200 * 10**DECIMALS * Fraction(_worth(rate.args[0], report), _worth(rate.args[1], report))
            for rate in self.rates.values()
        )
        return all(twice.denominator != 1 or twice % 2 == 0 for twice in fifths)


def _is_comparison(check: Tree) -> bool:
    parts = check.args if isinstance(check, Apply) and check.op in COMPARISONS else ()
    plain = {"+", "-", "*", "total"}
    return bool(parts) and all(
        isinstance(node, Name | Number) or (isinstance(node, Apply) and node.op in plain)
        for part in parts
        for node in walk(part)
    )


def _worth(tree: Tree, report: Report) -> int:
    return int(eval(read(tree, Infix()), {"__builtins__": {}}, dict(report)))


class Infix:
    """A formula as Python, numexpr and spreadsheets write it."""

    def __init__(self, name: Callable[[str], str] = str, equal: str = "==") -> None:
        self.name = name
        self._equal = equal

    def number(self, value: Fraction) -> str:
        return str(int(value) if value.denominator == 1 else float(value))

    def word(self, word: str) -> str:
        raise NotImplementedError(word)

    def fact(self, function: str, ids: tuple[str, ...]) -> str:
        raise NotImplementedError(function)

    def apply(self, op: str, args: tuple[str, ...]) -> str:
        match op:
            case "percent":
                return f"(100 * {args[0]} / {args[1]})"
            case "total":
                return f"({' + '.join(args)})"
            case "==":
                return f"({args[0]} {self._equal} {args[1]})"
            case _:
                return f"({f' {op} '.join(args)})"


def _scaled(rate: object) -> int:
    return int(float(rate) * 10**DECIMALS + 0.5)  # type: ignore[arg-type]


def _meaning(task: Task) -> Callable[[object], Answers]:
    """Of a list of rates and then outcomes."""

    def meaning(found: object) -> Answers:
        assert isinstance(found, Sequence)
        split = len(task.rates)
        return [_scaled(rate) for rate in found[:split]], [bool(outcome) for outcome in found[split:]]

    return meaning


def _simpleeval(task: Task, report: Report) -> Peer:
    from simpleeval import SimpleEval

    texts = [read(tree, Infix()) for tree in (*task.rates.values(), *task.checks)]
    parsed = [(text, SimpleEval.parse(text)) for text in texts]

    def run() -> list[object]:
        evaluator = SimpleEval(names=report)
        return [evaluator.eval(text, previously_parsed=tree) for text, tree in parsed]

    return run, _meaning(task), 5


def _numexpr(task: Task, report: Report) -> Peer:
    import numexpr
    import numpy as np

    numexpr.set_num_threads(1)
    compiled = []
    for tree in (*task.rates.values(), *task.checks):
        ids = names_of(tree)
        compiled.append((numexpr.NumExpr(read(tree, Infix()), [(id, float) for id in ids]), ids))

    def run() -> list[object]:
        figures = {id: np.float64(report[id]) for id in task.inputs}
        return [expression(*[figures[id] for id in ids]) for expression, ids in compiled]

    return run, _meaning(task), 20


def _formulas(task: Task, report: Report) -> Peer:
    import formulas

    parser = formulas.Parser()
    cells = {id: f"A{row}" for row, id in enumerate(task.inputs, 1)}
    compiled = []
    for tree in (*task.rates.values(), *task.checks):
        function = parser.ast("=" + read(tree, Infix(cells.__getitem__, equal="=")))[1].compile()
        compiled.append(
            (function, [next(id for id, cell in cells.items() if cell == name) for name in function.inputs])
        )

    def run() -> list[object]:
        return [function(*[report[id] for id in ids]) for function, ids in compiled]

    return run, _meaning(task), 1


def _vtl(task: Task, report: Report) -> Peer:
    import pandas as pd
    import vtlengine

    rates = {f"rate_{place}": read(tree, Infix()) for place, tree in enumerate(task.rates.values())}
    checks = {f"rule_{place}": read(tree, Infix(equal="=")) for place, tree in enumerate(task.checks)}
    columns = ", ".join(f"{name} := {text}" for name, text in (rates | checks).items())
    measures = [{"name": id, "type": "Number", "role": "Measure", "nullable": True} for id in task.inputs]
    identifier = {"name": "report", "type": "Integer", "role": "Identifier", "nullable": False}
    structures = {"datasets": [{"name": "DS_1", "DataStructure": [identifier, *measures]}]}

    def run() -> object:
        points = {"DS_1": pd.DataFrame([{"report": 1, **{id: report[id] for id in task.inputs}}])}
        script = f"DS_r <- DS_1 [calc {columns}];"
        return vtlengine.run(script=script, data_structures=structures, datapoints=points)["DS_r"].data

    def meaning(found: object) -> Answers:
        row = found.iloc[0]  # type: ignore[attr-defined]
        return [_scaled(row[name]) for name in rates], [bool(row[name]) for name in checks]

    return run, meaning, 1


PEERS: Mapping[str, tuple[str, Callable[[Task, Report], Peer]]] = {
    "numexpr": ("numexpr", _numexpr),
    "simpleeval": ("simpleeval", _simpleeval),
    "formulas": ("formulas", _formulas),
    "vtlengine": ("vtlengine", _vtl),
}


if __name__ == "__main__":
    main()
