// What the server says about a save, for every page that saves by itself.

// Refusals that pass: asked too early, too often, or too slowly.
const PASSING = new Set([408, 425, 429]);

const token = () => JSON.parse(document.body.getAttribute("hx-headers") ?? "{}")["X-CSRFToken"] ?? "";

export const post = (url, body, options = {}) =>
  fetch(url, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": token() },
    body,
    ...options,
  });

export const isJson = (answer) => Boolean(answer.headers.get("Content-Type")?.includes("json"));
export const wordOf = async (answer) => (isJson(answer) ? await answer.json() : {});

// An answer in a page of its own, such as the one to sign in, is final: asking again changes nothing.
// Anything else without a word is a line or a server that comes back.
export const isFinal = (answer) =>
  answer.redirected || (answer.status >= 400 && answer.status < 500 && !PASSING.has(answer.status));
