// One sheet, several writers: a cell is sent when its writer pauses, what others wrote arrives each
// second, and nobody overwrites what they have not seen.

const root = document.querySelector("[data-sheets]");
const PAUSE = 500;
const EVERY = 1000;
let known = root ? root.dataset.revision : "";
let first = true;

const forms = () => document.querySelectorAll("form[data-sheet]");
const formOf = (place) => [...forms()].find((form) => form.dataset.sheet === place);
const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
const cellOf = (form, path) => form.querySelector(`[data-cell="${CSS.escape(path)}"]`);
const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
const waiting = new Map();
const dirty = new Set();

const say = (form, kind, text) => {
  const place = form.querySelector("[data-saved]");
  place.className = `saved${kind ? ` saved--${kind}` : ""}`;
  place.textContent = text;
};

const wrong = (form, text) => {
  const place = form.querySelector("[data-error]");
  place.hidden = !text;
  place.textContent = text;
};

const keyOf = (form, path) => `${form.dataset.sheet}|${path}`;

const post = async (form, fields, ending = "") =>
  fetch(form.getAttribute("action") + ending, {
    method: "POST",
    headers: { Accept: "application/json", "X-CSRFToken": token() },
    body: fields,
  });

const fieldsFor = (form, path) => {
  const fields = new FormData(form);
  fields.delete("csrfmiddlewaretoken");
  const field = path ? cellOf(form, path) : null;
  fields.set("path", path);
  fields.set("based_on", field ? field.dataset.revision : form.dataset.wholeRevision ?? "0");
  return fields;
};

const send = async (form, path) => {
  const key = keyOf(form, path);
  const before = path ? valueOf(cellOf(form, path)) : null;
  say(form, "", root.dataset.saving);
  try {
    const answer = await post(form, fieldsFor(form, path));
    const told = await answer.json();
    if (answer.status === 400) {
      wrong(form, told.sentence);
      say(form, "wrong", told.sentence);
      dirty.delete(key);
      return;
    }
    wrong(form, "");
    for (const cell of told.cells) settle(form, path, cell);
    const now = path ? valueOf(cellOf(form, path)) : null;
    if (now === before) dirty.delete(key);
    if (answer.ok) say(form, "ok", root.dataset.done);
  } catch {
    say(form, "waits", root.dataset.waiting);
    waiting.set(key, setTimeout(() => send(form, path), 3000));
  }
};

const settle = (form, sent, cell) => {
  const field = sent ? cellOf(form, sent) : null;
  if ("theirs" in cell) {
    showClash(form, sent, cell);
    return;
  }
  if (field) {
    field.dataset.revision = cell.revision;
    if (cell.path !== sent) rename(field, cell.path);
  } else {
    form.dataset.wholeRevision = cell.revision;
  }
};

const rename = (field, path) => {
  field.dataset.cell = path;
  field.name = `cell:${path}`;
};

const button = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "utrecht-button utrecht-button--secondary-action";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
};

const quote = (label, value) => {
  const line = document.createElement("div");
  const head = document.createElement("p");
  head.textContent = label;
  const text = document.createElement("p");
  text.className = "clash__text";
  text.dir = "auto";
  text.textContent = typeof value === "string" ? value : JSON.stringify(value);
  line.append(head, text);
  return line;
};

const showClash = (form, path, cell) => {
  const field = path ? cellOf(form, path) : null;
  const place = field ? field.closest(".cell") : form.querySelector("fieldset");
  place.querySelector(".clash")?.remove();
  const box = document.createElement("div");
  box.className = "clash";
  box.setAttribute("role", "alert");
  const choose = (mine) => {
    box.remove();
    if (field) field.dataset.revision = cell.revision;
    else form.dataset.wholeRevision = cell.revision;
    if (mine) {
      dirty.add(keyOf(form, path));
      send(form, path);
    } else {
      dirty.delete(keyOf(form, path));
      if (field) put(field, cell.theirs);
      else location.reload();
    }
    field?.focus();
  };
  box.append(
    quote(root.dataset.clash, cell.theirs),
    quote(root.dataset.yours, cell.mine),
    button(root.dataset.keepMine, () => choose(true)),
    button(root.dataset.takeTheirs, () => choose(false)),
  );
  place.append(box);
  say(form, "wrong", root.dataset.clash);
};

const put = (field, value) => {
  if (field.type === "checkbox") field.checked = Boolean(value);
  else field.value = value ?? "";
};

const byLine = (field, held, form) => {
  const cell = field.closest(".cell");
  cell.querySelector(".cell__by")?.remove();
  if (!held.by) return;
  const line = document.createElement("p");
  line.className = "cell__by";
  line.append(`${root.dataset.by} ${held.by}`);
  if (root.dataset.undoUrl) {
    const back = document.createElement("button");
    back.type = "button";
    back.className = "link-button";
    back.textContent = root.dataset.undo;
    back.addEventListener("click", () => undo(form, field));
    line.append(back);
  }
  cell.append(line);
};

const undo = async (form, field) => {
  const fields = new FormData();
  fields.set("path", field.dataset.cell);
  fields.set("based_on", field.dataset.revision);
  const answer = await post(form, fields, "terug/");
  if (!answer.ok) say(form, "wrong", (await answer.json()).sentence);
  await poll();
};

// A cell that is new to this page needs a row or card of its own.
const fieldFor = (form, path) => {
  const found = cellOf(form, path);
  if (found) return found;
  for (let tries = 0; tries < 60; tries += 1) {
    const more = form.querySelector("[data-more]");
    if (!more) return null;
    const active = document.activeElement;
    more.click();
    active?.focus?.({ preventScroll: true });
    const made = cellOf(form, path);
    if (made) return made;
  }
  return null;
};

const take = (form, path, held) => {
  if (path === "") {
    if (form.dataset.wholeRevision !== String(held.revision)) takeWhole(form, held);
    return;
  }
  const field = fieldFor(form, path);
  if (!field || dirty.has(keyOf(form, path)) || field.closest(".cell").querySelector(".clash")) return;
  const changed = field.dataset.revision !== String(held.revision);
  if (changed && !first && valueOf(field) !== held.value) freshen(field.closest(".cell"));
  if (changed) put(field, held.value);
  field.dataset.revision = held.revision;
  byLine(field, held, form);
};

const takeWhole = (form, held) => {
  if (dirty.has(keyOf(form, ""))) return;
  form.dataset.wholeRevision = held.revision;
  const value = held.value;
  const chosen = value && value.chosen ? [].concat(value.chosen) : [String(value ?? "")];
  for (const field of form.elements) {
    if (field.type === "radio" || field.type === "checkbox") field.checked = chosen.includes(field.value);
    else if (field.name === "value" && field !== document.activeElement) field.value = value ?? "";
    else if (field.name?.startsWith("namely:")) field.value = value?.namely?.[field.name.slice(7)] ?? "";
  }
};

const freshen = (cell) => {
  cell.classList.add("cell--fresh");
  setTimeout(() => cell.classList.remove("cell--fresh"), 4000);
};

const poll = async () => {
  let answer;
  try {
    answer = await fetch(`${root.dataset.stand}?sinds=${first ? "" : known}`, { headers: { Accept: "application/json" } });
  } catch {
    return;
  }
  if (answer.status !== 200) return;
  const told = await answer.json();
  known = String(told.revision);
  const there = [...forms()].map((form) => form.dataset.sheet);
  if (told.asked.join("|") !== there.join("|") && !dirty.size && !document.activeElement?.closest("textarea, input")) {
    location.reload();
    return;
  }
  for (const [place, cells] of Object.entries(told.cells)) {
    const form = formOf(place);
    if (form) for (const [path, held] of Object.entries(cells)) take(form, path, held);
  }
  first = false;
};

const soon = (form, path, pause) => {
  const key = keyOf(form, path);
  dirty.add(key);
  clearTimeout(waiting.get(key));
  waiting.set(key, setTimeout(() => send(form, path), pause));
};

const pathOf = (field) => field.dataset.cell ?? "";
if (root) {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-sheet]");
    if (form) soon(form, pathOf(event.target), PAUSE);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-sheet]");
    if (form) soon(form, pathOf(event.target), 0);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-sheet]")) event.preventDefault();
  });
  const rounds = async () => {
    await poll();
    setTimeout(rounds, EVERY);
  };
  rounds();
}
