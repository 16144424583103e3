// One sheet, several writers: a cell is sent when its writer pauses, what others wrote arrives each
// second, and nobody overwrites what they have not seen.

import { clashIn, showClash, typedOn } from "./clash.js";
import { isTouched, put, valueOf } from "./fields.js";
import { anew, backInPlace, cellOf, forms, isTyping, keyOf, link, root, say, wrong } from "./sheet_page.js";
import { fieldFor, settleRows } from "./sheet_rows.js";
import { isFinal, isJson, post, wordOf } from "./word_of_server.js";

const PAUSE = 500;
const EVERY = 1000;
const AGAIN = 3000;
let known = root ? root.dataset.revision : "";
let first = true;

const formOf = (place) => [...forms()].find((form) => form.dataset.sheet === place);
// By cell: what is to be sent when its writer pauses, what is on its way, what was written on since,
// what did not reach the server; then what the page holds that the server does not, or refused.
const waiting = new Map();
const onTheirWay = new Set();
const writtenOn = new Set();
const unreached = new Set();
const dirty = new Set();
const refused = new Map();
const saved = new WeakMap();
// How often this page was told what it wrote: a round that began before that knows less than the page.
let told = 0;

const LARGEST_KEPT_ALIVE = 60_000; // characters; a browser lets a page that is left send no more

// What the server says about a change: a word of its own, or that nothing more will come of it.
const tell = async (form, fields, ending = "") => {
  const body = new URLSearchParams(fields).toString();
  const answer = await post(form.getAttribute("action") + ending, body, { keepalive: body.length < LARGEST_KEPT_ALIVE });
  told += 1;
  const word = await wordOf(answer);
  if (word.cells || word.sentence) return { ok: answer.ok, ...word };
  if (isFinal(answer)) return { ok: false, sentence: root.dataset.stopped };
  throw new Error("later");
};

const fieldsFor = (form, path) => {
  const fields = new FormData(form);
  fields.delete("csrfmiddlewaretoken");
  const field = path ? cellOf(form, path) : null;
  fields.set("path", path);
  fields.set("based_on", field ? field.dataset.revision : form.dataset.wholeRevision ?? "0");
  return fields;
};

// One save of a cell at a time: the next one is based on what the one before it made.
const send = async (form, path) => {
  const key = keyOf(form, path);
  waiting.delete(key);
  if (clashIn(form, path)) return; // it would meet the same text again; its writer chooses first
  if (onTheirWay.has(key)) {
    writtenOn.add(key);
    return;
  }
  const field = path ? cellOf(form, path) : null;
  const sent = field ? valueOf(field) : null;
  onTheirWay.add(key);
  say(form, "", root.dataset.saving);
  const word = await tell(form, fieldsFor(form, path)).catch(() => null);
  onTheirWay.delete(key);
  if (!word) {
    unreached.add(key);
    say(form, "waits", root.dataset.waiting);
    plan(form, path, AGAIN);
    return;
  }
  unreached.delete(key);
  const isNewest = !waiting.has(key) && !writtenOn.has(key) && (!field || valueOf(field) === sent);
  if (field && isNewest && word.ok) saved.set(field, sent);
  conclude(form, path, word, isNewest);
  if (writtenOn.delete(key) && !waiting.has(key)) send(form, path);
};

const conclude = (form, path, word, isNewest) => {
  const key = keyOf(form, path);
  refused.delete(key);
  if (word.sentence) refused.set(key, word.sentence);
  for (const cell of word.cells ?? []) settle(form, path, cell);
  if (word.cells && isNewest) dirty.delete(key);
  const ofForm = (one) => one.startsWith(keyOf(form, ""));
  const sentence = refused.get([...refused.keys()].find(ofForm)) ?? "";
  wrong(form, sentence);
  if (sentence) say(form, "wrong", sentence);
  else if (word.ok && isNewest && ![...waiting.keys(), ...onTheirWay].some(ofForm)) say(form, "ok", root.dataset.done);
};

const settle = (form, sent, cell) => {
  const field = sent ? cellOf(form, sent) : null;
  if ("theirs" in cell) {
    showClash(form, sent, cell, (mine) => choose(form, sent, cell, mine));
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

// After a clash: my text goes again, now over the one I have seen, or theirs stays.
const choose = (form, path, cell, mine) => {
  const field = path ? cellOf(form, path) : null;
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

// Who wrote here, and for who may: taking that last change back.
const byLine = (cell, held, act) => {
  cell.querySelector(":scope > .cell__by")?.remove();
  if (!held.by) return;
  const line = document.createElement("p");
  line.className = "cell__by";
  const how = document.createElement("span");
  how.className = "visually-hidden";
  how.textContent = `${root.dataset.by} `;
  line.append(how, held.by);
  if (held.undo) line.append(link(root.dataset.undo, act));
  cell.append(line);
};

const change = async (form, ending, path, revision) => {
  const fields = new FormData();
  fields.set("path", path);
  fields.set("based_on", revision);
  try {
    const word = await tell(form, fields, ending);
    if (word.sentence) say(form, "wrong", word.sentence);
    await poll();
    return word.ok ? word.cells[0] : null;
  } catch {
    say(form, "wrong", root.dataset.unreached);
    return null;
  }
};

const undo = (form, path, revision) => change(form, "terug/", path, revision);

const remove = async (form, path, revision) => {
  const gone = await change(form, "weg/", path, revision);
  if (!gone) return;
  say(form, "ok", `${root.dataset.removed} `);
  const line = form.querySelector("[data-saved]");
  line.append(link(root.dataset.undo, () => {
    say(form, "", "");
    return undo(form, path, gone.revision);
  }));
};

const isBusy = (place) =>
  (place.contains(document.activeElement) && document.activeElement.matches("[data-cell]")) ||
  [...place.querySelectorAll("[data-cell]")].some((field) => dirty.has(keyOf(field.form, field.dataset.cell)));

const askAnew = () => {
  if (!dirty.size && !isTyping()) anew();
};

const take = (form, path, held) => {
  if (path === "") {
    takeWhole(form, held);
    return;
  }
  const field = fieldFor(form, path, held.value, askAnew);
  if (!field || dirty.has(keyOf(form, path)) || field.closest(".cell").querySelector(".clash")) return;
  const isOffered = held.revision === 0 && valueOf(field) !== held.value;
  const changed = isOffered || field.dataset.revision !== String(held.revision);
  if (changed && !first && valueOf(field) !== held.value) freshen(field.closest(".cell"));
  if (changed) put(field, held.value);
  field.dataset.revision = held.revision;
  byLine(field.closest(".cell"), held, () => undo(form, path, held.revision));
};

const takeWhole = (form, held) => {
  byLine(form.querySelector("fieldset"), held, () => undo(form, "", held.revision));
  if (form.dataset.wholeRevision === String(held.revision)) return;
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

// What stands on the sheet now; null when nothing changed, or without a line: the next round asks again.
const standNow = async () => {
  const asked = new URLSearchParams({ sinds: first ? "" : known, stap: root.dataset.step });
  try {
    const answer = await fetch(`${root.dataset.stand}?${asked}`, { headers: { Accept: "application/json" } });
    return answer.status === 200 && isJson(answer) ? await answer.json() : null;
  } catch {
    return null;
  }
};

const poll = async () => {
  const before = told;
  const stand = await standNow();
  if (stand && before === told) takeAll(stand);
};

const takeAll = (stand) => {
  const there = [...forms()].map((form) => form.dataset.sheet);
  const isOther = stand.asked.join("|") !== there.join("|");
  if (isOther && !dirty.size && !isTyping()) {
    anew();
    return;
  }
  if (!isOther) known = String(stand.revision);
  for (const [place, cells] of Object.entries(stand.cells)) {
    const form = formOf(place);
    if (!form) continue;
    for (const [path, held] of Object.entries(cells)) take(form, path, held);
    settleRows(form, stand.rows[place] ?? {}, { isBusy, remove });
  }
  first = false;
};

const plan = (form, path, pause) => {
  const key = keyOf(form, path);
  clearTimeout(waiting.get(key)?.timer);
  waiting.set(key, { timer: setTimeout(() => send(form, path), pause), form, path });
};

const soon = (form, path, pause) => {
  dirty.add(keyOf(form, path));
  const clash = clashIn(form, path);
  if (clash) {
    if (path) typedOn(clash, valueOf(cellOf(form, path)));
    return;
  }
  say(form, "", root.dataset.saving);
  plan(form, path, pause);
};

const pathOf = (field) => field.dataset.cell ?? "";
if (root) {
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-sheet]");
    if (form) soon(form, pathOf(event.target), PAUSE);
  });
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-sheet]");
    const isSaved = saved.has(event.target) && saved.get(event.target) === valueOf(event.target);
    // Leaving a cell tells of a change that is saved already.
    if (form && (!isSaved || dirty.has(keyOf(form, pathOf(event.target))))) soon(form, pathOf(event.target), 0);
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-sheet]")) event.preventDefault();
  });
  // Words that are on this page alone and cannot leave with it: the browser asks first.
  window.addEventListener("beforeunload", (event) => {
    const isHeldUp = [...onTheirWay].some((key) => waiting.has(key) || writtenOn.has(key));
    if (unreached.size || isHeldUp) event.preventDefault();
  });
  // Who goes on at once takes the last words along.
  window.addEventListener("pagehide", () => {
    for (const { timer, form, path } of [...waiting.values()]) {
      clearTimeout(timer);
      send(form, path);
    }
  });
  const rounds = async () => {
    try {
      await poll();
    } finally {
      setTimeout(rounds, EVERY);
    }
  };
  // Who writes before this script has come is saved as well.
  for (const form of forms()) for (const field of form.elements) if (isTouched(field)) soon(form, pathOf(field), 0);
  backInPlace();
  rounds();
}
