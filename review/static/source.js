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
document.addEventListener("htmx:after:swap", showMark);
window.bringIntoView = bringIntoView;
