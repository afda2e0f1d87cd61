// When a trial is over, the form to decide comes up: it was not there while nobody could know what it does.
"use strict";

document.addEventListener("htmx:after:swap", () => {
  const trial = document.getElementById("trial");
  const decide = document.getElementById("decide");
  if (!trial || trial.dataset.over !== "yes") return;
  if (trial.dataset.said) {
    window.announce(trial.dataset.said);
    if (decide) decide.hidden = false;
  }
});
