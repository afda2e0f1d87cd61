// What every page does beyond links and forms; without it everything still works.
"use strict";

// htmx sends the word that proves a request comes from this page
document.addEventListener("htmx:config:request", (event) => {
  const request = event.detail.ctx && event.detail.ctx.request;
  if (request && document.body.dataset.csrf) request.headers["X-CSRF-Token"] = document.body.dataset.csrf;
});

// A sign-in that has ended is told once, where the answer would have stood, and what asks by itself asks no more.
document.addEventListener("htmx:response:error", (event) => {
  const { response, target } = event.detail.ctx;
  const notice = document.getElementById("signed-out");
  if (response.status !== 401 || !notice?.hidden) return;
  target.before(notice);
  notice.hidden = false;
  window.announce(notice.textContent);
});
document.addEventListener("htmx:config:request", (event) => {
  const isOver = document.getElementById("signed-out")?.hidden === false;
  if (isOver && event.detail.ctx.sourceEvent?.type === "every") event.preventDefault();
});

// Single keys: an element with data-key="k" is clicked or focused. Never while somebody writes, never with Ctrl, Alt or
// Meta, and only where the person has not switched them off.
const WRITING = "input:not([type=checkbox]):not([type=radio]):not([type=submit]), textarea, select, [contenteditable]";
document.addEventListener("keydown", (event) => {
  if (!("shortcuts" in document.body.dataset) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.closest(WRITING) || document.querySelector("dialog[open]")) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches(WRITING)) found.focus();
  else found.click();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.closest(WRITING)) event.target.blur();
});

// A dialog is opened by a button with data-opens="id" and closed by one with data-closes.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens).showModal();
  const closer = event.target.closest("[data-closes]");
  if (closer) closer.closest("dialog").close();
  const printer = event.target.closest("[data-prints]");
  if (printer) window.print();
});

// A form is sent once: the second press of an impatient hand does nothing.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
  setTimeout(() => delete event.target.dataset.sent, 5000);
});

// Something happened that a screen reader should say.
window.announce = (text) => {
  document.getElementById("announce").textContent = text;
};
