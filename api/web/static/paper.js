// A fact lights up its place on the paper, and a place its fact; the paper can be enlarged.
"use strict";
(() => {
  const desk = document.getElementById("desk");
  if (!desk) return;
  const lit = new Set();
  const dim = () => {
    for (const item of lit) item.classList.remove("lit");
    lit.clear();
  };
  const light = (item) => {
    item.classList.add("lit");
    lit.add(item);
  };
  const show = (fact) => {
    dim();
    const places = (fact.dataset.targets || "").split(" ").filter(Boolean)
      .map((id) => document.getElementById(id)).filter(Boolean);
    places.forEach(light);
    light(fact);
    if (places.length) bring(places[0]);
  };
  // moves the desk only, never the page that the person is reading
  const bring = (place) => {
    const box = place.getBoundingClientRect();
    const room = desk.getBoundingClientRect();
    if (box.top < room.top || box.bottom > room.bottom - 40) {
      desk.scrollTop += box.top - room.top - room.height / 3;
    }
    if (box.left < room.left || box.right > room.right) desk.scrollLeft += box.left - room.left - 20;
  };
  const owner = (event) => event.target.closest && event.target.closest("[data-targets]");
  document.addEventListener("mouseover", (event) => owner(event) && show(owner(event)));
  document.addEventListener("focusin", (event) => owner(event) && show(owner(event)));
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".place");
    if (!link) return;
    event.preventDefault();
    show(link.closest("[data-targets]"));
  });
  desk.addEventListener("click", (event) => {
    const rect = event.target.closest("rect");
    const fact = rect && document.getElementById(rect.dataset.fact);
    // a place without a fact beside it is opened by its link
    if (!fact) return;
    event.preventDefault();
    const folded = fact.closest("details");
    if (folded) folded.open = true;
    fact.scrollIntoView({ block: "center" });
    dim();
    light(fact);
    light(rect);
    (fact.querySelector(".place") || fact).focus({ preventScroll: true });
  });
  let zoom = 1;
  document.querySelector(".zoom")?.addEventListener("click", (event) => {
    const step = event.target.closest("button")?.dataset.zoom;
    if (step === undefined) return;
    zoom = step === "0" ? 1 : Math.min(4, Math.max(1, zoom + Number(step)));
    for (const size of [2, 3, 4]) desk.classList.toggle(`zoom-${size}`, size === zoom);
  });
})();
