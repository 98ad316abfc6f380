// Marks that scripts run, and puts the keyboard where a part of the page has just changed.
"use strict";
document.documentElement.classList.add("js");
document.addEventListener("htmx:after:swap", () => {
  const place = document.querySelector("#findings h2, #questions, #facts, #act");
  if (place) {
    place.tabIndex = -1;
    place.focus({ preventScroll: place.id === "facts" });
    if (place.id !== "facts") place.scrollIntoView({ block: "start" });
  }
});
document.addEventListener("htmx:before:request", () => {
  document.getElementById("notice").replaceChildren();
});
