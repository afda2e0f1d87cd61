// The marked place comes into view by itself, within its frame: the page around it stays where it is.
"use strict";

const bringIntoView = (mark) => {
  const frame = mark.closest(".source-frame");
  if (!frame) return;
  const [of, at] = [frame.getBoundingClientRect(), mark.getBoundingClientRect()];
  frame.scrollTop += at.top - of.top - (of.height - at.height) / 2;
  // sideways only as far as is needed: the labels of the rows stand on the left
  const beyond = at.right + 24 - of.right;
  if (beyond > 0) frame.scrollLeft += beyond;
  if (at.left - 60 < of.left) frame.scrollLeft += at.left - of.left - 60;
};
const showMark = () => {
  const mark = document.querySelector(".source-frame .chosen, .source-frame .marked");
  if (mark) bringIntoView(mark);
};
document.addEventListener("DOMContentLoaded", showMark);
// Another place of the source came into the page: the keyboard stays where it was, and it is said what is shown.
let hadFocus = false;
document.addEventListener("htmx:before:swap", () => {
  hadFocus = Boolean(document.activeElement?.closest("#kilde"));
});
document.addEventListener("htmx:after:swap", (event) => {
  if (event.detail.ctx.target?.id !== "kilde") return;
  showMark();
  const frame = document.querySelector(".source-frame");
  if (!frame) return;
  // htmx finds the control that was pressed; on the last page there is none to go on with
  if (hadFocus && document.activeElement === document.body) frame.focus();
  window.announce(frame.getAttribute("aria-label"));
});
window.bringIntoView = bringIntoView;
