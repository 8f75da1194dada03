// Keys that are shown on the control they press, and menus that close: pages work without this file.

const field = document.querySelector("[data-key]");

if (field) {
  document.querySelector("[data-key-hint]").hidden = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== field.dataset.key || typing || event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    event.preventDefault();
    field.focus();
  });
}

// A menu closes when one goes elsewhere; Escape leads back to what opened it.
const menus = [...document.querySelectorAll("details.menu")];

document.addEventListener("click", (event) => {
  for (const menu of menus) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// On a shared phone nobody must find the reports that somebody else was still sending.
for (const form of document.querySelectorAll("form.who")) {
  form.addEventListener("submit", () => localStorage.removeItem("lapor-akun"));
}
