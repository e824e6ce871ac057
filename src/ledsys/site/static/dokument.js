// Makes a document's page easier to use: the list of contents follows the reader, and links to headings are copied by a
// click. Without it both are plain links.
"use strict";

(() => {
  const { copied } = document.currentScript.dataset;
  const status = document.body.appendChild(document.createElement("p"));
  status.className = "toast";
  status.setAttribute("role", "status");
  const SECONDS = 4;
  let clearing;

  function say(text) {
    status.textContent = text;
    clearTimeout(clearing);
    clearing = setTimeout(() => { status.textContent = ""; }, SECONDS * 1000);
  }

  /** Copy by selecting, for pages that are not served over https, where browsers offer no clipboard. */
  function copyBySelection(text) {
    const field = document.body.appendChild(document.createElement("textarea"));
    field.value = text;
    field.className = "spoken";
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }

  async function copy(link) {
    try {
      await navigator.clipboard.writeText(link.href);
    } catch {
      if (!copyBySelection(link.href)) return;
      link.focus({ preventScroll: true });
    }
    say(copied);
  }

  document.querySelectorAll("a.anchor").forEach((link) => {
    link.addEventListener("click", () => { copy(link); }); // and the page goes there, as for any link
  });

  /** Mark the section that the reader is in: the last whose heading has passed the upper third of the window. */
  function follow(contents) {
    const links = [...contents.querySelectorAll("a")];
    const headings = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
    let asked = false;
    function mark() {
      asked = false;
      const passed = headings.filter((heading) => heading && heading.getBoundingClientRect().top < innerHeight / 3);
      const current = headings.indexOf(passed[passed.length - 1]);
      links.forEach((link, place) => {
        if (place === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      });
    }
    function soon() {
      if (!asked) requestAnimationFrame(mark);
      asked = true;
    }
    addEventListener("scroll", soon, { passive: true });
    addEventListener("resize", soon);
    soon();
  }

  document.querySelectorAll("nav.contents").forEach(follow);
})();
