// What was typed and not taken, because the sign-in had ended or something failed, stands in its form again afterwards:
// kept in this tab alone, for the same person and page, until a page of theirs comes that is no refusal.
"use strict";

const UNSENT = "afrapport-unsent";
const TYPED = "input:not([type=hidden]), select, textarea";
const formsWithText = () => [...document.querySelectorAll("main form[method=post]:not(:has([type=password], [type=file]))")];
const ticked = (field) => field.matches("[type=radio], [type=checkbox]");
const nameOfForm = (form) =>
  [form.getAttribute("action"), form.querySelector("[type=hidden][name=handling]")?.value].join();
const nameOfField = (field) => (ticked(field) ? `${field.name}=${field.value}` : field.name);

const keepTyped = (forms, address, refused) => {
  const typed = forms.map((form) => [
    nameOfForm(form),
    [...form.querySelectorAll(TYPED)].map((field) => [nameOfField(field), ticked(field) ? field.checked : field.value]),
  ]);
  const path = new URL(address, location).pathname;
  sessionStorage.setItem(UNSENT, JSON.stringify({ person: document.body.dataset.person, path, refused, typed }));
};
const fill = (form, values) => {
  for (const field of form.querySelectorAll(TYPED)) {
    const value = values.get(nameOfField(field));
    if (value === undefined) continue;
    const folded = field.closest("details");
    if (folded && !ticked(field) && value !== field.value) folded.open = true;
    field[ticked(field) ? "checked" : "value"] = value;
  }
};
const bringBack = () => {
  const kept = JSON.parse(sessionStorage.getItem(UNSENT));
  const person = document.body.dataset.person;
  if (!kept) return;
  if (!person || document.querySelector("[data-refused]")) {
    sessionStorage.setItem(UNSENT, JSON.stringify({ ...kept, refused: true }));
    return;
  }
  sessionStorage.removeItem(UNSENT);
  if (!kept.refused || kept.person !== person || kept.path !== location.pathname) return;
  const typed = new Map(kept.typed);
  for (const form of formsWithText()) fill(form, new Map(typed.get(nameOfForm(form)) ?? []));
};

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("action") === "/log-ud") sessionStorage.removeItem(UNSENT);
  else if (!event.defaultPrevented && formsWithText().includes(form)) keepTyped([form], form.action, false);
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("#signed-out a");
  if (link) keepTyped(formsWithText(), location.href, true);
});
bringBack();
