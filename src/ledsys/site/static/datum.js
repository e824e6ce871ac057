// Keeps what pages say about validity right from day to day, without the handbook being built anew.
//
// The page bears everything that dates alone decide, in phases: what an edition is from which day on. This script shows
// the phase of today, by the organisation's time zone. Without it, the page says what held on the day of the build.
// A handbook of a chosen day (data-as-of) is left alone.
"use strict";

(() => {
  const built = document.currentScript.dataset;
  const MINUTES = 10; // between two looks at the calendar on a page that is left open
  const FRESH = 7 * 24 * 60 * 60000; // so old a handbook need not say its day beside what holds; decisions came later

  /** Give the day, as YYYY-MM-DD, that it is in the zone at the instant. */
  function dayIn(zone, instant) {
    const form = new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit" });
    const parts = Object.fromEntries(form.formatToParts(instant).map((part) => [part.type, part.value]));
    return `${parts.year.padStart(4, "0")}-${parts.month}-${parts.day}`;
  }

  /**
   * Give the place of the phase that the day lies in, of phases by their first days in order; pure.
   *
   * The first phase began on the day of the build or before, so a clock that lies behind that day changes nothing.
   */
  function phaseOn(firstDays, day) {
    return Math.max(0, firstDays.filter((first) => first <= day).length - 1);
  }

  /** Show, of several bands about one edition, the one of the day. */
  function showBand(bands, day) {
    const all = [...bands.children];
    const now = phaseOn(all.map((band) => band.dataset.from), day);
    all.forEach((band, place) => { band.hidden = place !== now; });
    // What the margins of a printed page say, by way of the stylesheet
    if (bands.parentElement.matches(".document")) document.documentElement.dataset.printState = all[now].dataset.state;
  }

  /** Give a badge the word and the class of the day; one that only tells of a change stays hidden until then. */
  function showBadge(badge, day) {
    const later = badge.dataset.later.split(";").map((phase) => phase.split(" "));
    const first = badge.dataset.first || (badge.dataset.first = badge.dataset.mark);
    const marks = [first, ...later.map((phase) => phase[1])];
    const mark = marks[phaseOn([built.day, ...later.map((phase) => phase[0])], day)];
    badge.classList.replace(badge.dataset.mark, mark);
    badge.dataset.mark = mark;
    badge.textContent = built[mark.replace(/-(.)/g, (_, letter) => letter.toUpperCase())];
    if (badge.hasAttribute("data-silent")) badge.hidden = mark === first;
  }

  function keepUp() {
    let day;
    try {
      day = dayIn(built.zone, new Date());
    } catch {
      return; // a zone that this browser does not know: the page stays as built
    }
    document.querySelectorAll("[data-phases]").forEach((bands) => showBand(bands, day));
    document.querySelectorAll("[data-later]").forEach((badge) => showBadge(badge, day));
    const print = document.documentElement.dataset;
    if ("printDay" in print && day > built.day) print.printDay = day;
    const fresh = Date.parse(day) - Date.parse(built.day) <= FRESH;
    document.querySelectorAll("[data-built]").forEach((note) => { note.hidden = fresh; });
  }

  if ("asOf" in built) return;
  keepUp();
  addEventListener("pageshow", keepUp);
  addEventListener("beforeprint", keepUp);
  document.addEventListener("visibilitychange", keepUp);
  setInterval(keepUp, MINUTES * 60000);
})();
