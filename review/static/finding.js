// What makes settling a finding quick: suggestions fill the field, opened choices take the focus, texts are copied.
"use strict";

document.addEventListener("DOMContentLoaded", () => document.body.classList.add("scripted"));

document.addEventListener("click", (event) => {
  const filler = event.target.closest("[data-fills]");
  if (!filler) return;
  event.preventDefault();
  const value = filler.dataset.fills;
  const form = filler.closest("form");
  const choice = form.querySelector(`input[type=radio][name=vaerdi][value="${CSS.escape(value)}"]`);
  const field = choice || form.querySelector("[name=vaerdi]");
  if (choice) choice.checked = true;
  else field.value = value;
  if (filler.dataset.figure && form.elements.tal) form.elements.tal.value = filler.dataset.figure;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});

// opened and focused in one go: whoever presses the key and types on at once shall not miss the field
document.addEventListener("click", (event) => {
  const summary = event.target.closest("details.act > summary");
  if (!summary) return;
  event.preventDefault();
  const act = summary.parentElement;
  act.open = !act.open;
  if (!act.open) return;
  act.querySelector("input:not([type=hidden])").focus();
  act.querySelector("form").dispatchEvent(new Event("opened")); // what it would lead to is told before it is done
});

document.addEventListener("click", async (event) => {
  const copier = event.target.closest("[data-copies]");
  if (!copier) return;
  await navigator.clipboard.writeText(document.getElementById(copier.dataset.copies).textContent);
  window.announce(copier.dataset.copied);
  copier.textContent = copier.dataset.copied;
});
