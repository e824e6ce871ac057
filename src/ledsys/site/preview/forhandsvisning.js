"use strict";
// The preview's script: the server tells of every new state of the docs repo, and the page is fetched anew.
(() => {
  const shown = document.currentScript.dataset.state; // the state that this page was made of
  const news = new EventSource(new URL("/forhandsvisning.nytt", location.href));
  news.addEventListener("message", (event) => {
    if (event.data !== shown) {
      news.close();
      location.reload(); // the browser keeps the place in the text
    }
  });
})();
