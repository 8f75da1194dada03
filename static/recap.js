/* Copies the WhatsApp message; where the browser may not, selects it so that a person can. */

const share = document.querySelector(".recap-share");
const said = share.querySelector("[role='status']");

async function copy(box) {
  try {
    await navigator.clipboard.writeText(box.value);
    said.textContent = share.dataset.copied;
  } catch {
    // Without https a page has no clipboard of its own.
    offer(box);
  }
}

function offer(box) {
  box.closest("details").open = true;
  box.focus();
  box.select();
  said.textContent = share.dataset.byHand;
}

for (const button of share.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(document.getElementById(button.dataset.copy)));
}
