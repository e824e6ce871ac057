"use strict";
// The preview's script: the server tells of every new state of the docs repo, and the page is fetched anew.
(() => {
  const here = new URL("/forhandsvisning.nytt", location.href);
  let known = "";
  new EventSource(here).addEventListener("message", (event) => {
    if (known && event.data !== known) {
      location.reload(); // the browser keeps the place in the text
    }
    known = event.data;
  });
})();
