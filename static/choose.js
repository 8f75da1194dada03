// A list that filters as one types, in place of a long select. The select stays the form's own
// field: without this file it works by itself, with it every choice still goes through it.

let serial = 0;

/* Put a button in place of every select that says data-choose, inside `root`. */
export function enhance(root, words) {
  for (const select of root.querySelectorAll("select[data-choose]")) {
    const part = select.closest("[data-part]");
    const button = part.querySelector("button.key");
    select.hidden = true;
    select.removeAttribute("id");
    button.hidden = false;
    button.addEventListener("click", () => open(select, button, words));
  }
}

function open(select, button, words) {
  const part = select.closest("[data-part]");
  part.querySelector(".chooser")?.remove();
  const id = `pilihan-${(serial += 1)}`;
  const box = make("div", "chooser");
  const input = make("input", "", {
    type: "text", role: "combobox", "aria-label": select.dataset.label, "aria-controls": id,
    "aria-expanded": "true", "aria-autocomplete": "list", autocomplete: "off", placeholder: words.filter,
  });
  const list = make("ul", "", { id, role: "listbox", "aria-label": select.dataset.label });
  const none = make("p", "why", { hidden: "" });
  none.textContent = words.none;
  box.append(input, list, none);
  select.after(box);
  const state = { select, part, input, list, none, id, at: 0, shown: [], back: button };
  input.addEventListener("input", () => show(state));
  input.addEventListener("keydown", (event) => steer(event, state));
  input.addEventListener("blur", () => box.remove());
  show(state);
  input.focus();
}

/* Offer what holds every typed word; what begins with them comes first. */
function show(state) {
  const typed = state.input.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (option) => typed.every((word) => option.text.toLowerCase().includes(word));
  const early = (option) => (option.text.toLowerCase().startsWith(typed[0] || "") ? 0 : 1);
  const offered = [...state.select.options].filter((option) => option.value || state.select.dataset.choose === "one");
  state.shown = offered.filter(fits).sort((a, b) => early(a) - early(b)).slice(0, 50);
  state.list.replaceChildren(...state.shown.map((option, number) => line(state, option, number)));
  state.none.hidden = state.shown.length > 0;
  point(state, 0);
}

function line(state, option, number) {
  const item = make("li", "", { role: "option", id: `${state.id}-${number}` });
  item.textContent = option.text;
  if (option.dataset.hint) item.append(Object.assign(make("span", "why"), { textContent: option.dataset.hint }));
  // Before the field loses its focus, and with it the list.
  item.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    choose(state, option);
  });
  return item;
}

function point(state, number) {
  state.at = Math.max(0, Math.min(number, state.shown.length - 1));
  [...state.list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === state.at)));
  const current = state.list.children[state.at];
  current?.scrollIntoView({ block: "nearest" });
  if (current) state.input.setAttribute("aria-activedescendant", current.id);
  else state.input.removeAttribute("aria-activedescendant");
}

function steer(event, state) {
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) point(state, state.at + moves[event.key]);
  else if (event.key === "Enter" && state.shown[state.at]) choose(state, state.shown[state.at]);
  else if (event.key === "Escape") state.back.focus();
  else if (event.key !== "Enter") return;
  event.preventDefault();
  event.stopPropagation();
}

function choose(state, option) {
  if (state.select.dataset.choose === "one") {
    state.select.value = option.value;
    state.part.querySelector("[data-chosen-words]").textContent = option.text;
  } else {
    add(state.part, option);
  }
  state.back.focus();
}

/* Add a line of a list: what stands there already is ticked again; over the limit, the last ticked
   one makes room. */
function add(part, option) {
  const list = part.querySelector("[data-list]");
  const there = [...list.querySelectorAll("input[type=checkbox]")];
  const known = there.find((input) => input.value === option.value);
  const ticked = there.filter((input) => input.checked && input !== known);
  if (list.dataset.max && ticked.length >= Number(list.dataset.max)) ticked.at(-1).checked = false;
  if (known) {
    known.checked = true;
    return;
  }
  const item = part.querySelector("template").content.firstElementChild.cloneNode(true);
  for (const input of item.querySelectorAll("input")) {
    if (input.name.endsWith("_")) input.name += option.value;
    else input.value = option.value;
  }
  item.querySelector("[data-name]").textContent = option.text;
  item.querySelector("[role=radiogroup]")?.setAttribute("aria-label", option.text);
  list.append(item);
  if (!list.querySelector("input[name=topik_utama]:checked")) {
    const first = item.querySelector("input[name=topik_utama]");
    if (first) first.checked = true;
  }
}

function make(name, className, attributes = {}) {
  const element = document.createElement(name);
  element.className = className;
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
