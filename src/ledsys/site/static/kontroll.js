// Leads from a copy code to the place where the handbook tells of it. Without this script the pages are lists of links.
"use strict";

(() => {
  const status = document.querySelector(".said");
  const form = document.querySelector(".copy-form");

  /** Read a code as people type it: small letters, blanks, hyphens, O for 0, I and L for 1; null if it is none. */
  function read(text) {
    const code = text.replace(/[\s\u2010-\u2014\u2212._-]/g, "").toUpperCase().replace(/O/g, "0").replace(/[IL]/g, "1");
    return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(code) ? code : null;
  }

  /** On a page of codes: go to the one that was asked for, or say that there is none. */
  function arrive() {
    const asked = location.hash.slice(1); // a code needs no decoding
    if (!asked.startsWith("kod.")) return;
    const place = document.getElementById(asked);
    status.textContent = place ? "" : status.dataset.none;
    if (place) place.focus();
  }

  if (form) {
    const field = form.elements.kod;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = read(field.value);
      const page = code && `${code.slice(0, 2)}.html`;
      if (page && document.querySelector(`.shards a[href="${page}"]`)) {
        location.assign(`${page}#kod.${code}`);
        return;
      }
      status.textContent = code ? status.dataset.none : status.dataset.unlike;
      field.focus();
    });
  } else {
    arrive();
    addEventListener("hashchange", arrive);
  }
})();
