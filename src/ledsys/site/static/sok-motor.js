// The two engines that find words: pagefind over http, MiniSearch from a disk. Both give scores by the cards' numbers.
//
// An engine has find(word) -> Map of scores by number, and body(number) -> the text of a document, or "" if it has none.
"use strict";

(() => {
  const BODY_MARK = "\u2042"; // as in site/search/sources.py
  const SHORT = 3; // letters of a stem that is looked for as it is, not as the beginning of words
  const BOOST = { keys: 10, title: 10, former: 7, keywords: 7, about: 3, tails: 1, body: 1 };

  /** Load a classic script once; a browser lets no page from a disk load anything in another way. */
  const loading = new Map();
  function load(address) {
    if (!loading.has(address)) {
      loading.set(address, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = address;
        script.onload = done;
        script.onerror = () => { loading.delete(address); failed(new Error(address)); };
        document.head.append(script);
      }));
    }
    return loading.get(address);
  }

  /** Remember what was found for a word: the next letter typed asks for most words again. */
  function remembering(find) {
    const found = new Map();
    return (word) => {
      if (!found.has(word)) found.set(word, find(word));
      return found.get(word);
    };
  }

  async function pagefindEngine(root) {
    const pagefind = await import(new URL(`${root}pagefind/pagefind.js`, location.href));
    await pagefind.options({ exactDiacritics: true }); // what is written without dots, sok-fraga.js spells
    await pagefind.init();
    const numbers = await (await fetch(`${root}pagefind/nummer.json`)).json();
    const fragments = new Map();
    const find = remembering(async (word) => {
      const { results } = await pagefind.search(word);
      return new Map(results.map((result) => {
        const number = numbers[result.id];
        fragments.set(number, result);
        return [number, result.score];
      }));
    });
    const body = async (number) => {
      const { content } = await fragments.get(number).data();
      return content.slice(content.lastIndexOf(BODY_MARK) + 1).replace(/^[.\s]+/, "");
    };
    return { find, body };
  }

  /** Give the index of sok-index.js as MiniSearch writes its own (serialisation format 2). */
  function serialised({ fields, lengths, terms }) {
    const count = lengths.length;
    const numbers = Object.fromEntries(lengths.map((_, number) => [number, number]));
    const standing = (steps) => {
      const found = {};
      let number = 0;
      for (const step of steps) found[(number += step)] = 1;
      return found;
    };
    return {
      documentCount: count, nextId: count, documentIds: numbers, storedFields: {}, dirtCount: 0, serializationVersion: 2,
      fieldIds: Object.fromEntries(fields.map((name, field) => [name, field])),
      fieldLength: Object.fromEntries(lengths.map((length, number) => [number, { ...length }])),
      averageFieldLength: fields.map((_, field) => lengths.reduce((sum, length) => sum + length[field], 0) / (count || 1)),
      index: terms.map(([term, found]) =>
        [term, Object.fromEntries(Object.entries(found).map(([field, steps]) => [field, standing(steps)]))]),
    };
  }

  async function miniSearchEngine(root, stem) {
    await Promise.all([load(`${root}minisearch.js`), load(`${root}sok-index.js`)]);
    const asIs = { fields: Object.keys(BOOST), tokenize: (text) => [text], processTerm: (term) => term };
    const index = MiniSearch.loadJS(serialised(self.ledsysIndex), asIs);
    delete self.ledsysIndex;
    // A short stem (ren of renlighet) begins words that have nothing to do with it; a short word is one half typed.
    const find = remembering(async (word) => {
      const term = stem(word);
      const prefix = term === word || term.length > SHORT;
      const options = { boost: BOOST, prefix, weights: { prefix: 0.6, fuzzy: 0 } };
      return new Map(index.search(term, options).map((result) => [result.id, result.score]));
    });
    return { find, body: async () => "" };
  }

  /** Give the engine that works here; without pagefind (a preview has none) MiniSearch serves over http too. */
  async function engine(root, stem) {
    if (location.protocol !== "file:") {
      try {
        return await pagefindEngine(root);
      } catch {
        // The same results, only with a larger file to load
      }
    }
    return miniSearchEngine(root, stem);
  }

  self.ledsysEngine = { engine, load };
})();
