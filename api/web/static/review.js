// Cells one after another by the keyboard: what a key says is shown at once and sent in turn; when everything is
// sent, the page is asked for anew, because a decision may settle or raise other questions.
"use strict";
(() => {
  const notice = document.getElementById("notice");
  const waiting = [];
  let sending = false;

  const review = () => document.getElementById("review");
  const cards = () => [...document.querySelectorAll("#review .cards .card-entry")];
  const said = { agree: "верно", reject: "не вносить", undo: "вернуть", other: "исправлено" };

  const mark = (card, choice) => {
    card.classList.remove("look-open", "look-decided", "look-rejected");
    card.classList.add(choice === "undo" ? "look-open" : choice === "reject" ? "look-rejected" : "look-decided");
    const told = card.querySelector(".read");
    const badge = told.querySelector(".state") || told.appendChild(document.createElement("span"));
    badge.className = choice === "undo" ? "state" : choice === "reject" ? "state" : "state state-in_force";
    badge.textContent = choice.startsWith("=") ? `теперь ${choice.slice(1)}` : said[choice];
  };
  const next = (card) => {
    const all = cards();
    const place = all.indexOf(card);
    const open = all.slice(place + 1).find((item) => item.classList.contains("look-open"));
    (open || all.find((item) => item.classList.contains("look-open")) || document.getElementById("act")).focus();
  };
  const complain = async (answer) => {
    const page = answer ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const told = page && page.querySelector(".problem");
    const shown = document.createElement("div");
    shown.className = "problem";
    shown.textContent = "Связь с сервером прервалась. Проверьте, что Свод запущен, и повторите.";
    notice.replaceChildren(told ? document.importNode(told, true) : shown);
  };
  const refresh = async () => {
    const focused = document.activeElement && document.activeElement.closest("[id]");
    const id = focused && review().contains(focused) ? focused.id : "";
    const answer = await fetch(location.pathname + location.search, { headers: { "HX-Request": "true" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (waiting.length) return;
    review().replaceWith(document.importNode(page.getElementById("review"), true));
    document.querySelector(".whole").replaceWith(document.importNode(page.querySelector(".whole"), true));
    const place = id && document.getElementById(id);
    if (place) place.focus();
  };
  const drain = async () => {
    if (sending) return;
    sending = true;
    while (waiting.length) {
      const [address, body] = waiting[0];
      try {
        const answer = await fetch(address, { method: "POST", body, headers: { "HX-Request": "true" } });
        if (!answer.ok) await complain(answer);
      } catch {
        await complain(null);
      }
      waiting.shift();
    }
    sending = false;
    await refresh();
  };
  const decide = (card, choice, other = "") => {
    notice.replaceChildren();
    mark(card, choice);
    waiting.push([card.querySelector("form").action, new URLSearchParams({ choice, other })]);
    next(card);
    drain();
  };

  document.addEventListener("submit", (event) => {
    const card = event.target.closest(".card-entry[data-entry]");
    if (!card) return;
    event.preventDefault();
    const field = event.target.elements.other;
    const other = field ? field.value.trim() : "";
    const pressed = document.activeElement === field || !event.submitter ? "other" : event.submitter.value;
    if (pressed === "other" && !other) return field.focus();
    decide(card, pressed, other);
  });

  const keys = { Enter: "agree", NumpadEnter: "agree", Delete: "reject", Backspace: "undo", KeyY: "=н" };
  for (const digit of "12345") {
    keys[`Digit${digit}`] = `=${digit}`;
    keys[`Numpad${digit}`] = `=${digit}`;
  }
  const moves = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
  document.addEventListener("keydown", (event) => {
    const card = event.target.closest && event.target.closest(".card-entry");
    if (event.ctrlKey || event.altKey || event.metaKey || !card || event.target !== card) return steps(event);
    if (moves[event.code]) {
      const all = cards();
      const to = all[all.indexOf(card) + moves[event.code]];
      if (to) {
        event.preventDefault();
        to.focus();
      }
      return;
    }
    const choice = keys[event.code];
    const possible = choice && card.querySelector(`button[value="${choice}"]`);
    if (!possible) return;
    event.preventDefault();
    decide(card, choice);
  });

  // arrows walk over the table of the page
  const steps = (event) => {
    const link = event.target.closest && event.target.closest(".sheet-table a");
    if (!link || !event.code.startsWith("Arrow")) return;
    const cell = link.parentElement;
    const rows = [...cell.closest("table").rows];
    const down = { ArrowDown: 1, ArrowUp: -1 }[event.code] || 0;
    const across = { ArrowRight: 1, ArrowLeft: -1 }[event.code] || 0;
    let row = rows.indexOf(cell.parentElement);
    let column = cell.cellIndex;
    for (;;) {
      row += down;
      column += across;
      const there = rows[row] && rows[row].cells[column];
      if (!there) return;
      const found = there.querySelector("a");
      if (!found) continue;
      event.preventDefault();
      found.focus();
      return;
    }
  };

  // a cell of the table or of the picture opens its card, where there is one on the page
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".sheet-table a[data-entry]");
    const card = link && document.getElementById(`e-${link.dataset.entry}`);
    if (!card) return;
    event.preventDefault();
    card.focus();
    card.scrollIntoView({ block: "center" });
  });
})();
