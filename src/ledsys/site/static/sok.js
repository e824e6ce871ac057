// The search box of every page, and the page of results.
//
// Without this script the box leads to sok.html, which then says where all documents are listed. What finds and ranks
// (sok-motor.js, sok-fraga.js) and what is found are loaded when the box is first used. Texts stand on the form as data.
"use strict";

(() => {
  const form = document.querySelector("form.search");
  if (!form) return;
  const { root, ...texts } = form.dataset;
  const input = form.querySelector("input");
  const popup = form.querySelector(".found");
  const list = popup.querySelector("ul");
  const status = form.querySelector("[role=status]");
  const page = document.querySelector(".results-page");
  const AT_ONCE = 8; // results under the box
  const ON_PAGE = 20; // results that the page shows first, and adds at a time
  const PAUSE = 90; // milliseconds after the last letter
  const EXCERPT = 32; // words of an excerpt

  let loaded = null;
  let asked = 0; // the latest question, so that an older answer is never shown
  let pause; // the wait after the last letter

  /** Load all that the search needs, once. */
  function ready() {
    loaded ||= load().catch((why) => { loaded = null; throw why; });
    return loaded;
  }

  async function script(name) {
    if (self.ledsysEngine) return self.ledsysEngine.load(root + name);
    await new Promise((done, failed) => {
      const element = Object.assign(document.createElement("script"), { src: root + name, onload: done, onerror: failed });
      document.head.append(element);
    });
    return undefined;
  }

  async function load() {
    await script("sok-motor.js");
    const language = document.documentElement.lang === "en" ? "en" : "sv";
    await Promise.all(["sok-fraga.js", "sok-kort.js", "sok-ord.js", "snowball.js"].map(script));
    await script(`snowball-${language}.js`);
    const stemmer = language === "en" ? new EnglishStemmer() : new SwedishStemmer();
    const vocabulary = new self.ledsysQuery.Vocabulary(self.ledsysWords, stemmer);
    const engine = await self.ledsysEngine.engine(root, (word) => vocabulary.stem(word));
    const day = today();
    return { vocabulary, engine, cards: self.ledsysCards.map((one) => card(one, day)), units: self.ledsysWords.units, types: self.ledsysWords.types };
  }

  /** Give the day where the organisation is; none where what the build said is to stay, or the browser does not know. */
  function today() {
    const built = document.querySelector("script[data-day][data-zone]");
    if (!built || "asOf" in built.dataset) return "";
    try {
      return new Intl.DateTimeFormat("sv-SE", { timeZone: built.dataset.zone }).format(new Date());
    } catch {
      return ""; // a zone that this browser does not know
    }
  }

  /** Give a card its names, in the order in which site/search/scripts.py writes it, and its state on the day. */
  function card([id, title, address, mark, state, version, from, until, later, type, units, processes, keys, former, summary, successor], day) {
    const made = { id, title, address, mark, state, version, from, until, type, units, processes, keys, former, summary, successor };
    if (!later || !day) return made;
    const built = document.querySelector("script[data-day][data-zone]");
    for (const phase of later.split(";")) {
      const [first, next] = phase.split(" ");
      if (first <= day) Object.assign(made, { mark: next, state: built.getAttribute(`data-${next}`) || state });
    }
    return made;
  }

  const inTime = (one) => one.mark === "in-force" || one.mark === "upcoming";

  /**
   * Add the successors of what has been repealed: each hit that has one leads to it first, unless it is a hit itself.
   *
   * A successor may have a successor of its own; the first that applies is what a reader needs.
   */
  function withSuccessors(hits, cards, allowed) {
    const numbers = new Map(cards.map((one, number) => [one.id, number]));
    const shown = new Set(hits.map((hit) => hit.card.id));
    return hits.flatMap((hit) => {
      const passed = new Set();
      let next = hit.card;
      while (next && !inTime(next) && !passed.has(next)) {
        passed.add(next);
        next = cards[numbers.get(next.successor)];
      }
      if (!next || !inTime(next) || shown.has(next.id) || !allowed(next)) return [hit];
      shown.add(next.id);
      return [{ ...hit, number: numbers.get(next.id), card: next, replaced: hit.card }, hit];
    });
  }

  /**
   * Answer a question: the hits, best first, and the query; null if a newer question has been asked since.
   *
   * What has ended is left out, unless it is all there is: then a reader must learn that it has ended.
   */
  async function answer(text, allowed, ended) {
    const number = ++asked;
    const { vocabulary, engine, cards } = await ready();
    const query = new self.ledsysQuery.Query(text, vocabulary);
    const ranked = query.words.length ? await query.ranked(engine.find, cards, allowed) : [];
    const all = withSuccessors(ranked, cards, allowed);
    const now = ended ? all : all.filter((hit) => inTime(hit.card));
    return number === asked ? { query, hits: now.length ? now : all, onlyEnded: !now.length && all.length > 0 } : null;
  }

  function told({ query, hits, onlyEnded }) {
    return [...corrections(query), onlyEnded ? texts.ended : "", count(hits.length)].filter(Boolean).join(" ");
  }

  // What is shown. Texts of documents only ever become text nodes.

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  function marked(query, text) {
    return query.marked(text).map(({ text: piece, hit }) => (hit ? element("mark", {}, piece) : piece));
  }

  function facts(one, { units, types }) {
    const names = one.units.map((unit) => (units[unit] || [unit])[0]).join(", ");
    const was = one.until < one.from ? texts.never : texts.until.replace("{day}", one.until);
    const day = one.mark === "upcoming" ? texts.from.replace("{day}", one.from) : was;
    const said = [one.id, types[one.type] || one.type, names].filter(Boolean).join(" · ");
    const badge = element("span", { class: `badge ${one.mark}` }, one.state);
    return element("span", { class: "facts" }, badge, ` ${said} · `, element("span", { class: "day" }, day));
  }

  /** Say of a hit which document it stands for, if what was asked for is found in that one alone. */
  function instead(query, { replaced }) {
    if (!replaced) return [];
    const [before, after] = texts.replaces.split("{title}");
    return [element("span", { class: "facts" }, before, ...marked(query, replaced.title), after || "")];
  }

  /** Give the part of a text around its first hit; all of a short text. */
  function around(query, text) {
    const pieces = query.marked(text);
    const first = Math.max(pieces.findIndex((piece) => piece.hit), 0);
    const from = Math.max(0, first - EXCERPT / 2);
    const to = from + EXCERPT * 2;
    const shown = pieces.slice(from, to).map((piece) => (piece.hit ? element("mark", {}, piece.text) : piece.text));
    return [from > 0 ? "… " : "", ...shown, to < pieces.length ? " …" : ""];
  }

  async function excerpt(query, hit) {
    const { engine } = await ready();
    const has = (text) => query.marked(text).some((piece) => piece.hit);
    if (hit.card.summary && has(hit.card.summary)) return marked(query, hit.card.summary);
    const body = hit.replaced ? "" : await engine.body(hit.number); // an engine knows the text of what it found alone
    return has(body) ? around(query, body) : marked(query, hit.card.summary);
  }

  function count(number) {
    return (number === 0 ? texts.none : number === 1 ? texts.one : texts.many).replace("{number}", number);
  }

  function corrections(query) {
    return query.corrected.map(({ said, meant }) => texts.meant.replace("{said}", said).replace("{meant}", meant));
  }

  // The box: a combobox with a list of the first results

  const options = () => [...list.querySelectorAll("[role=option]")];
  const active = () => list.querySelector("[aria-selected=true]");

  function close() {
    popup.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** Close the list for good: what was asked for before, and is not answered yet, shall not open it again. */
  function dismiss() {
    clearTimeout(pause);
    asked++;
    close();
  }

  function choose(option) {
    options().forEach((other) => other.setAttribute("aria-selected", String(other === option)));
    if (!option) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", option.id);
    return option.scrollIntoView({ block: "nearest" });
  }

  /** Give a line of the list. It is no link: what stands in an option can't be reached by a screen reader. */
  function option(number, address, ...children) {
    const made = { role: "option", id: `sidans.traff.${number}`, "aria-selected": "false", "data-address": address };
    return element("li", made, ...children);
  }

  function open(chosen, aside) {
    if (aside) window.open(chosen.dataset.address, "_blank", "noopener");
    else location.assign(chosen.dataset.address);
  }

  function show(said, lines) {
    popup.querySelector("p").textContent = said;
    status.textContent = said;
    list.replaceChildren(...lines);
    popup.hidden = false;
    input.setAttribute("aria-expanded", String(lines.length > 0));
    input.removeAttribute("aria-activedescendant");
  }

  async function suggest() {
    const text = input.value.trim();
    if (!text) return dismiss();
    const found = await answer(text, () => true, false);
    if (!found || document.activeElement !== input) return undefined;
    const { query, hits } = found;
    const known = await ready();
    const lines = hits.slice(0, AT_ONCE).map((hit, place) => {
      const title = element("span", { class: "hit" }, ...marked(query, hit.card.title));
      return option(place, root + hit.card.address, title, facts(hit.card, known), ...instead(query, hit));
    });
    const all = `${root}sok.html?q=${encodeURIComponent(text)}`;
    if (hits.length > AT_ONCE) lines.push(option(AT_ONCE, all, texts.all.replace("{number}", hits.length)));
    return show(told(found), lines);
  }

  function step(by) {
    const all = options();
    if (!all.length) return;
    const place = all.indexOf(active());
    choose(all[place === -1 && by < 0 ? all.length - 1 : (place + by + all.length) % all.length]);
  }

  function onKey(event) {
    if (event.key === "Escape" && !popup.hidden) dismiss();
    else if (event.key === "Escape") input.value = "";
    else if (event.key === "ArrowDown" && popup.hidden) begin();
    else if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter" && !popup.hidden && active()) open(active(), event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  }

  // The page of results

  let room = ON_PAGE;

  function filters() {
    const chosen = Object.fromEntries(new FormData(page.querySelector("form")));
    return { enhet: chosen.enhet || "", typ: chosen.typ || "", process: chosen.process || "", avslutade: "avslutade" in chosen };
  }

  /** Tell which cards may be shown: a document of a unit applies to all units below it as well. */
  function allowing({ enhet, typ, process }, units) {
    const line = new Set();
    for (let unit = enhet; unit && !line.has(unit); unit = (units[unit] || [])[1]) line.add(unit);
    return (one) =>
      (!typ || one.type === typ) && (!process || one.processes.includes(process)) &&
      (!enhet || one.units.some((unit) => line.has(unit)));
  }

  function remember(text, chosen) {
    const address = new URLSearchParams();
    if (text) address.set("q", text);
    for (const key of ["enhet", "typ", "process"]) if (chosen[key]) address.set(key, chosen[key]);
    if (chosen.avslutade) address.set("avslutade", "ja");
    const said = address.toString(); // its size is not known to browsers older than 2023
    history.replaceState(null, "", location.pathname + (said && `?${said}`));
  }

  async function results() {
    const text = input.value.trim();
    const chosen = filters();
    remember(text, chosen);
    const place = page.querySelector("ol");
    const known = await ready();
    const found = await answer(text, allowing(chosen, known.units), chosen.avslutade);
    if (!found) return;
    const { query, hits } = found;
    const lines = hits.slice(0, room).map((hit) => {
      const words = element("p", {}, ...marked(query, hit.card.summary));
      // An excerpt comes after, so that nobody waits for it; without one, the summary stays.
      excerpt(query, hit).then((nodes) => words.replaceChildren(...nodes)).catch(() => {});
      const link = element("a", { href: root + hit.card.address }, ...marked(query, hit.card.title));
      return element("li", {}, link, facts(hit.card, known), ...instead(query, hit), words);
    });
    place.replaceChildren(...lines);
    const said = text ? told(found) : texts.start;
    page.querySelector(".count").textContent = said;
    status.textContent = said;
    page.querySelector(".more").hidden = hits.length <= room;
  }

  function beginPage() {
    const given = new URLSearchParams(location.search);
    input.value = (given.get("q") || "").slice(0, input.maxLength);
    const own = page.querySelector("form");
    for (const name of ["enhet", "typ", "process"]) own.elements[name].value = given.get(name) || "";
    own.elements.avslutade.checked = given.has("avslutade");
    page.hidden = false;
    own.addEventListener("change", () => { room = ON_PAGE; begin(); });
    page.querySelector(".more").addEventListener("click", () => { room += ON_PAGE; begin(); });
    form.addEventListener("submit", (event) => { event.preventDefault(); begin(); });
    begin();
  }

  function beginBox() {
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-autocomplete": "list", "aria-controls": list.id })) {
      input.setAttribute(name, value);
    }
    input.addEventListener("keydown", onKey);
    form.addEventListener("focusout", (event) => { if (!form.contains(event.relatedTarget)) dismiss(); });
    popup.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
    list.addEventListener("click", (event) => {
      const chosen = event.target.closest("[role=option]");
      if (chosen) open(chosen, event.ctrlKey || event.metaKey);
    });
  }

  /** Find what is asked for now, and say so where the search can't be loaded. */
  function begin() {
    (page ? results() : suggest()).catch((why) => {
      status.textContent = texts.broken;
      if (page) page.querySelector(".count").textContent = texts.broken;
      else show(texts.broken, []);
      console.warn(why);
    });
  }

  input.addEventListener("input", () => {
    clearTimeout(pause);
    room = ON_PAGE;
    pause = setTimeout(begin, PAUSE);
  });
  input.addEventListener("focus", () => ready().catch(() => {}), { once: true });
  if (page) beginPage();
  else beginBox();
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    const wanted = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing;
    if (!wanted && !slash) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
