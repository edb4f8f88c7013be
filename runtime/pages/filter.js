// Filters the list of operations, and collapses it on small screens.

const field = document.getElementById("filter");
const links = [...document.querySelectorAll(".side a[data-words]")];
const nothing = document.querySelector(".side .nothing");

function filter() {
  const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const link of links) {
    const text = link.dataset.words.toLowerCase();
    const fits = words.every((word) => text.includes(word));
    link.parentElement.hidden = !fits;
    shown += fits ? 1 : 0;
  }
  for (const section of document.querySelectorAll(".side section")) {
    section.hidden = !section.querySelector("li:not([hidden])");
  }
  nothing.hidden = shown > 0;
}

field.parentElement.hidden = false;
field.addEventListener("input", filter);
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    field.focus();
  }
  if (event.key === "Escape" && event.target === field) {
    field.value = "";
    filter();
  }
});

const fold = document.querySelector(".side-fold");
const narrow = window.matchMedia("(max-width: 60rem)");
const setFold = () => { fold.open = !narrow.matches; };
narrow.addEventListener("change", setFold);
setFold();
fold.addEventListener("click", (event) => {
  if (narrow.matches && event.target.closest("a")) fold.open = false;
});
