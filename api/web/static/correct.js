// Lines of a paper one after another by the keyboard: Enter keeps a line as it stands and opens the next doubtful one.
"use strict";
(() => {
  const notice = document.getElementById("notice");
  const lines = () => [...document.querySelectorAll(".read-line")];
  const next = (line, step) => {
    const all = lines();
    const rest = step > 0 ? all.slice(all.indexOf(line) + 1) : all.slice(0, Math.max(0, all.indexOf(line))).reverse();
    return rest.find((item) => item.classList.contains("doubtful"));
  };
  const field = (line) => line.querySelector("textarea");
  // the first doubtful word is chosen: typing replaces it, Enter agrees with it
  const choose = (line) => {
    const area = field(line);
    let place = 0;
    for (const piece of line.querySelector("summary").childNodes) {
      if (piece.nodeName === "MARK") return area.setSelectionRange(place, place + piece.textContent.length);
      place += piece.textContent.length;
    }
    area.setSelectionRange(area.value.length, area.value.length);
  };
  const open = (line) => {
    for (const other of lines()) if (other !== line) other.open = false;
    line.open = true;
    field(line).focus({ preventScroll: true });
    choose(line);
    line.scrollIntoView({ block: "center" });
  };
  const onward = (line) => {
    const doubts = document.getElementById("doubts");
    const there = next(line, 1) || lines().find((item) => item.classList.contains("doubtful"));
    if (there) open(there);
    else if (doubts.dataset.next) location.assign(doubts.dataset.next);
    else {
      doubts.focus();
      doubts.scrollIntoView({ block: "center" });
    }
  };
  const complain = (page) => {
    const told = page && page.querySelector(".problem");
    const shown = document.createElement("div");
    shown.className = "problem";
    shown.textContent = "Связь с сервером прервалась. Проверьте, что Свод запущен, и повторите.";
    notice.replaceChildren(told ? document.importNode(told, true) : shown);
    notice.scrollIntoView({ block: "center" });
  };
  const put = (page, id) => {
    const fresh = page.getElementById(id);
    if (fresh) document.getElementById(id).replaceWith(document.importNode(fresh, true));
  };
  const send = async (line, form, submitter) => {
    const undo = submitter && submitter.hasAttribute("formaction");
    const button = submitter || form.querySelector("button");
    const address = undo ? submitter.getAttribute("formaction") : form.action;
    notice.replaceChildren();
    button.disabled = true;
    try {
      const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok) return complain(page);
      put(page, line.id);
      put(page, "doubts");
      const fresh = document.getElementById(line.id);
      fresh.open = false;
      if (!undo) return onward(fresh);
      open(fresh);
    } catch {
      complain(null);
    } finally {
      button.disabled = false;
    }
  };

  document.addEventListener("submit", (event) => {
    const line = event.target.closest(".read-line");
    if (!line) return;
    event.preventDefault();
    send(line, event.target, event.submitter);
  });
  document.addEventListener("keydown", (event) => {
    const line = event.target.closest && event.target.closest(".read-line");
    if (event.altKey && (event.code === "ArrowDown" || event.code === "ArrowUp")) {
      const there = next(line, event.code === "ArrowDown" ? 1 : -1);
      if (there) {
        event.preventDefault();
        open(there);
      }
    } else if (line && event.target.nodeName === "TEXTAREA" && !event.isComposing) {
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        event.target.form.requestSubmit();
      } else if (event.key === "Escape") {
        field(line).value = field(line).defaultValue;
        line.open = false;
        line.querySelector("summary").focus();
      }
    }
  });
  // a line that a person opens is ready to be typed in
  document.addEventListener("click", (event) => {
    const summary = event.target.closest && event.target.closest(".read-line > summary");
    if (!summary || summary.parentElement.open) return;
    event.preventDefault();
    open(summary.parentElement);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("#review");
    const there = link && lines().find((item) => item.classList.contains("doubtful"));
    if (!there) return;
    event.preventDefault();
    open(there);
  });
  const opened = document.querySelector(".read-line[open]");
  if (opened) open(opened);
})();
