// The meaning of a formula, exactly: numbers are fractions of whole numbers without bound, and nothing is ever guessed.
// It gives what the library gives, cause by cause; functions that mean what others mean come written out.
"use strict";

globalThis.cchcFormula = (() => {
  const abs = (number) => (number < 0n ? -number : number);
  const divisor = (a, b) => { while (b) [a, b] = [b, a % b]; return abs(a); };

  function fraction(above, below = 1n) {
    const by = divisor(above, below) || 1n, sign = below < 0n ? -1n : 1n;
    return { above: (sign * above) / by, below: (sign * below) / by };
  }

  const nothing = (cause, input) => ({ cause, input });
  const isNothing = (value) => typeof value === "object" && value.cause !== undefined;
  const minus = (a, b) => fraction(a.above * b.below - b.above * a.below, a.below * b.below);
  const order = (a, b) => { const { above } = minus(a, b); return above < 0n ? -1 : above > 0n ? 1 : 0; };
  const plus = (...all) => all.reduce((a, b) => fraction(a.above * b.below + b.above * a.below, a.below * b.below), fraction(0n));
  const over = (a, b, times) => fraction(BigInt(times) * a.above * b.below, a.below * b.above);
  const same = (a, b) => (a.above === undefined ? a === b : order(a, b) === 0);
  const least = (sign) => (...all) => all.reduce((a, b) => (sign * order(b, a) < 0 ? b : a));

  // Half away from zero, in units of the last decimal.
  function rounded({ above, below }, decimals) {
    const whole = (abs(above) * 2n * 10n ** BigInt(decimals) + below) / (2n * below);
    return above < 0n ? -whole : whole;
  }

  const RATIOS = { "/": 1, percent: 100, per_mille: 1000 };
  const STRICT = {
    "+": plus,
    total: plus,
    "-": minus,
    "*": (a, b) => fraction(a.above * b.above, a.below * b.below),
    "/": (a, b) => over(a, b, RATIOS["/"]),
    percent: (a, b) => over(a, b, RATIOS.percent),
    per_mille: (a, b) => over(a, b, RATIOS.per_mille),
    "<": (a, b) => order(a, b) < 0,
    "<=": (a, b) => order(a, b) <= 0,
    ">": (a, b) => order(a, b) > 0,
    ">=": (a, b) => order(a, b) >= 0,
    "==": same,
    "!=": (a, b) => !same(a, b),
    neg: ({ above, below }) => fraction(-above, below),
    abs: ({ above, below }) => fraction(abs(above), below),
    not: (a) => !a,
    number: (a) => a,
    min: least(1),
    max: least(-1),
    round: (a, { above }) => fraction(rounded(a, above), 10n ** above),
  };

  function literal(text) {
    const [whole, decimals = ""] = text.split(".");
    return fraction(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  }

  // The value of a tree, or the first cause of there being none, in reading order; `get` gives figures by their names.
  function value(tree, get) {
    if (tree.number !== undefined) return literal(tree.number);
    if (tree.word !== undefined) return tree.word;
    if (tree.name !== undefined) return get(tree.name) ?? nothing("missing_input", tree.name);
    const { op, args } = tree;
    if (op === "and" || op === "or") return decided(args.map((arg) => value(arg, get)), op === "or");
    if (op === "known") return !isNothing(value(args[0], get));
    if (op === "if_") {
      const chosen = value(args[0], get);
      return isNothing(chosen) ? chosen : value(args[chosen ? 1 : 2], get);
    }
    if (!STRICT[op]) throw new Error(`no formula can be computed with ${op} here`);
    return applied(op, args.map((arg) => value(arg, get)));
  }

  // One operand decides, though another has no value.
  const decided = (values, deciding) => (values.includes(deciding) ? deciding : values.find(isNothing) ?? !deciding);

  // A denominator that is known to be zero outranks a numerator that is missing.
  function applied(op, values) {
    if (RATIOS[op] && values[1].above === 0n) return nothing("zero_denominator");
    return values.find(isNothing) ?? STRICT[op](...values);
  }

  // The figure of a line, rounded where it is computed, or why it has none.
  function figure(id, formulas, figures) {
    const formula = formulas[id];
    const get = (name) => (formulas[name] === undefined ? figures[name] : given(figure(name, formulas, figures)));
    if (formula === undefined) return figures[id] ?? nothing("missing_input", id);
    const exact = value(formula.tree, get);
    if (isNothing(exact) || exact.above === undefined || formula.decimals === null) return exact;
    return fraction(rounded(exact, formula.decimals), 10n ** BigInt(formula.decimals));
  }

  const given = (found) => (isNothing(found) ? undefined : found);

  // A number as people write it: thousands apart, with so many decimals.
  function written(number, decimals, point) {
    const scaled = rounded(number, decimals), digits = abs(scaled).toString().padStart(decimals + 1, "0");
    const whole = digits.slice(0, digits.length - decimals), rest = digits.slice(digits.length - decimals);
    const apart = whole.replace(/\B(?=(\d{3})+$)/g, point === "," ? "." : ",");
    return (scaled < 0n ? "−" : "") + apart + (rest ? point + rest : "");
  }

  // What was typed, where it can be read one way only: null for nothing, undefined where the library has to look.
  function typed(text, point) {
    const bare = text.trim();
    if (!bare) return null;
    const parts = bare.split(point);
    return parts.length <= 2 && parts.every((part) => /^\d{1,30}$/.test(part)) ? literal(parts.join(".")) : undefined;
  }

  return { fraction, figure, isNothing, typed, value, written };
})();
