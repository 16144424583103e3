// The wall: arrow keys change the theme, the time runs down, the forms know which theme is shown.

const typing = (element) => element.closest("input, textarea, select") !== null;

document.addEventListener("keydown", (event) => {
  const way = { ArrowLeft: "back", ArrowRight: "on" }[event.key];
  if (!way || typing(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  const button = document.querySelector(`[data-wall="${way}"]`);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
});

const two = (number) => String(number).padStart(2, "0");
const tick = () => {
  const timer = document.querySelector("[data-ends]");
  if (!timer) return;
  const left = Math.round(Number(timer.dataset.ends) - Date.now() / 1000);
  const over = left <= 0;
  const text = over ? timer.dataset.over : `${Math.floor(left / 60)}:${two(left % 60)}`;
  timer.classList.toggle("wall__timer--over", over);
  if (timer.textContent !== text) timer.textContent = text;
};

const follow = () => {
  const now = document.getElementById("wand")?.dataset.themeNow;
  if (now) document.querySelectorAll("[data-theme-field]").forEach((field) => (field.value = now));
  tick();
};

// What comes in waits while a button is held down: its press would fall between the old and the new.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.target.id === "wand" && event.target.querySelector("button:active")) event.detail.shouldSwap = false;
});

setInterval(tick, 250);
document.addEventListener("htmx:afterSwap", follow);
follow();
