import { sheet } from '../lib/sheet.js';
import { ViewSource } from '../state/source.js';
import { viewOf } from '../state/view.js';

const SHARED = await Promise.all([
  sheet('../styles/tokens.css', import.meta.url),
  sheet('../styles/element.css', import.meta.url),
]);

/** Attributes that choose what an element looks at. */
const VIEW_ATTRIBUTES = [
  'url', 'key', 'tenant', 'window', 'range', 'from', 'to', 'type', 'types', 'filter', 'metric', 'scale', 'dimension', 'top',
];

/** Elements of a page that look at the same share one source, and so one stream. */
const sources = new Map();

/**
 * An element that shows a view. Its attributes choose the view; or its property `source` is a source
 * that somebody else keeps. A subclass draws:
 *
 *   class LastValue extends TidemarkElement {
 *     draw(source) { this.shadowRoot.textContent = source.body?.metrics[this.getAttribute('type')]?.last ?? '–'; }
 *   }
 *   customElements.define('last-value', LastValue);
 *
 * build() is called once, before the first draw; draw(source) at most once a frame, whenever there is
 * something else to show, and each second.
 */
export class TidemarkElement extends HTMLElement {
  static observedAttributes = VIEW_ATTRIBUTES;
  /** Sheets that a subclass adopts beside the shared ones. */
  static sheets = [];

  #given = null;
  #source = null;
  #release = () => {};
  #pending = false;
  #again = false;
  #listener = () => this.schedule();

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
    this.shadowRoot.adoptedStyleSheets = [...SHARED, ...this.constructor.sheets];
  }

  /** What is shown. */
  get source() {
    return this.#source;
  }

  set source(source) {
    this.#given = source;
    if (this.isConnected) this.#look();
  }

  connectedCallback() {
    if (!this.shadowRoot.hasChildNodes()) this.build();
    this.#look();
  }

  disconnectedCallback() {
    this.#leave();
  }

  attributeChangedCallback() {
    if (!this.isConnected || this.#again) return;
    this.#again = true;
    queueMicrotask(() => {
      this.#again = false;
      if (this.isConnected) this.#look();
    });
  }

  /** Makes what stays. */
  build() {}

  /** Shows the source as it is now. */
  draw() {}

  /** What the gateway is asked for beyond the view; a subclass may want a breakdown. */
  options() {
    return {
      url: this.getAttribute('url') ?? new URL(import.meta.url).origin,
      key: this.getAttribute('key') ?? undefined,
    };
  }

  /** Draws with the next frame. */
  schedule() {
    if (this.#pending) return;
    this.#pending = true;
    requestAnimationFrame(() => {
      this.#pending = false;
      if (!this.#source) return;
      this.dataset.status = this.#source.status;
      this.draw(this.#source);
    });
  }

  #look() {
    const view = viewOf(name => this.getAttribute(name));
    const next = this.#given ? { source: this.#given, release: () => {} } : borrow(view, this.options());
    if (next.source === this.#source) {
      next.release();
    } else {
      this.#leave();
      this.#source = next.source;
      this.#release = next.release;
      this.#source.addEventListener('change', this.#listener);
    }
    this.schedule();
  }

  #leave() {
    this.#source?.removeEventListener('change', this.#listener);
    this.#release();
    this.#release = () => {};
    this.#source = null;
  }
}

/**
 * A source for as long as somebody looks at it. What a chart alone cares for does not make another, and
 * neither do types and dimensions: a browser has few connections to a host, and one stream tells all.
 */
function borrow(view, { breakdown, top, ...options }) {
  const { tenant, window, range, from, to, filter } = view;
  const name = JSON.stringify([tenant, window, range, from, to, filter, options]);
  if (!sources.has(name)) {
    sources.set(name, { source: new ViewSource({ ...view, types: [] }, options), users: 0, dimensions: new Set(), top: 0 });
    queueMicrotask(() => sources.get(name)?.source.open());
  }
  const entry = sources.get(name);
  entry.users += 1;
  if (breakdown && (!entry.dimensions.has(breakdown) || top > entry.top)) {
    entry.dimensions.add(breakdown);
    entry.top = Math.max(entry.top, top ?? 0);
    entry.source.want({ breakdown: [...entry.dimensions], top: entry.top || undefined });
  }
  return { source: entry.source, release: () => release(name, entry) };
}

function release(name, entry) {
  entry.users -= 1;
  if (entry.users > 0) return;
  entry.source.close();
  if (sources.get(name) === entry) sources.delete(name);
}
