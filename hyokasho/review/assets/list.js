// The list of documents: / goes to the search.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.closest("input, select, textarea")) {
    event.preventDefault();
    document.getElementById("search").focus();
  }
});
