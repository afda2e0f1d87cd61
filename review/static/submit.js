// Dropping files on the page, and telling at once what is too much; without it the form works as it is.
"use strict";

const sendForm = document.getElementById("send");
const filesField = document.getElementById("files");
const megabyte = 1024 * 1024;

const tooMuch = () => {
  const sizes = [...filesField.files].map((file) => file.size);
  const { most, each, total, tooMany, tooLarge } = sendForm.dataset;
  if (sizes.length > Number(most)) return tooMany;
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return sizes.some((size) => size > each * megabyte) || all > total * megabyte ? tooLarge : "";
};
const say = (text) => {
  document.getElementById("send-said").textContent = text;
};

document.getElementById("drop-hint").hidden = false;
sendForm.addEventListener("submit", (event) => {
  const problem = tooMuch();
  say(problem || sendForm.dataset.sending);
  if (problem) event.preventDefault();
});
filesField.addEventListener("change", () => say(tooMuch()));
for (const name of ["dragenter", "dragover"]) {
  sendForm.addEventListener(name, (event) => {
    event.preventDefault();
    sendForm.classList.add("over");
  });
}
sendForm.addEventListener("dragleave", () => sendForm.classList.remove("over"));
sendForm.addEventListener("drop", (event) => {
  event.preventDefault();
  sendForm.classList.remove("over");
  if (!event.dataTransfer.files.length) return;
  filesField.files = event.dataTransfer.files;
  sendForm.requestSubmit();
});
// a file that is dropped beside the place for it must not be opened instead of the page
for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());

// a file may be tried before the page is here: then nothing is swapped any more, and it is told at once
const tell = () => {
  const waiting = document.getElementById("waiting");
  if (waiting?.querySelector("article")) window.announce(waiting.dataset.said);
};
document.addEventListener("htmx:after:swap", tell);
tell();
