// Answers save by themselves. What could not be sent waits in this browser, and is sent when the
// line is back, also after a reload or a closed lid. <form data-saves="key"> holds one question.

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

// The storage may be full or forbidden: then the answer is only as safe as the page.
const keep = (key, value) => {
  try {
    if (value === null) localStorage.removeItem(PREFIX + key);
    else localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    return false;
  }
  return true;
};

const waiting = () => {
  const found = [];
  try {
    for (let at = 0; at < localStorage.length; at += 1) {
      const name = localStorage.key(at);
      if (name.startsWith(PREFIX)) found.push([name.slice(PREFIX.length), JSON.parse(localStorage.getItem(name))]);
    }
  } catch {
    return found;
  }
  return found;
};

const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";
const formOf = (key) => [...forms()].find((form) => form.dataset.saves === key);
const busy = new Set();

const send = async (key, held) => {
  if (busy.has(key)) return;
  busy.add(key);
  const form = formOf(key);
  if (form) say(form, "", words(form, "saving"));
  try {
    const answer = await fetch(held.url, {
      method: "POST",
      headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token() },
      body: held.body,
    });
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    const saved = answer.ok && told.state === "saved";
    // Only a word of the server ends the waiting: saved, refused with a reason, or nobody known here.
    if (!saved && !told.sentence && !answer.redirected) throw new Error("later");
    const newest = waiting().find(([name]) => name === key)?.[1];
    if (newest && newest.body === held.body) keep(key, null);
    if (form) settle(form, saved, told);
  } catch {
    if (form) say(form, "waits", words(form, "waiting"));
  } finally {
    busy.delete(key);
  }
};

const settle = (form, fine, told) => {
  wrong(form, fine ? "" : told.sentence ?? words(form, "refused"));
  say(form, fine ? "ok" : "wrong", fine ? words(form, "done") : words(form, "refused"));
  if (fine) form.dispatchEvent(new CustomEvent("answer-saved", { bubbles: true, detail: told }));
};

const save = (form) => {
  const held = { url: form.getAttribute("action") || location.pathname, body: body(form) };
  keep(form.dataset.saves, held);
  send(form.dataset.saves, held);
};

const timers = new WeakMap();
const soon = (form, pause) => {
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(() => save(form), pause));
};

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-saves]");
  if (!form) return;
  // Kept at once, so that a lid that closes now loses nothing; sent when the typing pauses.
  keep(form.dataset.saves, { url: form.getAttribute("action") || location.pathname, body: body(form) });
  soon(form, PAUSE);
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-saves]");
  if (form) soon(form, 0);
});

// Going on with the button sends the form itself; what waited for it is then no longer needed.
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-saves]");
  if (!form || event.defaultPrevented) return;
  clearTimeout(timers.get(form));
  if (!navigator.onLine) {
    event.preventDefault();
    delete form.dataset.sent;
    save(form);
    return;
  }
  keep(form.dataset.saves, null);
});

const resend = () => waiting().forEach(([key, held]) => send(key, held));

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

for (const [key, held] of waiting()) {
  const form = formOf(key);
  if (form) restore(form, held);
}
window.addEventListener("online", resend);
setInterval(() => navigator.onLine && waiting().length && resend(), AGAIN);
resend();
