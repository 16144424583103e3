// Answers save by themselves. What could not be sent waits in this browser, and is sent when the
// line is back, also after a reload or a closed lid. <form data-saves="key"> holds one question.

import { isTouched } from "./fields.js";
import { isFinal, post, wordOf } from "./word_of_server.js";

const PREFIX = "rondkomen.answer.";
const PAUSE = 700;
const AGAIN = 4000;

const forms = () => document.querySelectorAll("form[data-saves]");
const note = (form) => form.querySelector("[data-saved]");
const words = (form, name) => note(form)?.dataset[name] ?? "";

const say = (form, kind, text) => {
  const place = note(form);
  if (!place) return;
  place.className = `saved${kind ? ` saved--${kind}` : ""}`;
  if (place.textContent !== text) place.textContent = text;
};

const wrong = (form, text) => {
  const place = form.querySelector("[data-error]");
  if (!place) return;
  place.hidden = !text;
  place.textContent = text;
};

const body = (form) => {
  const fields = new URLSearchParams(new FormData(form));
  fields.delete("csrfmiddlewaretoken");
  return fields.toString();
};

// What is not saved yet, by question. The storage keeps a copy; it may be full or forbidden: then
// the answer is only as safe as the page.
const unsaved = new Map();

const keep = (key, value) => {
  if (value === null) unsaved.delete(key);
  else unsaved.set(key, value);
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    return false;
  }
  return true;
};

const readStored = () => {
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const name = localStorage.key(at);
      if (name.startsWith(PREFIX)) unsaved.set(name.slice(PREFIX.length), JSON.parse(localStorage.getItem(name)));
    }
  } catch {
    return false;
  }
  return true;
};

const formOf = (key) => [...forms()].find((form) => form.dataset.saves === key);

// One save of a question at a time: an older answer that overtakes a newer one would replace it.
const onTheirWay = new Map();
const asked = new Set();
const stopped = new Set();
const known = new Map();

// Whether the question is saved, once the last save that was asked for came back.
const send = (key) => {
  asked.add(key);
  if (!onTheirWay.has(key)) onTheirWay.set(key, sendAll(key).finally(() => onTheirWay.delete(key)));
  return onTheirWay.get(key);
};

const sendAll = async (key) => {
  let saved = true;
  while (asked.delete(key)) {
    const held = unsaved.get(key);
    if (held) saved = await sendOnce(key, held);
  }
  return saved;
};

const sendOnce = async (key, held) => {
  const form = formOf(key);
  if (form) say(form, "", words(form, "saving"));
  try {
    const answer = await post(held.url, held.body);
    const told = await wordOf(answer);
    const saved = answer.ok && told.state === "saved";
    if (!saved && !isAWord(answer, told)) throw new Error("later");
    const isNewest = unsaved.get(key)?.body === held.body;
    if (isNewest && (saved || told.sentence || answer.redirected)) keep(key, null);
    if (saved) known.set(key, held.body);
    else if (isNewest) stopped.add(key);
    if (form && isNewest) settle(form, saved, told);
    return saved;
  } catch {
    if (form) say(form, "waits", words(form, "waiting"));
    return false;
  }
};

// Only a word of the server ends the waiting: saved, refused with a reason, nobody known here, or a
// refusal in a page of its own, such as after too long a pause. Then asking again changes nothing, and
// the answer stays in this browser until the page is opened anew.
const isAWord = (answer, told) => Boolean(told.sentence) || isFinal(answer);

const settle = (form, fine, told) => {
  wrong(form, fine ? "" : told.sentence ?? "");
  say(form, fine ? "ok" : "wrong", words(form, fine ? "done" : told.sentence ? "refused" : "stopped"));
};

const hold = (form) => {
  keep(form.dataset.saves, { url: form.getAttribute("action") || location.pathname, body: body(form) });
  stopped.delete(form.dataset.saves);
};

const timers = new WeakMap();
const soon = (form, pause) => {
  const key = form.dataset.saves;
  // Leaving a field tells of a change that may be saved already.
  if (!unsaved.has(key) && known.get(key) === body(form)) {
    settle(form, true, {});
    return;
  }
  // Kept at once, so that a lid that closes now loses nothing; sent when the typing pauses.
  hold(form);
  say(form, "", words(form, "saving"));
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => send(key), pause));
};

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-saves]");
  if (form) soon(form, PAUSE);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-saves]");
  if (form) soon(form, 0);
});

// The button goes on once nothing waits: a page that is left takes no answer along.
const leaving = new WeakSet();
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-saves]");
  if (!form || event.defaultPrevented) return;
  if (!navigator.onLine) hold(form);
  if (!unsaved.has(form.dataset.saves)) return;
  event.preventDefault();
  clearTimeout(timers.get(form));
  if (leaving.has(form)) return;
  leaving.add(form);
  const saved = await send(form.dataset.saves);
  leaving.delete(form);
  if (saved) form.requestSubmit(event.submitter);
});

const resend = () => {
  for (const key of unsaved.keys()) if (!stopped.has(key)) send(key);
};

// A page that comes back with an answer that was never sent shows that answer again.
const restore = (form, held) => {
  const fields = new URLSearchParams(held.body);
  for (const input of form.elements) {
    if (!input.name || input.type === "hidden" || input.tagName === "BUTTON") continue;
    const given = fields.getAll(input.name);
    if (input.type === "checkbox" || input.type === "radio") input.checked = given.includes(input.value);
    else if (given.length) input.value = given[0];
  }
};

readStored();
for (const form of forms()) {
  const held = unsaved.get(form.dataset.saves);
  if (held) restore(form, held);
  // Who answers before this script has come is saved as well.
  else if ([...form.elements].some(isTouched)) soon(form, 0);
}
window.addEventListener("online", resend);
setInterval(() => navigator.onLine && resend(), AGAIN);
resend();
