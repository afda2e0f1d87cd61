// A figure in the table and its box on the page: pointing at one, or following its link, shows the other.
"use strict";

const shownBefore = () => document.querySelectorAll(".drawn .chosen");
const choose = (row, box) => {
  for (const before of shownBefore()) {
    before.classList.remove("chosen");
    before.removeAttribute("aria-current");
  }
  box.classList.add("chosen");
  row.classList.add("chosen");
  row.setAttribute("aria-current", "true");
};
const rowOf = (box) => document.querySelector(`.drawn tr[data-box="${CSS.escape(box.id)}"]`);
const labelOf = (box) => (box.closest("a")?.getAttribute("aria-label") ?? box.textContent).trim();
const bringRow = (row) => row.scrollIntoView({ block: "nearest" });

document.addEventListener("click", (event) => {
  const link = event.target.closest('.drawn a[href^="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const target = document.getElementById(link.getAttribute("href").slice(1));
  const row = target?.closest("tr[data-box]");
  if (!target) return;
  if (row) {
    // from a box to its row
    choose(row, document.getElementById(row.dataset.box));
    bringRow(row);
    row.querySelector("a").focus({ preventScroll: true });
  } else if (link.closest("tr[data-box]")) {
    // from a row to its box; the keyboard stays in the table
    choose(link.closest("tr"), target);
    window.bringIntoView(target);
    window.announce(labelOf(target));
  } else return;
  event.preventDefault();
  history.replaceState(null, "", link.getAttribute("href"));
});

document.addEventListener("DOMContentLoaded", () => {
  // a figure that shares its place has no box of its own: then it is the one that the page itself has marked
  const asked = location.hash.startsWith("#b-") && document.getElementById(location.hash.slice(1));
  const target = asked || document.querySelector(".source-frame .chosen[id^='b-']");
  const row = target && rowOf(target);
  if (!row) return;
  const exact = document.querySelector(".drawn tr.chosen") ?? row;
  choose(exact, target);
  const bring = () => {
    window.bringIntoView(target);
    bringRow(exact);
  };
  bring();
  // the browser follows the address to the box by itself, and leaves it at the very edge
  window.addEventListener("load", () => requestAnimationFrame(bring));
});
