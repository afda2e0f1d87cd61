// The marked place comes into view by itself, within its frame: the page around it stays where it is.
"use strict";

const bringIntoView = (mark) => {
  const frame = mark.closest(".source-frame");
  if (!frame) return;
  const [of, at] = [frame.getBoundingClientRect(), mark.getBoundingClientRect()];
  frame.scrollTop += at.top - of.top - (of.height - at.height) / 2;
  frame.scrollLeft += at.left - of.left - (of.width - at.width) / 2;
};
const showMark = () => {
  const mark = document.querySelector(".source-frame .chosen, .source-frame .marked");
  if (mark) bringIntoView(mark);
};
document.addEventListener("DOMContentLoaded", showMark);
document.addEventListener("htmx:after:swap", showMark);
window.bringIntoView = bringIntoView;
