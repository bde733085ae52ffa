// Small things to build the page with. Text is set as text, never as markup.

/** The element of that id. */
export const at = (id) => document.getElementById(id);

/** An element with attributes (none for `null` and `false`) and children; a string child is text. */
export function make(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(key, value === true ? '' : String(value));
  }
  node.append(...children);
  return node;
}

/** Runs `act` once it has not been called for `wait` ms; `.now()` at once, `.stop()` not at all. */
export function settled(wait, act) {
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  };
  later.stop = () => clearTimeout(timer);
  later.now = () => {
    clearTimeout(timer);
    act();
  };
  return later;
}

/** All fields a finding may be about; form and year are chosen, not typed. */
export const FIELDS = '[data-path]:is(input, textarea, select), #form, #year';

/** The field of a path, where the page has one. */
export function field(path) {
  const chosen = path === 'form' || path === 'year' ? at(path) : null;
  return chosen ?? document.querySelector(`[data-path="${CSS.escape(path)}"]:is(input, textarea, select)`);
}

/** Hands a file to the person. */
export function handOver(blob, name) {
  const url = URL.createObjectURL(blob);
  const link = make('a', { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
}
