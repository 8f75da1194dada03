// Keys for the cards of proposals, as at the desk: a accepts, x rejects, j and k move on and back.
// The card that holds the focus is meant, else the first one. Everything works without this file.

const cards = () => [...document.querySelectorAll("[data-proposal]")].filter((card) => card.querySelector("[data-answer]"));
const first = (card) => card?.querySelector("[data-answer]");

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=hidden]), textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const all = cards();
  const here = Math.max(0, all.findIndex((card) => card.contains(document.activeElement)));
  if (event.key === "a" || event.key === "x") {
    all[here]?.querySelector(`[data-answer="${event.key}"]`)?.click();
  } else if (event.key === "j" || event.key === "k") {
    const held = all.some((card) => card.contains(document.activeElement));
    first(all[held ? here + (event.key === "j" ? 1 : -1) : 0])?.focus();
  } else {
    return;
  }
  event.preventDefault();
});

// An answered card keeps its place; the next one that waits takes the focus.
document.addEventListener("htmx:afterSwap", (event) => {
  const all = cards();
  const after = all.find((card) => event.target.compareDocumentPosition(card) & Node.DOCUMENT_POSITION_FOLLOWING);
  first(after ?? all[0])?.focus();
});
