// Finds the banner of a search on the device, so that the search stays there. Reads a bundle of GET /v1/bundles/{partner}, whose format
// is documented beside this file's source, and agrees with the server's matcher: tests give both the same searches.
const home = new URL(import.meta.url).origin;
const longest = 256;
const skew = 60_000;

// Kinds of characters in the bundle's table of letters.
const ignored = 1;
const letter = 3;
const small = 4;
const digit = 5;
const takenApart = 6;

const isDigits = (text) => /^[0-9]*$/.test(text);
const isHighHalf = (text, at) => (text.charCodeAt(at) & 0xfc00) === 0xd800;

function put(map, key, value) {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

/** Brings a text into the form in which searches and keywords are compared. */
class Letters {
  #kinds = new Uint8Array(0x110000);
  #alone = new Uint8Array(0x110000);
  #digits = new Uint8Array(0x110000);
  #small = new Map();
  #folds;
  #like;

  constructor({ kinds, alone, small: runs, folds, lookalikes }) {
    let at = 0;
    for (let i = 0; i < kinds.length; at += kinds[i + 1], i += 2) {
      this.#kinds.fill(kinds[i], at, at + kinds[i + 1]);
      for (let j = 0; kinds[i] === digit && j < kinds[i + 1]; j++) this.#digits[at + j] = j % 10;
    }
    for (let i = 0; i < alone.length; i += 2) this.#alone.fill(1, alone[i], alone[i] + alone[i + 1]);
    for (let i = 0; i < runs.length; i += 4) {
      const [start, count, step, delta] = runs.slice(i, i + 4);
      for (let j = 0; j < count; j++) this.#small.set(start + j * step, start + j * step + delta);
    }
    this.#folds = folds;
    this.#like = new Map([...lookalikes[0]].map((like, i) => [like, lookalikes[1][i]]));
  }

  normalize(text) {
    if (text.length > longest) text = text.slice(0, isHighHalf(text, longest - 1) ? longest - 1 : longest);
    const runes = Array.from(this.#decompose(text.replace(/[\p{Cs}\ufffe]/gu, ' ')), (rune) => rune.codePointAt(0));
    let out = '', tagOpens = false, inTag = false, breaks = false, wasAlone = false, previous = '';
    for (let i = 0; i < runes.length; i++) {
      const rune = runes[i];
      const kind = this.#kinds[rune];
      if (kind === ignored) continue;
      if (rune === 0x23) {
        [tagOpens, inTag, breaks] = [true, false, true];
        continue;
      }
      if (kind === 0) {
        if (rune === 0x5f && (inTag || tagOpens)) previous = '';
        else tagOpens = inTag = false;
        breaks = true;
        continue;
      }
      const lower = this.#small.get(rune) ?? rune;
      const current = lower !== rune ? 'A' : kind === small ? 'a' : '';
      const alone = this.#alone[rune] === 1;
      if (out && (alone || wasAlone)) breaks = true;
      if (inTag && current === 'A' && (previous === 'a' || (previous === 'A' && this.#smallFollows(runes, i + 1)))) breaks = true;
      const folded = kind === digit ? String(this.#digits[rune]) : this.#folds[String.fromCodePoint(lower)] ?? String.fromCodePoint(lower);
      const next = (breaks && out ? (inTag ? '_' : ' ') : '') + (tagOpens ? '#' : '') + folded;
      if (out.length + next.length > longest) break;
      out += next;
      [inTag, tagOpens, breaks, previous, wasAlone] = [inTag || tagOpens, false, false, current, alone];
    }
    return out;
  }

  // Characters that only this browser knows to take apart stay whole: the server does not know them yet.
  #decompose(text) {
    let out = '', known = '';
    for (const sign of text) {
      if (this.#kinds[sign.codePointAt(0)] === takenApart || sign.normalize('NFKD') === sign) known += sign;
      else [out, known] = [out + known.normalize('NFKD') + sign, ''];
    }
    return out + known.normalize('NFKD');
  }

  // The last capital before a small letter begins a word: SOSEnfants.
  #smallFollows(runes, at) {
    while (this.#kinds[runes[at]] === ignored) at++;
    return this.#kinds[runes[at]] === small;
  }

  /** As normalize, as plain words. */
  plain(text) {
    return this.normalize(text).replaceAll('#', '').replaceAll('_', ' ');
  }

  /** 3nfance as enfance, or null when nothing reads differently. */
  readLookalikes(text) {
    let changed = false;
    const read = text.slice(0, longest).replace(/[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g, (word) => {
      if (!/[A-Za-zªµºÀ-ÖØ-öø-ɏ]/.test(word)) return word;
      const marks = /[!|€$]*$/.exec(word)[0];
      return word.slice(0, word.length - marks.length).split('').map((sign) => {
        const meant = this.#like.get(sign.toLowerCase());
        changed ||= meant !== undefined;
        return meant ?? sign;
      }).join('') + marks;
    });
    return changed ? read : null;
  }

  /** With a letter that was held down kept so often, or null. */
  shorten(normalized, kept) {
    let held = false;
    const shorter = normalized.replace(/([^])\1\1+/g, (run, sign) => {
      const kind = this.#kinds[sign.charCodeAt(0)];
      if (kind !== letter && kind !== small) return run;
      held = true;
      return sign.repeat(kept);
    });
    return held ? shorter : null;
  }
}

/** A normalised text as words, as joined letters and as hashtags. */
class Search {
  constructor(normalized) {
    this.plain = normalized.replaceAll('#', '').replaceAll('_', ' ');
    this.words = this.plain.split(' ');
    this.joined = this.words.join('');
    this.tags = normalized.split(' ').filter((word) => word[0] === '#').map((tag) => tag.slice(1).replaceAll('_', ''));
    // Numbers are not glued together: 11 9 is not 119.
    this.mayBeJoined = this.words.length === 1 || !isDigits(this.joined);
  }
}

const places = { '^': 1, V: 2, C: 3, $: 4 };

/** How letters sound, what is abbreviated, which endings a verb has, which small words are glued to others. */
class Language {
  #rules = new Map();
  #dropped;
  #endings;

  constructor({ sounds, dropped, spellings, endings, glued }) {
    const sides = (line) => line.split('=').map((side, i) => (i ? side.split(' ').filter(Boolean) : side.trim()));
    for (const line of sounds) {
      const [, start, from, before, end, to] = /^(\^)?(.+?)(?:\(([CV])\)|(\$))?(?: +(\S+).*)?$/.exec(line);
      put(this.#rules, from[0], { from, to: to ?? '', where: places[start ?? before ?? end] ?? 0 });
    }
    for (const rules of this.#rules.values()) rules.sort((a, b) => b.from.length - a.from.length || b.where - a.where);
    this.#dropped = dropped;
    this.#endings = endings.map(sides);
    this.spellings = new Map(spellings.map(sides));
    this.glued = new Set(glued.flatMap((line) => line.split(' ').filter(Boolean)));
    this.longestGlued = Math.max(...[...this.glued].map((word) => word.length));
  }

  forms(word) {
    const [ending, forms] = this.#endings.find(([end]) => word.length >= end.length + 2 && word.endsWith(end)) ?? ['', []];
    return [word, ...forms.map((form) => word.slice(0, word.length - ending.length) + form)];
  }

  /** A word that sounds too short to tell it from others is kept as it is, after a '. */
  sound(word) {
    const sound = this.#write(word);
    return sound.length < 3 ? `'${word}` : sound;
  }

  shortSound(word) {
    return `~${this.#write(word)}`;
  }

  #write(word) {
    const single = (text) => text.replace(/([^0-9])\1+/g, '$1');
    const letters = single(word);
    let sound = '';
    for (let i = 0; i < letters.length;) {
      const rule = this.#rules.get(letters[i])?.find((known) => this.#fits(known, letters, i));
      sound += rule ? rule.to : letters[i];
      i += rule ? rule.from.length : 1;
    }
    sound = single(sound);
    return sound.length > 3 && sound.endsWith(this.#dropped) ? sound.slice(0, -1) : sound;
  }

  #fits({ from, where }, letters, at) {
    if (!letters.startsWith(from, at)) return false;
    const next = letters[at + from.length];
    const vowel = next !== undefined && 'aeiouy'.includes(next);
    return [true, at === 0, vowel, !vowel, next === undefined][where];
  }
}

const mostWords = 128;
const longestWord = 40;
const anyGap = Infinity;

/** A concept keyword: a handful of shifts and ands over the places where each class stands. One bit a word. */
class Pattern {
  constructor(keyword, order, idOf) {
    this.keyword = keyword;
    this.order = order;
    this.points = 0;
    this.elements = [];
    this.gaps = [];
    this.without = [];
    let gap = 3;
    const parts = keyword.text.replaceAll('...', '…').match(/[^ []*\[[^\]]*\]|[^ ]+/g);
    parts.forEach((part, i) => {
      if (i === 0 && /^[+-][0-9]{1,3}$/.test(part)) this.points = Number(part);
      else if (part === '~') this.anyOrder = true;
      else if (part === '^') this.atStart = true;
      else if (part === '$') this.atEnd = true;
      else if (part === '+') gap = 0;
      else if (part === '…') gap = anyGap;
      else if (/^-\[.*\]$/s.test(part)) this.without.push(part.slice(1));
      else {
        this.elements.push(part);
        this.gaps.push(gap);
        gap = 3;
      }
    });
    this.elements = this.elements.map(idOf);
    this.without = this.without.map(idOf);
    // A word that may stand at any distance says half as much.
    this.specificity = this.gaps.reduce((sum, distance) => sum + (distance === anyGap ? 1 : 2), 0);
  }

  isBetterThan(other) {
    return !other || this.specificity > other.specificity || (this.specificity === other.specificity && this.order < other.order);
  }

  matches(reading) {
    const { at, zero } = reading;
    return this.elements.every((id) => at[id] !== zero) && this.without.every((id) => at[id] === zero)
      && ((this.elements.length === 1 && !this.atStart && !this.atEnd) || this.#walk(reading) !== null);
  }

  /** The words of a negative pattern count for no other. */
  takeAway(reading) {
    const found = this.matches(reading) ? this.#walk(reading) : null;
    if (!found) return;
    const { at, one, present } = reading;
    let taken = found.at(-1);
    for (let i = found.length - 2; i >= 0; i--) {
      const gap = this.gaps[i + 1];
      if (!this.anyOrder && gap !== anyGap) {
        let reached = found[i + 1] >> one;
        for (let j = 0; j < gap; j++) reached |= reached >> one;
        found[i] &= reached;
      }
      taken |= found[i];
    }
    for (const id of present) at[id] &= ~taken;
  }

  #walk({ at, one, zero, last }) {
    const found = [];
    for (let i = 0; i < this.elements.length; i++) {
      let where = at[this.elements[i]];
      if (i === 0 && this.atStart) where &= one;
      else if (i > 0 && !this.anyOrder) where &= Pattern.#after(found[i - 1], this.gaps[i], one);
      if (i === this.elements.length - 1 && this.atEnd) where &= last;
      if (where === zero) return null;
      found.push(where);
    }
    return found;
  }

  static #after(where, gap, one) {
    if (gap === anyGap) return ~((where & -where) - one) << one;
    let reached = where << one;
    for (let i = 0; i < gap; i++) reached |= reached << one;
    return reached;
  }
}

/** The concept keywords of one campaign. */
class Concepts {
  #language;
  #letters;
  #words = new Map();
  #byId = [];
  #remains = new Map();
  #deciding;
  #counting;
  #negative;
  #counts;
  #unknown = -1;

  constructor(keywords, { classes = {}, locale }, languages, letters) {
    this.#language = languages.get(locale.split(/[-_]/)[0]) ?? languages.get('fr');
    this.#letters = letters;
    const named = new Map(Object.entries(classes));
    const ids = new Map();
    const sizes = [];
    const idOf = (part) => {
      const inBrackets = part[0] === '[' && part.endsWith(']');
      const names = (inBrackets ? part.slice(1, -1) : part).split('|').map((name) => name.trim()).filter(Boolean);
      const key = inBrackets + names.join('|');
      if (ids.has(key)) return ids.get(key);
      const id = ids.size;
      ids.set(key, id);
      if (inBrackets && names.length === 1 && names[0] === '?') {
        this.#unknown = id;
        sizes.push(Infinity);
        return id;
      }
      const words = names.flatMap((name) => (inBrackets && named.get(name)) || [letters.plain(name)]);
      words.forEach((word) => this.#add(word, id));
      sizes.push(words.length);
      return id;
    };
    const patterns = keywords.map((keyword, order) => new Pattern(keyword, order, idOf));
    for (const [sound, word] of this.#words) {
      for (let i = 1; i < sound.length && sound.length >= 5 && /^[a-z]/i.test(sound); i++) {
        const less = sound.slice(0, i) + sound.slice(i + 1);
        if (!this.#remains.has(less)) this.#remains.set(less, word);
      }
    }
    this.#negative = sizes.map(() => []);
    this.#deciding = sizes.map(() => []);
    this.#counting = sizes.map(() => []);
    for (const pattern of patterns) {
      // Filed under its smallest class, so that few patterns are tried.
      const id = pattern.elements.reduce((least, other) => (sizes[other] < sizes[least] ? other : least));
      (pattern.keyword.negative ? this.#negative : pattern.points ? this.#counting : this.#deciding)[id].push(pattern);
    }
    this.#counts = this.#counting.some((filed) => filed.length > 0);
  }

  find(search) {
    const reading = this.#read(search);
    const { at, present, zero } = reading;
    for (const id of present) this.#negative[id].forEach((pattern) => pattern.takeAway(reading));
    let best = null, points = 0, heaviest = null;
    for (const id of present) {
      if (at[id] === zero) continue;
      for (const pattern of this.#deciding[id]) {
        if (pattern.isBetterThan(best) && pattern.matches(reading)) best = pattern;
      }
      for (const pattern of this.#counting[id]) {
        if (!pattern.matches(reading)) continue;
        points += pattern.points;
        const speaks = Boolean(pattern.keyword.kind) - Boolean(heaviest?.keyword.kind);
        if (!heaviest || speaks > 0 || (speaks === 0 && pattern.points > heaviest.points)) heaviest = pattern;
      }
    }
    if (this.#counts) best = points + (best ? 60 : 0) < 100 ? null : best ?? heaviest;
    return best?.keyword ?? null;
  }

  #read(search) {
    const words = search.words.flatMap((word) => this.#meant(word)).slice(0, mostWords);
    // Bits of a number as long as there are enough.
    const big = words.length > 30;
    const [zero, one] = big ? [0n, 1n] : [0, 1];
    const bit = (place) => one << (big ? BigInt(place) : place);
    const at = new Array(this.#negative.length).fill(zero);
    const present = [];
    const mark = (id, place) => {
      if (at[id] === zero) present.push(id);
      at[id] |= bit(place);
    };
    words.forEach((word, place) => {
      if (word) word.classes.forEach((id) => mark(id, place));
      else if (this.#unknown >= 0) mark(this.#unknown, place);
    });
    words.forEach((word, first) => word?.compounds.forEach((compound) => {
      if (!compound.words.every((part, i) => words[first + i] === part)) return;
      compound.words.forEach((_, i) => mark(compound.id, first + i));
    }));
    return { at, present, zero, one, last: bit(words.length - 1) };
  }

  /** The known words that a word of the search stands for; null for one that nothing knows. */
  #meant(word) {
    const spelt = this.#language.spellings.get(word);
    if (spelt) return spelt.map((part) => this.#lookup(part));
    const known = this.#lookup(word);
    return known ? [known] : this.#divide(word) ?? [this.#lookupMisspelt(word)];
  }

  #divide(word) {
    const { glued, longestGlued, spellings } = this.#language;
    if (word.length < 4 || word.length > longestWord) return null;
    const isKnown = (part) => spellings.has(part) || this.#lookup(part) !== null;
    const both = (at) => [word.slice(0, at), word.slice(at)].flatMap((part) => (spellings.get(part) ?? [part]).map((known) => this.#lookup(known)));
    for (let left = Math.min(longestGlued, word.length - 2); left > 0; left--) {
      if (glued.has(word.slice(0, left)) && isKnown(word.slice(left))) return both(left);
    }
    for (let right = Math.min(longestGlued, word.length - 3); right > 2; right--) {
      const at = word.length - right;
      if (glued.has(word.slice(at)) && isKnown(word.slice(0, at))) return both(at);
    }
    return null;
  }

  #lookup(word) {
    return (word.length <= longestWord && this.#words.get(this.#language.sound(word))) || null;
  }

  // One letter too few, too many, another one, or two exchanged.
  #lookupMisspelt(word) {
    if (word.length > longestWord) return null;
    const sound = this.#language.sound(word);
    if (sound[0] === "'") return (word.length > 1 && this.#words.get(this.#language.shortSound(word))) || null;
    if (sound.length < 5 || isDigits(sound)) return null;
    if (this.#remains.has(sound)) return this.#remains.get(sound);
    for (let i = 1; i < sound.length; i++) {
      const less = sound.slice(0, i) + sound.slice(i + 1);
      const known = (less.length >= 5 && this.#words.get(less)) || this.#remains.get(less);
      if (known) return known;
    }
    return null;
  }

  #add(text, id) {
    const words = text.split(' ').filter(Boolean).flatMap((word) => this.#language.spellings.get(word) ?? [word]);
    if (words.length > 1) {
      const parts = words.map((word) => this.#get(word));
      parts[0].compounds.push({ words: parts, id });
      return;
    }
    for (const form of words.flatMap((word) => this.#language.forms(word))) {
      const { classes } = this.#get(form);
      if (!classes.includes(id)) classes.push(id);
    }
  }

  #get(text) {
    const key = this.#language.sound(text.slice(0, longestWord));
    if (this.#words.has(key)) return this.#words.get(key);
    const word = { classes: [], compounds: [] };
    if (key[0] === "'" && text.length >= 3) {
      const short = this.#language.shortSound(text);
      if (!this.#words.has(short)) this.#words.set(short, word);
    }
    this.#words.set(key, word);
    return word;
  }
}

/** Keywords whose words may be misspelt: one edit from 5 letters on, two from 9, none in numbers. */
class Fuzzy {
  #remains = new Map();
  #beginning = new Map();
  #known = new Set();

  add(keyword) {
    const words = keyword.text.split(' ');
    put(this.#beginning, words[0], { keyword, words });
    for (const word of words) {
      if (this.#known.has(word)) continue;
      this.#known.add(word);
      for (const remains of new Set(Fuzzy.#without(word, Fuzzy.#editsOf(word)))) put(this.#remains, remains, word);
    }
  }

  offer({ words }, offer) {
    if (this.#known.size === 0) return;
    const meant = words.map((word) => this.#find(word));
    meant.forEach((first, at) => first.forEach((word) => (this.#beginning.get(word) ?? []).forEach((known) => {
      if (known.words.every((part, i) => meant[at + i]?.includes(part))) offer(known.keyword);
    })));
  }

  static #editsOf(word) {
    return isDigits(word) || word.length > 24 ? 0 : word.length >= 9 ? 2 : word.length >= 5 ? 1 : 0;
  }

  static #without(word, edits) {
    if (edits === 0) return [word];
    return [word, ...word.split('').flatMap((_, i) => Fuzzy.#without(word.slice(0, i) + word.slice(i + 1), edits - 1))];
  }

  #find(word) {
    const exact = word.length < 4 || word.length > 26 || isDigits(word);
    const found = new Set(), seen = new Set();
    const tries = exact ? [word] : Fuzzy.#without(word, word.length >= 7 ? 2 : 1);
    for (const remains of new Set(tries)) {
      for (const known of this.#remains.get(remains) ?? []) {
        if (seen.size === 256 || found.size === 32) return [...found];
        if (seen.has(known)) continue;
        seen.add(known);
        if (Fuzzy.#edits(word, known) <= Fuzzy.#editsOf(known)) found.add(known);
      }
    }
    return [...found];
  }

  // Letters added, left out, replaced or exchanged with their neighbour.
  static #edits(a, b) {
    let before = [], above = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(row[j - 1] + 1, above[j] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      [before, above] = [above, row];
    }
    return above[b.length];
  }
}

/** Keywords of all types but concept. */
class Keywords {
  #exact = new Map();
  #hashtags = new Map();
  #phrases = new Map();
  #starts = new Map();
  #broad = new Map();
  #fuzzy = new Fuzzy();

  constructor(keywords) {
    const uses = new Map();
    const broad = [];
    for (const keyword of keywords) {
      const { type, text } = keyword;
      if (type === 'exact') put(this.#exact, text, keyword);
      else if (type === 'hashtag') put(this.#hashtags, text.replaceAll(' ', ''), keyword);
      else if (type === 'phrase') {
        put(this.#phrases, text, keyword);
        const [start] = text.split(' ', 1);
        this.#starts.set(start, Math.max(keyword.length, this.#starts.get(start) ?? 0));
      } else if (type === 'broad') {
        const words = text.split(' ');
        broad.push({ keyword, words });
        words.forEach((word) => uses.set(word, 1 + (uses.get(word) ?? 0)));
      } else if (type === 'fuzzy') this.#fuzzy.add(keyword);
    }
    // Filed under its rarest word, so that a common word does not gather all of them.
    for (const entry of broad) put(this.#broad, entry.words.reduce((rarest, word) => (uses.get(word) < uses.get(rarest) ? word : rarest)), entry);
  }

  look(search, offer) {
    const { plain, words, joined, tags, mayBeJoined } = search;
    const all = (table, key) => table.get(key)?.forEach(offer);
    all(this.#exact, plain);
    if (mayBeJoined) all(this.#hashtags, joined);
    tags.forEach((tag) => all(this.#hashtags, tag));
    for (let first = 0; first < words.length; first++) {
      const longestPhrase = this.#starts.get(words[first]) ?? 0;
      for (let end = Math.min(first + longestPhrase, words.length); end > first; end--) all(this.#phrases, words.slice(first, end).join(' '));
    }
    for (const word of words) {
      this.#broad.get(word)?.forEach((entry) => {
        if (entry.words.every((part) => words.includes(part))) offer(entry.keyword);
      });
    }
    this.#fuzzy.offer(search, offer);
  }
}

const ranks = { exact: 6, hashtag: 5, phrase: 4, concept: 3, broad: 2, fuzzy: 1 };

/** Of two keywords of campaigns that match: priority, then the more specific match, then weight, then who was first. */
function isBetter(one, other) {
  const [ours, theirs] = [one.campaign, other.campaign];
  return (ours.priority - theirs.priority || ranks[one.type] - ranks[other.type] || one.length - other.length
    || ours.weight - theirs.weight || theirs.order - ours.order || other.position - one.position) > 0;
}

/** Whether a region, FR-IDF or IDF, is one of those. */
function isIn(regions, country, region) {
  const wanted = region?.toUpperCase();
  return regions.map((known) => known.toUpperCase()).some((known) => known === wanted || known === `${country.toUpperCase()}-${wanted}`);
}

/** The keywords and banners of a bundle's content. */
export class Matcher {
  #letters;
  #keywords;
  #campaigns = [];

  constructor(content) {
    const languages = new Map();
    const keywords = [];
    let campaign, group;
    for (const line of content.split('\n')) {
      const [name, ...cells] = line.split('\t');
      if (name === 'letters') this.#letters = new Letters(JSON.parse(cells[0]));
      else if (name === 'language') languages.set(cells[0], new Language(JSON.parse(cells[1])));
      else if (name === 'campaign') {
        campaign = { priority: 0, weight: 1, ...JSON.parse(cells[0]), order: this.#campaigns.length, concepts: [], negatives: [] };
        this.#campaigns.push(campaign);
      } else if (name === 'keywords') group = { type: cells[0], kind: cells[1] || null, negative: cells[2] === '-', campaign };
      else if (name === line && line) {
        const text = line.slice(8);
        const concept = group.type === 'concept';
        const keyword = { ...group, code: line.slice(0, 8), text, length: concept ? text.length : text.split(' ').length, position: concept ? 0 : keywords.length };
        (concept ? campaign.concepts : keyword.negative ? campaign.negatives : keywords).push(keyword);
      }
    }
    this.#keywords = new Keywords(keywords);
    for (const known of this.#campaigns) {
      known.concepts = known.concepts.length > 0 ? new Concepts(known.concepts, known, languages, this.#letters) : null;
      known.negatives = known.negatives.length > 0 ? new Keywords(known.negatives) : null;
    }
  }

  normalize(text) {
    return this.#letters.normalize(text);
  }

  /** The keyword that decides, or null. Its campaign and code are in it. */
  find(text, { shownToday = 0, country, region } = {}) {
    const best = { keyword: null };
    const shown = this.#campaigns.filter(({ maxPerDay = Infinity, regions, country: ours }) => shownToday < maxPerDay && (!regions || isIn(regions, country ?? ours, region)));
    this.#look(text, new Set(shown), best);
    const readable = shown.filter(({ lookalikes }) => lookalikes);
    const read = this.#campaigns.some(({ lookalikes }) => lookalikes) ? this.#letters.readLookalikes(text) : null;
    if (read !== null) this.#look(read, new Set(readable), best);
    return best.keyword;
  }

  #look(text, allowed, best) {
    const normalized = this.#letters.normalize(text);
    if (!normalized) return;
    for (const form of [normalized, this.#letters.shorten(normalized, 2), this.#letters.shorten(normalized, 1)]) {
      if (form === null) continue;
      const search = new Search(form);
      const offer = (keyword) => {
        if (allowed.has(keyword.campaign) && (!best.keyword || isBetter(keyword, best.keyword)) && !Matcher.#forbids(keyword.campaign, search)) best.keyword = keyword;
      };
      this.#keywords.look(search, offer);
      for (const campaign of allowed) {
        const keyword = campaign.concepts?.find(search);
        if (keyword) offer(keyword);
      }
    }
  }

  static #forbids({ negatives }, search) {
    let any = false;
    negatives?.look(search, () => { any = true; });
    return any;
  }
}

/** Which banner of a campaign answers a keyword, in the nearest language, and its helplines in a country. Of several, one by chance and weight. */
function show({ banners, locale: usual }, kind, locale, country, random) {
  const plain = (tag) => (tag ?? '').replaceAll('_', '-').toLowerCase();
  const ofKind = [kind, null].map((wanted) => banners.filter((banner) => (banner.kind ?? null) === wanted)).find((some) => some.length > 0) ?? banners;
  const nearest = (wanted) => {
    for (let tag = plain(wanted); tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
      const found = ofKind.find((banner) => plain(banner.locale) === tag) ?? ofKind.find((banner) => plain(banner.locale).startsWith(`${tag}-`));
      if (found) return found;
    }
    return undefined;
  };
  const spoken = plain((nearest(locale) ?? nearest(usual) ?? ofKind[0]).locale);
  const turns = ofKind.filter((banner) => plain(banner.locale) === spoken);
  let left = Math.floor(random() * turns.reduce((sum, { weight = 1 }) => sum + weight, 0));
  const banner = turns.find(({ weight = 1 }) => (left -= weight) < 0);
  const { [(country ?? '').toUpperCase()]: there, '': elsewhere } = banner.helplines;
  return { ...banner, helplines: there ?? elsewhere };
}

function uuid7(time) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0; i < 6; i++) bytes[i] = Math.floor(time / 256 ** (5 - i)) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('').replace(/(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

const utf8 = (text) => new TextEncoder().encode(text);
const fromBase64 = (text) => Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));

/** The content that a delta makes of the one before it. */
function patch(content, delta) {
  const before = content.split('\n');
  return delta.split('\n').slice(1).flatMap((line) => {
    if (line[0] === '+') return [line.slice(1)];
    const [start, count] = line.slice(1).split(',').map(Number);
    return before.slice(start, start + count);
  }).join('\n');
}

/** One partner's bundle: fetched, verified, kept for as long as it lives, and asked instead of the server. */
export class Bundle {
  #partner;
  #address;
  #keys;
  #now;
  #random;
  #content = '';
  #matcher;
  #version;
  #issued = 0;
  #expires = 0;
  #verified = false;

  /**
   * @param partner Id of the platform.
   * @param options address: of the service; keys: {id: base64 of the public key} that the platform knows already, else they are asked for;
   * now: a clock in milliseconds; random: a number from 0 to below 1, for which of several banners is shown.
   */
  constructor(partner, { address = home, keys, now = Date.now, random = Math.random } = {}) {
    [this.#partner, this.#address, this.#keys, this.#now, this.#random] = [partner, address, keys, now, random];
  }

  get version() { return this.#version; }

  get content() { return this.#content; }

  /** Whether this browser could verify the signature; if it cannot, the content's hash alone was compared. */
  get verified() { return this.#verified; }

  /** Nothing is decided from an expired bundle: its campaigns may have been paused. */
  get expired() {
    const now = this.#now();
    return now >= this.#expires || now < this.#issued - skew;
  }

  /** Makes sure that the bundle lives for at least so long; rejects when it cannot be had or is not genuine. */
  async refresh(least = 0) {
    if (this.#now() + least < this.#expires && !this.expired) return;
    const from = this.#version ? `?from=${this.#version}` : '';
    const answer = await this.#get(`/v1/bundles/${this.#partner}${from}`);
    const body = await answer.text();
    const content = body.startsWith('delta\t') ? patch(this.#content, body) : body;
    const { key, version, issued, expires, signature } = Object.fromEntries([...(answer.headers.get('Bundle-Signature') ?? '').matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    await this.#verify(content, key, version, issued, expires, signature);
    const [from1, until] = [Date.parse(issued), Date.parse(expires)];
    if (this.#now() >= until || this.#now() < from1 - skew) throw new Error('The bundle is not of this time.');
    if (version !== this.#version) this.#matcher = new Matcher(content);
    [this.#content, this.#version, this.#issued, this.#expires] = [content, version, from1, until];
  }

  /** As POST /v1/decisions answers, or null. The search stays here. */
  decide({ query, locale, country, region, shownToday }) {
    const keyword = this.expired ? null : this.#matcher.find(query, { shownToday: shownToday ?? 0, country: country ?? undefined, region });
    if (!keyword) return null;
    const { campaign, code, kind } = keyword;
    const { token, kind: _, weight: __, image, ...banner } = show(campaign, kind, locale, country, this.#random);
    const decisionId = uuid7(this.#now());
    const at = (path) => new URL(path.replace('*', `${token}~${code}~${decisionId}`), this.#address).href;
    if (image) banner.image = { ...image, url: at(image.url) };
    return {
      decisionId, campaignId: campaign.id, campaign: campaign.name, banner,
      impressionUrl: at('/v1/impressions/*'), viewableUrl: at('/v1/impressions/*:viewable'), clickUrl: at('/c/*'), tapUrl: at('/v1/taps/*'), pixelUrl: at('/v1/impressions/*.gif'),
    };
  }

  async #get(path) {
    const answer = await fetch(new URL(path, this.#address), { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
    if (!answer.ok) throw new Error(`${path.split('?')[0]}: ${answer.status}`);
    return answer;
  }

  async #verify(content, key, version, issued, expires, signature) {
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', utf8(content)));
    if (btoa(String.fromCharCode(...hash)).replaceAll('+', '-').replaceAll('/', '_').replace('=', '') !== version) throw new Error('The bundle has been changed.');
    this.#keys ??= Object.fromEntries((await (await this.#get('/v1/bundle-keys')).json()).keys.map(({ id, publicKey }) => [id, publicKey]));
    if (!Object.hasOwn(this.#keys, key)) throw new Error('Nobody knows the key of the bundle.');
    const verifier = await crypto.subtle.importKey('raw', fromBase64(this.#keys[key]), 'Ed25519', false, ['verify']).catch(({ name }) => name);
    this.#verified = verifier !== 'NotSupportedError';
    if (!this.#verified) return;
    const statement = utf8(['campaign-bundle 1', this.#partner, version, issued, expires].join('\n'));
    if (!await crypto.subtle.verify('Ed25519', verifier, fromBase64(signature), statement)) throw new Error('The signature of the bundle is wrong.');
  }
}
