// A document beside its source: what is pointed at on one side is marked on the other.
// A record has data-key; what stands for it on the source has data-k, the keys of all records it belongs to, smallest last.
"use strict";
(() => {
  const source = document.querySelector(".original");
  const read = document.querySelector(".reading");
  const said = document.getElementById("said");
  const position = document.getElementById("position");
  const records = new Map([...read.querySelectorAll("[data-key]")].map((element) => [element.dataset.key, element]));
  const places = new Map();
  for (const element of source.querySelectorAll("[data-k]")) {
    for (const key of element.dataset.k.split(" ")) {
      if (!places.has(key)) places.set(key, []);
      places.get(key).push(element);
    }
  }
  const stops = [...read.querySelectorAll(".stop")];
  let near = [];
  let here = [];
  let stop = -1;

  const both = (key) => [records.get(key), ...(places.get(key) || [])].filter(Boolean);

  function mark(elements, name) {
    for (const element of elements) element.classList.add(name);
    return elements;
  }

  function unmark(elements, name) {
    for (const element of elements) element.classList.remove(name);
    return [];
  }

  function point(key) {
    near = unmark(near, "near");
    if (key) near = mark(both(key), "near");
  }

  function within(pane, element) {
    const a = pane.getBoundingClientRect();
    const b = element.getBoundingClientRect();
    return b.top >= a.top && b.bottom <= a.bottom;
  }

  function show(pane, element) {
    for (let up = element.parentElement; up && up !== pane; up = up.parentElement) {
      if (up.tagName === "DETAILS") up.open = true;
    }
    if (!within(pane, element)) element.scrollIntoView({ block: "center", behavior: "auto" });
  }

  function select(key, focus) {
    here = unmark(here, "here");
    if (!key) return;
    here = mark(both(key), "here");
    const place = (places.get(key) || [])[0];
    const record = records.get(key);
    if (place) show(source, place);
    if (record) show(read, record);
    if (focus && record) (record.querySelector("a.label, a") || record).focus({ preventScroll: true });
    said.textContent = record ? (place ? place.closest("[data-page], .line") ? label(place) : "" : said.dataset.none) : said.dataset.missing;
  }

  function label(place) {
    const sheet = place.closest("[data-page]");
    return sheet ? sheet.querySelector("figcaption").textContent : place.closest(".line").dataset.n;
  }

  function keyOnSource(target) {
    const element = target.closest("[data-k]");
    if (!element) return null;
    return element.dataset.k.split(" ").reverse().find((key) => records.has(key)) || null;
  }

  function keyOfRecord(target) {
    const element = target.closest("[data-key]");
    if (!element) return null;
    const whole = element.parentElement.closest("[data-key]"); // an option without a place of its own is shown by its item
    return whole && !places.has(element.dataset.key) ? whole.dataset.key : element.dataset.key;
  }

  source.addEventListener("pointerover", (event) => point(keyOnSource(event.target)));
  source.addEventListener("pointerleave", () => point(null));
  source.addEventListener("click", (event) => {
    const key = keyOnSource(event.target);
    if (key && !String(getSelection())) select(key, true);
  });
  read.addEventListener("pointerover", (event) => point(keyOfRecord(event.target)));
  read.addEventListener("pointerleave", () => point(null));
  read.addEventListener("focusin", (event) => point(keyOfRecord(event.target)));
  read.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && !link.classList.contains("label")) return;
    const key = keyOfRecord(event.target);
    if (!key || event.target.closest("button, input, summary") || (!link && String(getSelection()))) return;
    if (link) event.preventDefault();
    select(key, false);
  });

  function count() {
    if (!position) return;
    position.textContent = stops.length ? `${stop < 0 ? "" : `${stop + 1} / `}${stops.length} ${position.dataset.said}` : position.dataset.none;
    for (const id of ["previous", "next"]) document.getElementById(id).disabled = stops.length === 0;
  }

  function step(by) {
    if (!stops.length) return;
    stop = stop < 0 && by < 0 ? stops.length - 1 : (stop + by + stops.length) % stops.length;
    count();
    select(stops[stop].dataset.key, true);
  }

  function turn(by) {
    const sheets = [...source.querySelectorAll(".sheet, .chunk")];
    const top = source.getBoundingClientRect().top + 12; // a little more than the pane's scroll-padding
    const at = sheets.findLastIndex((sheet) => sheet.getBoundingClientRect().top <= top);
    const to = sheets[Math.min(sheets.length - 1, Math.max(0, at + by))];
    if (to) {
      to.scrollIntoView({ block: "start", behavior: "auto" });
      const caption = to.querySelector("figcaption");
      said.textContent = caption ? caption.textContent : to.firstElementChild.dataset.n;
    }
  }

  const help = document.getElementById("help");
  const keys = {
    n: () => step(1), p: () => step(-1), "]": () => turn(1), "[": () => turn(-1), "?": () => help.showModal(),
    e: () => { const edit = here.length && here[0].querySelector(".edit"); if (edit) location.assign(edit.href); },
    Escape: () => { point(null); select(null); stop = -1; count(); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    if (event.target.closest("input, select, textarea, dialog")) return;
    const action = keys[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  for (const [id, action] of [["next", keys.n], ["previous", keys.p], ["keys", keys["?"]]]) {
    const button = document.getElementById(id);
    if (button) button.addEventListener("click", action);
  }
  source.addEventListener("error", (event) => {
    if (event.target.tagName === "IMG") event.target.parentElement.querySelector(".lost").hidden = false;
  }, true);

  function arrive() {
    const key = decodeURIComponent(location.hash.slice(1));
    if (records.has(key)) select(key, true);
  }
  addEventListener("hashchange", arrive);
  const form = read.querySelector("form[data-item]");
  count();
  if (form) select(form.dataset.item, false);
  else arrive();
  addEventListener("load", () => requestAnimationFrame(() => form || arrive())); // the browser's own jump drops the focus
})();
