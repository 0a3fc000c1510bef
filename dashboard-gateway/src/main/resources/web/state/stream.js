const STREAM = '/dashboard/stream';
const SNAPSHOT = '/dashboard/snapshot';
const SESSION = '/dashboard/session';
const MIN_WAIT_MS = 3_000;
const MAX_WAIT_MS = 30_000;

/**
 * The connection to the gateway. Fires `change` when its status or its body changed.
 *
 * status: connecting, live, stale, waiting (nothing was ever read), reconnecting (the browser tries
 * by itself), offline (it does not: this class does), locked (the gateway wants a key: signIn shows
 * it one; problem says what was wrong with the last), refused (the parameters are wrong; problem says
 * what is).
 */
export class DashboardStream extends EventTarget {
  status = 'connecting';
  body = null;
  problem = null;
  #search;
  #source = null;
  #receivedAt = 0;
  #clockOffset = 0;
  #waitMs = MIN_WAIT_MS;

  constructor(search) {
    super();
    this.#search = search;
  }

  /** The gateway's clock, in ms, as far as this page can know it. */
  now() {
    return Date.now() + this.#clockOffset;
  }

  /** The moment that the numbers are of: what came after it is not known, which is not the same as 0. */
  shownAt() {
    if (this.status === 'live') return this.now();
    return this.body.timestamp - (this.body.lagMs ?? 0);
  }

  /** Age of what is shown, in ms; null if nothing was ever read. */
  lagMs() {
    if (!this.body || this.body.lagMs === null) return null;
    return this.body.lagMs + (performance.now() - this.#receivedAt);
  }

  open() {
    this.#source = new EventSource(STREAM + this.#search);
    this.#source.addEventListener('init', event => this.#receive(event));
    this.#source.addEventListener('update', event => this.#receive(event));
    this.#source.onerror = () => this.#lost();
  }

  /** Shows the key to the gateway once; the cookie that it gives is out of this page's reach. */
  async signIn(key) {
    try {
      const headers = { Authorization: `Bearer ${key}` };
      const answer = await fetch(SESSION, { method: 'POST', headers });
      if (!answer.ok) {
        this.#become('locked', (await answer.json()).detail);
        return;
      }
      this.#become('connecting', null);
      this.open();
    } catch {
      this.#become('locked', 'The gateway does not answer, or that is no key.');
    }
  }

  #receive(event) {
    this.body = JSON.parse(event.data);
    this.#receivedAt = performance.now();
    this.#clockOffset = this.body.timestamp - Date.now();
    this.#waitMs = MIN_WAIT_MS;
    this.#become(statusOf(this.body), null);
  }

  #lost() {
    if (this.#source.readyState === EventSource.CONNECTING) {
      this.#become(navigator.onLine ? 'reconnecting' : 'offline', null);
    } else {
      this.#become('offline', null);
      this.#askWhy();
    }
  }

  /** An EventSource hides why it was refused; the snapshot of the same view tells. */
  async #askWhy() {
    let retry = true;
    try {
      const answer = await fetch(SNAPSHOT + this.#search);
      if (answer.status === 401) {
        retry = false;
        this.body = null;
        this.#become('locked', null);
      } else if (answer.status >= 400 && answer.status < 500) {
        const { detail } = await answer.json();
        retry = false;
        this.#become('refused', detail);
      }
    } catch {
      // Not reachable, which the status already says.
    }
    if (retry) this.#openLater();
  }

  #openLater() {
    setTimeout(() => this.open(), this.#waitMs * (0.8 + 0.4 * Math.random()));
    this.#waitMs = Math.min(MAX_WAIT_MS, this.#waitMs * 2);
  }

  #become(status, problem) {
    this.status = status;
    this.problem = problem;
    this.dispatchEvent(new Event('change'));
  }
}

function statusOf(body) {
  if (!body.stale) return 'live';
  return body.lagMs === null ? 'waiting' : 'stale';
}
