/** Markup that is safe to insert. Made by html`` only. */
class Markup {
  constructor(text) {
    this.text = text;
  }
}

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = text => String(text).replace(/[&<>"']/g, c => ENTITIES[c]);

function insert(value) {
  if (value instanceof Markup) return value.text;
  if (Array.isArray(value)) return value.map(insert).join('');
  return value === null || value === undefined || value === false ? '' : escape(value);
}

/** The one way to make markup: every value is escaped, unless html`` made it. */
export function html(strings, ...values) {
  return new Markup(strings.reduce((text, part, i) => text + insert(values[i - 1]) + part));
}

/** Replaces what the element holds. */
export function render(element, markup) {
  if (!(markup instanceof Markup)) throw new TypeError('render takes what html`` made');
  element.innerHTML = markup.text;
}

/** Sets the text of an element; leaves the page alone if it is the same. */
export function setText(element, text) {
  const next = String(text);
  if (element.textContent !== next) element.textContent = next;
}
