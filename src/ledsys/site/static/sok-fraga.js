// Understands what a reader has written: words, stems, synonyms, compounds and misspellings; and ranks what was found.
//
// It knows nothing of how an engine finds (sok-motor.js) nor of what a page shows (sok.js). Pure but for its own memory.
"use strict";

(() => {
  const SHORTEST_TO_DOUBT = 4; // shorter words are too like each other to be taken for misspelt
  const FIRST = 3; // the shortest first part of a compound, as in site/search/compounds.py
  const LAST = 4; // and the shortest last part
  const WEIGHT = { said: 1, synonym: 0.7, corrected: 0.7, divided: 0.7, kin: 0.4 };
  const MOST = 4; // ways that a word may be meant beside itself, of each kind
  const IN_TURN = { "in-force": 1, upcoming: 0.75 }; // what a hit counts for by its state
  const ENDED = 0.25;
  const EXACT = 1000; // added for what is called just that, so that it comes first

  /** Give a word without rings, dots and accents. */
  const folded = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").replace(/ø/g, "o").replace(/æ/g, "ae");

  /** Give the words of a text in lower case; what has a digit and parts (EXP-482103, 2024-00058) is one word. */
  function wordsOf(text) {
    const found = text.normalize("NFC").toLowerCase().replace(/\u2013/g, "-");
    return (found.match(/[\p{L}\p{N}]+(?:[-:./][\p{L}\p{N}]+)*/gu) || []).flatMap((word) =>
      /\d/.test(word) ? [word.replace(/^([a-z]{2,6})(\d{6,10})$/, "$1-$2")] : word.split(/[-:./]/));
  }

  /** Give how many letters must be changed, added, left out or swapped (Damerau–Levenshtein), or `most` + 1. */
  function distance(one, other, most) {
    if (Math.abs(one.length - other.length) > most) return most + 1;
    let before = [];
    let last = Array.from({ length: other.length + 1 }, (_, place) => place);
    for (let row = 1; row <= one.length; row++) {
      const now = [row];
      let least = row;
      for (let column = 1; column <= other.length; column++) {
        const same = one[row - 1] === other[column - 1];
        let cost = Math.min(last[column] + 1, now[column - 1] + 1, last[column - 1] + (same ? 0 : 1));
        if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
          cost = Math.min(cost, before[column - 2] + 1);
        }
        now.push(cost);
        least = Math.min(least, cost);
      }
      if (least > most) return most + 1;
      [before, last] = [last, now];
    }
    return last[other.length];
  }

  /** The words of the handbook: which are known, which are like them, which mean the same. */
  class Vocabulary {
    /** Take `ledsysWords` and a Snowball stemmer. */
    constructor(given, stemmer) {
      this.stemmer = stemmer;
      this.stems = new Map();
      this.stop = new Set(given.stop.split(" "));
      this.words = given.words.split(" "); // commonest first
      this.bare = this.words.map(folded);
      this.exact = new Set(this.words);
      const order = [...this.words.keys(), ...given.codes.split(" ")];
      this.sorted = order.map((one) => (typeof one === "number" ? { bare: this.bare[one], word: this.words[one] } : { bare: one, word: one }));
      this.sorted.sort((one, two) => (one.bare < two.bare ? -1 : one.bare > two.bare ? 1 : 0));
      this.synonyms = new Map();
      for (const group of given.synonyms) {
        for (const text of group) {
          const key = this.key(wordsOf(text));
          this.synonyms.set(key, [...new Set([...(this.synonyms.get(key) || []), ...group])]);
        }
      }
    }

    stem(word) {
      let stem = this.stems.get(word);
      if (stem === undefined) this.stems.set(word, (stem = /\d/.test(word) ? word : this.stemmer.stemWord(word)));
      return stem;
    }

    key(words) {
      return words.map((word) => folded(this.stem(word))).join(" ");
    }

    /** Give the place, among the sorted words, of the first that does not come before this. */
    placeOf(start) {
      let low = 0;
      let high = this.sorted.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (this.sorted[middle].bare < start) low = middle + 1;
        else high = middle;
      }
      return low;
    }

    /** Tell whether some word of the handbook begins so. */
    begins(start) {
      const next = this.sorted[this.placeOf(start)];
      return next !== undefined && next.bare.startsWith(start);
    }

    /** Tell whether the handbook holds the word, in whatever form, or a compound with it. */
    known(word) {
      const bare = folded(word);
      const root = folded(this.stem(word));
      if (this.begins(bare) || this.begins(root)) return true;
      return root.length > LAST && !/\d/.test(root) && this.bare.some((other) => other.includes(root));
    }

    /** Give the word as the handbook spells it, if it was written without rings and dots: lakem is läkem. */
    spelt(word) {
      const root = this.begins(word) ? word : this.stem(word);
      if (folded(word) !== word || /\d/.test(word) || !this.begins(root)) return [word];
      const found = new Set();
      for (let place = this.placeOf(root); place < this.sorted.length && this.sorted[place].bare.startsWith(root); place++) {
        found.add(this.sorted[place].word.slice(0, root.length) + word.slice(root.length));
      }
      return [...found].sort((one, two) => (two === word) - (one === word)).slice(0, MOST);
    }

    /** Give what the words mean otherwise, by the thesaurus of the organisation. */
    same(words) {
      const key = this.key(words);
      const group = this.synonyms.get(key) || [];
      return group.map(wordsOf).filter((other) => this.key(other) !== key);
    }

    /** Give the parts of a compound that the handbook does not hold: both where it holds both, else the first. */
    divided(word) {
      const found = [];
      for (let place = word.length - LAST; place >= FIRST; place--) {
        const tail = word.slice(place);
        const heads = [word.slice(0, place), word.slice(0, place).replace(/[seoua]$/, "")];
        const head = heads.find((part) => part.length >= FIRST && this.begins(folded(part)));
        if (head && this.begins(folded(this.stem(tail)))) found.push([head, tail]);
      }
      if (found.length) return found.slice(0, MOST);
      for (let place = word.length - LAST; place > LAST; place--) {
        if (this.exact.has(word.slice(0, place))) return [[word.slice(0, place)]];
      }
      return [];
    }

    /** Give the words that may be meant by a misspelt one, the likeliest first. */
    meant(word) {
      if (word.length < SHORTEST_TO_DOUBT) return [];
      const most = word.length < 8 ? 1 : 2;
      const bare = folded(word);
      const found = [];
      this.bare.forEach((other, rank) => {
        const far = distance(bare, other, most);
        if (far <= most) found.push({ word: this.words[rank], order: far + (other[0] === bare[0] ? 0 : 0.5), rank });
      });
      found.sort((one, two) => one.order - two.order || one.rank - two.rank);
      return found.filter((one) => one.order === found[0].order).slice(0, MOST).map((one) => one.word);
    }

    /** Give words of the same root that another stem hides: läkemedlet and läkemedel, hantering and hantera. */
    kin(word) {
      if (word.length < 6) return [];
      const root = folded(word).slice(0, Math.max(5, word.length - 3));
      const stem = this.stem(word);
      const found = this.words.filter((other, rank) =>
        this.bare[rank].startsWith(root) && Math.abs(other.length - word.length) <= 3 && !other.startsWith(stem));
      return found.slice(0, MOST);
    }
  }

  /** What one reader asks for: in `asked`, for every word or phrase the ways in which it may be meant. */
  class Query {
    constructor(text, vocabulary) {
      this.text = text.trim();
      this.vocabulary = vocabulary;
      const all = wordsOf(this.text);
      const telling = all.filter((word) => !vocabulary.stop.has(word));
      this.words = telling.length ? telling : all;
      this.corrected = [];
      this.asked = [...this.phrases()];
      this.plain = folded(this.text.toLowerCase().replace(/\s+/g, " "));
    }

    *phrases() {
      let place = 0;
      while (place < this.words.length) {
        let length = Math.min(3, this.words.length - place);
        while (length > 1 && !this.vocabulary.same(this.words.slice(place, place + length)).length) length--;
        yield this.ways(this.words.slice(place, place + length));
        place += length;
      }
    }

    ways(words) {
      const vocabulary = this.vocabulary;
      const ways = [];
      // An engine guesses at words that are not there; we would rather do that here.
      const add = (weight, found) => {
        for (const other of found) if (other.every((word) => vocabulary.known(word))) ways.push({ words: other, weight });
      };
      const same = vocabulary.same(words);
      if (words.length > 1) {
        add(WEIGHT.said, [words]);
        add(WEIGHT.synonym, same);
        return ways;
      }
      const [word] = words;
      const kin = vocabulary.kin(word);
      add(WEIGHT.said, vocabulary.spelt(word).map((other) => [other]));
      add(WEIGHT.synonym, same);
      add(WEIGHT.kin, kin.map((other) => [other]));
      if (same.length || vocabulary.begins(folded(word))) return ways;
      const parts = vocabulary.divided(word);
      const meant = vocabulary.meant(word);
      add(WEIGHT.divided, parts);
      add(WEIGHT.corrected, meant.map((other) => [other]));
      for (const other of meant) add(WEIGHT.corrected * WEIGHT.synonym, vocabulary.same([other]));
      if (meant.length && !parts.length && !kin.length && !vocabulary.known(word)) this.corrected.push({ said: word, meant: meant[0] });
      return ways;
    }

    /** Rank the cards that `find` (words to scores by number) gives hits for; `allowed` tells which may be shown. */
    async ranked(find, cards, allowed) {
      const sums = new Map();
      const parts = await Promise.all(this.asked.map((ways) => this.scores(ways, find)));
      for (const part of parts) {
        for (const [number, score] of part) {
          const sum = sums.get(number) || { score: 0, matched: 0 };
          sums.set(number, { score: sum.score + score, matched: sum.matched + 1 });
        }
      }
      const found = [];
      for (const [number, { score, matched }] of sums) {
        const card = cards[number];
        if (allowed(card)) found.push({ number, card, score: this.worth(card, score, matched / parts.length) });
      }
      return found.sort((one, two) => two.score - one.score || one.number - two.number);
    }

    /** Give what a hit is worth: more by share of what was asked for, less by state, and first what is called just that. */
    worth(card, score, share) {
      const names = [card.id, ...card.keys].map((name) => folded(name.toLowerCase()));
      const titles = [card.title, ...card.former].map((name) => folded(name.toLowerCase()));
      const exact = names.includes(this.plain) || titles.includes(this.plain) ? EXACT : 0;
      return exact + score * share ** 2 * (IN_TURN[card.mark] || ENDED);
    }

    /** Give the best score of every card by any of the ways; all words of a way must be there. */
    async scores(ways, find) {
      const best = new Map();
      const all = await Promise.all(ways.map(({ words }) => Promise.all(words.map(find))));
      all.forEach((found, place) => {
        const { words, weight } = ways[place];
        for (const [number] of found[0]) {
          if (!found.every((other) => other.has(number))) continue;
          const sum = found.reduce((so, other) => so + other.get(number), 0) / (words.length > 1 ? 1.5 : 1);
          if (weight * sum > (best.get(number) || 0)) best.set(number, weight * sum);
        }
      });
      return best;
    }

    /** Divide a text into pieces, each with whether it is a hit. */
    marked(text) {
      return text.split(/([\p{L}\p{N}]+(?:[-:./][\p{L}\p{N}]+)*)/u).filter(Boolean).map((piece) =>
        ({ text: piece, hit: this.hits(piece) }));
    }

    hits(piece) {
      this.wanted ||= [...new Set(this.asked.flat().flatMap((way) => way.words))].map((word) =>
        ({ word: folded(word), root: folded(this.vocabulary.stem(word)) }));
      const bare = folded(piece.toLowerCase());
      const within = (part) => part.length > LAST && bare.includes(part);
      return this.wanted.some(({ word, root }) =>
        bare.startsWith(word) || (root.length >= LAST ? bare.startsWith(root) : folded(this.vocabulary.stem(piece.toLowerCase())) === root) ||
        within(word) || within(root));
    }
  }

  self.ledsysQuery = { Vocabulary, Query, wordsOf, folded, distance };
})();
