import { TidemarkError } from '../tidemark-client.js';
import { address } from './gateway.js';

const BROWSER = 'tidemark.browser';
const TRIES = 3;

/**
 * The views that this person saved: of the key's owner, or else of this browser. Each edit replaces
 * the whole list, and is made again on the newer one if somebody else was faster. Fires `change`.
 */
export class SavedViews extends EventTarget {
  views = [];
  problem = null;
  #tag = null;
  #tenant = '';

  /** Reads the list; empty if there is none. */
  async load(tenant) {
    this.#tenant = tenant;
    await this.#guarded(() => this.#read());
  }

  /** The view that an address without parameters opens, if one is chosen. */
  get start() {
    return this.views.find(view => view.start) ?? null;
  }

  save(name, search) {
    return this.#edit(views => [...views, { id: randomId(), name, search, start: false }]);
  }

  rename(id, name) {
    return this.#edit(views => views.map(view => (view.id === id ? { ...view, name } : view)));
  }

  remove(id) {
    return this.#edit(views => views.filter(view => view.id !== id));
  }

  /** Makes it the one to start with; or none, if it was. */
  toggleStart(id) {
    return this.#edit(views => views.map(view => ({ ...view, start: view.id === id && !view.start })));
  }

  /** Moves it by so many places. */
  move(id, by) {
    return this.#edit(views => {
      const from = views.findIndex(view => view.id === id);
      const to = Math.max(0, Math.min(views.length - 1, from + by));
      const rest = views.filter(view => view.id !== id);
      return from < 0 ? views : [...rest.slice(0, to), views[from], ...rest.slice(to)];
    });
  }

  #edit(change) {
    return this.#guarded(async () => {
      for (let left = TRIES; ; left -= 1) {
        if (this.#tag === null) await this.#read();
        const response = await this.#ask('PUT', JSON.stringify({ views: change(this.views) }));
        if (response.ok) {
          await this.#take(response);
          return;
        }
        const error = await TidemarkError.of(response);
        if (error.status !== 412 || left === 1) throw error;
        this.#tag = null;
      }
    });
  }

  async #read() {
    const response = await this.#ask('GET');
    if (!response.ok) throw await TidemarkError.of(response);
    await this.#take(response);
  }

  async #take(response) {
    this.#tag = response.headers.get('ETag');
    const list = await response.json().catch(() => null);
    if (list?.views) this.views = list.views;
    else await this.#read();
  }

  #ask(method, body) {
    const headers = { 'X-Tidemark-Browser': browserId() };
    if (body) Object.assign(headers, { 'Content-Type': 'application/json', 'If-Match': this.#tag });
    return fetch(address(location.origin, '/api/views', { tenant: this.#tenant }), { method, headers, body });
  }

  async #guarded(work) {
    try {
      await work();
      this.problem = null;
    } catch (error) {
      this.problem = error.message;
    }
    this.dispatchEvent(new Event('change'));
    return this.problem === null;
  }
}

/** Where no key says who is asking: this browser's own id, made once. */
function browserId() {
  let id = localStorage.getItem(BROWSER);
  if (!id) {
    id = randomId();
    localStorage.setItem(BROWSER, id);
  }
  return id;
}

/** A UUID; crypto.randomUUID is missing where a page came by plain HTTP from another machine. */
function randomId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
