// Remembers which unit is the reader's own, in this browser only, and leads to it from every page.
//
// A unit's page has a button to choose it; the header then bears a way to it, and the front page shows it first. Without
// this script, the same ways are there as plain links, and nothing is remembered.
"use strict";

(() => {
  const KEY = "ledsys.unit";
  const root = document.currentScript.dataset.root;

  /** Give the unit that was chosen ({id, name, address}), or null; a browser may forbid to keep anything. */
  function chosen() {
    try {
      const unit = JSON.parse(localStorage.getItem(KEY));
      return unit && /^enheter\/[a-z0-9-]+\.html$/.test(unit.address) ? unit : null;
    } catch {
      return null;
    }
  }

  function keep(unit) {
    try {
      if (unit) localStorage.setItem(KEY, JSON.stringify(unit));
      else localStorage.removeItem(KEY);
    } catch {
      // Nothing is remembered; the page works all the same.
    }
  }

  /** Show the ways to the unit wherever the page has room for them, and on the unit's own page that it is chosen. */
  function show(unit) {
    for (const place of document.querySelectorAll("[data-my-unit]")) {
      place.hidden = !unit;
      const way = place.querySelector("[data-my-unit-link]") || place.querySelector("a");
      if (!unit || !way) continue;
      way.href = root + unit.address;
      if (way.hasAttribute("data-my-unit-link")) way.textContent = unit.name;
      else way.title = unit.name;
    }
    const here = document.querySelector("[data-choose-unit]");
    if (!here) return;
    here.hidden = false;
    here.querySelector("button").setAttribute("aria-pressed", String(Boolean(unit) && unit.id === here.dataset.chooseUnit));
  }

  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    if (button.matches("[data-forget-unit]")) {
      keep(null);
      show(null);
      document.querySelector("main").focus();
    } else if (button.matches("[data-choose]")) {
      const { chooseUnit: id, name, address } = button.closest("[data-choose-unit]").dataset;
      const before = chosen();
      const unit = before && before.id === id ? null : { id, name, address };
      keep(unit);
      show(unit);
    }
  });

  show(chosen());
})();
