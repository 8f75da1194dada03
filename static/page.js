// Keys that are shown on the control they press, and nothing else: pages work without this file.

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
