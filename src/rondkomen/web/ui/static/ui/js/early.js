// Marks that scripts run, before the first paint, so that nothing jumps.
document.documentElement.classList.add("js");
