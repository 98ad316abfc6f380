// Files chosen or dropped, in an order that can be changed; progress of sending; a failure told in place.
"use strict";
(() => {
  const form = document.getElementById("upload");
  const input = document.getElementById("files");
  const list = document.getElementById("chosen");
  const trouble = document.getElementById("upload-problem");
  const drop = form.querySelector(".drop");
  const button = form.querySelector("button[type=submit]");
  const mega = 1000000;
  const limit = Number(form.dataset.limit);
  const together = document.getElementById("together");
  let files = [];

  const tell = (text) => {
    trouble.hidden = !text;
    trouble.textContent = text;
  };
  const small = (text, label, action) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet";
    made.textContent = text;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", action);
    return made;
  };
  const draw = () => {
    list.replaceChildren(...files.map((file, place) => {
      const row = document.createElement("li");
      row.append(`${file.name}, ${(file.size / mega).toFixed(1).replace(".", ",")} МБ`);
      if (place > 0) {
        row.append(small("выше", `Поставить ${file.name} выше`, () => {
          files.splice(place - 1, 2, files[place], files[place - 1]);
          draw();
        }));
      }
      row.append(small("убрать", `Убрать ${file.name}`, () => {
        files.splice(place, 1);
        draw();
      }));
      return row;
    }));
    list.hidden = files.length === 0;
    if (together) together.hidden = files.length < 2;
    input.required = files.length === 0;
  };
  const take = (more) => {
    tell("");
    files = [...files, ...more];
    const empty = files.find((file) => file.size === 0);
    const huge = files.find((file) => file.size > limit * mega);
    if (empty) tell(`Файл «${empty.name}» пуст. Выберите другой файл. Код: file-empty`);
    if (huge) tell(`Файл «${huge.name}» больше ${limit} МБ. Разделите его на части. Код: file-too-large`);
    files = files.filter((file) => file !== empty && file !== huge);
    draw();
  };
  const busy = (on, text = "") => {
    document.getElementById("sending").hidden = !on;
    document.getElementById("stage").textContent = text;
    button.disabled = on;
  };
  const failed = (page) => {
    busy(false);
    const told = new DOMParser().parseFromString(page, "text/html").querySelector(".problem");
    tell("");
    trouble.hidden = false;
    if (told) trouble.replaceChildren(...told.childNodes);
    else trouble.textContent = "Связь с сервером прервалась. Проверьте, что Свод запущен, и повторите.";
  };

  draw();
  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop") take(event.dataTransfer.files);
    });
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!files.length) return tell("Файл не выбран. Выберите файл и повторите.");
    tell("");
    const body = new FormData(form);
    body.delete("files");
    for (const file of files) body.append("files", file, file.name);
    const sent = document.getElementById("sent");
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (step) => {
      if (step.lengthComputable) sent.value = (100 * step.loaded) / step.total;
    });
    request.upload.addEventListener("load", () => {
      sent.removeAttribute("value");
      busy(true, "Файлы переданы.");
    });
    request.addEventListener("load", () => {
      if (request.status < 400) location.assign(request.responseURL);
      else failed(request.responseText);
    });
    request.addEventListener("error", () => failed(""));
    request.open("POST", form.action);
    busy(true, "Передаём файлы…");
    request.send(body);
  });
})();
