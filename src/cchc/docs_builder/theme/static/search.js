// The ranking of cchc/edition/search.py, function by function, over the entries that it would rank: tests hold the two
// to the same answers. Words that mean the same, weights and bounds come with the index.
"use strict";

globalThis.cchcSearch = (() => {
  const WORD = /[a-z0-9]+(?:[./-][a-z0-9]+)*|%/g;
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/#]/g, "\\$&");
  const squeezed = (text, plain) =>
    [...text.normalize("NFC")].map((letter) => plain[letter] ?? letter).join("").normalize("NFC").split(/\s+/).filter(Boolean).join(" ");

  // The letters of a text without case, each with its marks; the stroke of đ is one.
  function letters(text, plain) {
    const found = [];
    for (const letter of squeezed(text, plain).toLowerCase().normalize("NFD")) {
      if (!/\p{M}/u.test(letter)) found.push(letter === "đ" ? ["d", letter] : [letter, ""]);
      else if (found.length) found.at(-1)[1] += letter;
    }
    return found;
  }

  function made(settings) {
    const known = new Map(settings.groups);
    // An astral letter is one letter here, and two places of a string: none is part of a word.
    const bare = (found) => found.map(([letter]) => (letter.length === 1 ? letter : "\uFFFD")).join("");
    const groups = new RegExp(`(?<![a-z0-9])(?:${settings.groups.map(([word]) => escaped(word)).join("|")})(?![a-z0-9])`, "g");

    // The marks of groups that have a word inside of a longer one.
    const within = new Map();
    function nested(word) {
      if (!within.has(word)) {
        const inside = ([other, mark]) => mark && other !== word && new RegExp(`(?<![a-z0-9])${escaped(other)}(?![a-z0-9])`).test(word);
        within.set(word, settings.groups.filter(inside).map(([, mark]) => [mark, ""]));
      }
      return within.get(word);
    }

    function* words(plain, found, start, end) {
      for (const word of plain.slice(start, end).matchAll(WORD)) {
        const at = start + word.index;
        // Wherever on a syllable its tone was put (hòa, hoà), it is the same one.
        yield [word[0], [...found.slice(at, at + word[0].length).map(([, marks]) => marks).join("")].sort().join("")];
      }
    }

    // The words of a text in their order, those that mean the same made one; and the words inside of these.
    function tokens(text) {
      const found = letters(text, settings.plain);
      const plain = bare(found);
      const own = [], inside = [];
      let end = 0;
      for (const group of plain.matchAll(groups)) {
        own.push(...words(plain, found, end, group.index));
        if (known.get(group[0])) own.push([known.get(group[0]), ""]);
        end = group.index + group[0].length;
        inside.push(...words(plain, found, group.index, end), ...nested(group[0]));
      }
      own.push(...words(plain, found, end, plain.length));
      return [own, inside];
    }

    return { ...settings, tokens };
  }

  const bases = (words) => words.map(([word]) => word);
  const named = ([word, marks]) => `${word} ${marks}`;

  function prepared({ settings, entries }) {
    const by = made(settings);
    const rare = new Map(), known = [], places = new Map();
    const placed = (word) => {
      const name = named(word);
      if (!places.has(name)) places.set(name, known.push(word) - 1);
      return places.get(name);
    };
    const all = entries.map((entry) => {
      const parts = [`${entry.code} ${entry.name}`, entry.title, entry.names.join(" ; "), entry.above, entry.text];
      const fields = parts.map((text) => by.tokens(text).flat());
      const called = new Set(fields.slice(0, 4).flatMap(bases));
      for (const word of called) rare.set(word, (rare.get(word) ?? 0) + 1);
      return {
        entry,
        fields: fields.map((field) => Int32Array.from(new Set(field.map(placed)))),
        title: bases(by.tokens(entry.title)[0]),
        names: entry.names.map((name) => bases(by.tokens(name)[0])),
      };
    });
    for (const [word, count] of rare) rare.set(word, Math.log(1 + entries.length / count));
    // The words that a run of letters may be made of: of entries, and of what people say for these.
    const bare = new Set([...bases(known), ...settings.groups.flatMap(([word]) => word.split(/\s+/))]);
    return { by, all, rare, known, places, bare };
  }

  // A word as the fewest known ones that it is made of; itself where it is known, or is not made so.
  function apart(index, word) {
    const found = letters(word, index.by.plain);
    const plain = found.map(([letter]) => letter).join("");
    if (plain.length < 4 || !/^[a-z]+$/.test(plain) || [...index.bare].some((other) => other.startsWith(plain))) return word;
    const best = [[]];
    for (let end = 1; end <= plain.length; end += 1) {
      let way = null;
      for (let start = Math.max(0, end - 9); start < end - 1; start += 1) {
        if (!best[start] || !index.bare.has(plain.slice(start, end)) || (way && way.length <= best[start].length + 1)) continue;
        const spelt = found.slice(start, end).map(([letter, marks]) => (marks.includes("đ") ? marks : letter + marks)).join("");
        way = [...best[start], spelt.normalize("NFC")];
      }
      best.push(way);
    }
    return best.at(-1)?.join(" ") || word;
  }

  function misspelt(word, other) {
    if (Math.abs(word.length - other.length) > 1 || other.length < 3 || word[0] !== other[0]) return false;
    if (word.length === other.length) {
      const unlike = [...word].flatMap((letter, at) => (letter === other[at] ? [] : [at]));
      const [one, two] = unlike;
      const swapped = unlike.length === 2 && word[one] === other[two] && word[two] === other[one];
      return (unlike.length === 1 && word.length > 3) || (swapped && two === one + 1);
    }
    const [short, long] = word.length < other.length ? [word, other] : [other, word];
    return [...long].some((_, at) => long.slice(0, at) + long.slice(at + 1) === short);
  }

  // How like a word is to another: the same, with other marks, its beginning, or misspelt.
  function likeness(alike, [word, marks], [other, others]) {
    if (word === other) return !marks || marks === others ? 1 : alike.marks;
    if (word.startsWith("_") || other.startsWith("_") || word.length < 3) return 0;
    if (other.startsWith(word)) return alike.beginning;
    return misspelt(word, other) ? alike.misspelt : 0;
  }

  // The words of all entries that one may mean, and how likely; marks count where a word so spelt is there.
  function alikeOf(index, word) {
    const marked = index.places.has(named(word)) ? word : [word[0], ""];
    return Float64Array.from(index.known, (other) => likeness(index.by.alike, marked, other));
  }

  const same = (one, other) => one.length === other.length && one.every((word, at) => word === other[at]);
  const run = (wanted, own) => own.some((_, at) => same(wanted, own.slice(at, at + wanted.length)));

  function score(index, place, wanted, alike) {
    const { by } = index, { entry, fields, title, names } = index.all[place];
    let found = 0, total = 0, points = 0;
    wanted.forEach((word, at) => {
      const weigh = index.rare.get(word[0]) ?? Math.log(1 + index.all.length);
      const likely = fields.map((own) => own.reduce((most, other) => Math.max(most, alike[at][other] ?? 0), 0));
      total += weigh;
      found += weigh * Math.max(...likely);
      points += weigh * Math.max(...likely.map((how, field) => by.weights[field] * how));
    });
    if (!total || found / total < by.least.found) return [0, 0];
    const asked = bases(wanted), [having, alone] = by.called;
    // In another order it is called so, too.
    const ways = [title, ...names].filter((own) => own.length && asked.every((word) => own.includes(word)))
      .map((own) => (run(asked, own) ? having : 0) + (alone * asked.length) / own.length);
    points *= 1 + Math.max(0, ...ways);
    points *= (((found / total) ** 2) * (by.worth[entry.kind] ?? (entry.name.includes(".") ? by.column : 1))) / (1 + title.length / 60);
    // A word of a group has no spelling of its own: whichever of them stands there is meant.
    const told = wanted.filter(([word, marks]) => marks || word.startsWith("_"));
    const stands = (word) => word !== undefined && fields.some((own) => own.includes(word));
    const spelt = !told.some(([, marks]) => marks) || told.some((word) => stands(index.places.get(named(word))));
    return [spelt ? 1 : 0, Math.floor(points * 1e6 + 0.5)];
  }

  // The entries that a query means, the likeliest first; none where it means nothing.
  function search(index, query) {
    const asked = index.by.shapes.find(({ matches }) => new RegExp(matches).test(query.trim()));
    if (asked) return asked.finds.flatMap((name) => index.all.filter(({ entry }) => entry.name === name)).map(({ entry }) => entry);
    const whole = squeezed(query, index.by.plain).split(" ").map((word) => apart(index, word)).join(" ");
    const wanted = index.by.tokens(whole)[0];
    const alike = wanted.map((word) => alikeOf(index, word));
    const found = index.all
      .map((each, place) => ({ each, place, points: score(index, place, wanted, alike) }))
      .filter(({ points }) => points[1] > 0)
      .sort((a, b) => b.points[0] - a.points[0] || b.points[1] - a.points[1] || a.place - b.place)
      .map(({ each }) => each);
    const { first } = index.by, called = bases(wanted);
    const isNamed = ({ entry, title, names }, at) =>
      at >= first && entry.kind === "concept" && [title, ...names].some((name) => same(called, name));
    const others = (each, at) => at >= first && !isNamed(each, at);
    return [...found.slice(0, first), ...found.filter(isNamed), ...found.filter(others)].map(({ entry }) => entry);
  }

  function pairs(text, plain) {
    const joined = letters(text, plain).map(([letter]) => letter).filter((letter) => /^[a-z0-9]$/.test(letter)).join("");
    const counted = new Map();
    for (let at = 0; at + 1 < joined.length; at += 1) {
      const pair = joined.slice(at, at + 2);
      counted.set(pair, (counted.get(pair) ?? 0) + 1);
    }
    return { counted, total: Math.max(0, joined.length - 1) };
  }

  function shared(one, other) {
    let both = 0;
    for (const [pair, count] of one.counted) both += Math.min(count, other.counted.get(pair) ?? 0);
    return (2 * both) / (one.total + other.total || 1);
  }

  // What is written most alike where nothing was found: by the pairs of letters that both have.
  function nearest(index, query, most = 3) {
    const { plain, least } = index.by, asked = pairs(query, plain);
    return index.all
      .map(({ entry }, place) => ({ entry, place, how: Math.max(...[entry.title, entry.name, ...entry.names].map((name) => shared(asked, pairs(name, plain)))) }))
      .sort((a, b) => b.how - a.how || a.place - b.place)
      .slice(0, most)
      .filter(({ how }) => how >= least.near)
      .map(({ entry }) => entry);
  }

  return { prepared, search, nearest };
})();
