// A page with sheets that several people write on: its forms, its cells and what is said at each.

export const root = document.querySelector("[data-sheets]");
export const forms = () => document.querySelectorAll("form[data-sheet]");
export const cellOf = (form, path) => form.querySelector(`[data-cell="${CSS.escape(path)}"]`);

export const keyOf = (form, path) => `${form.dataset.sheet}|${path}`;

export const say = (form, kind, text) => {
  const place = form.querySelector("[data-saved]");
  place.className = `saved${kind ? ` saved--${kind}` : ""}`;
  place.textContent = text;
};

export const wrong = (form, text) => {
  const place = form.querySelector("[data-error]");
  place.hidden = !text;
  place.textContent = text;
};

// Pressed twice it acts once: the second time would meet the first.
export const link = (text, act) => {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "link-button";
  made.textContent = text;
  let isActing = false;
  made.addEventListener("click", async () => {
    if (isActing) return;
    isActing = true;
    await act();
    isActing = false;
  });
  return made;
};

const TYPED = "textarea, input:not([type=checkbox], [type=radio], [type=range])";
export const isTyping = () => Boolean(document.activeElement?.closest(TYPED));
const FOCUS = "sheet-focus";

// Other questions are asked now: the page anew, with the hand where it was.
export const anew = () => {
  const id = document.activeElement?.id;
  if (id) sessionStorage.setItem(FOCUS, id);
  location.reload();
};

export const backInPlace = () => {
  const id = sessionStorage.getItem(FOCUS);
  sessionStorage.removeItem(FOCUS);
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
};
