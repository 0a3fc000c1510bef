import { EventStream } from '../tidemark-client.js';

const WORKER = new URL('../tidemark-worker.js', import.meta.url);
const ALIVE_MS = 20_000;

/**
 * A stream that tabs of this browser share, where the platform lets them; else one of its own. Used
 * as a client's `transport`.
 */
export function sharedStream(url, handlers, headers) {
  const isOwn = WORKER.origin === location.origin && Object.keys(headers).length === 0;
  if (!isOwn || typeof SharedWorker === 'undefined') return new EventStream(url, handlers, headers);
  return new SharedEventStream(url, handlers);
}

/** What an EventStream is, with its connection in the worker. */
class SharedEventStream {
  #url;
  #handlers;
  #port = null;
  #alive = null;
  #leave = () => this.#part();
  #comeBack = event => event.persisted && this.open();

  constructor(url, handlers) {
    this.#url = url;
    this.#handlers = handlers;
  }

  open() {
    if (this.#port) return;
    const worker = new SharedWorker(WORKER, { type: 'module', name: 'tidemark' });
    this.#port = worker.port;
    this.#port.onmessage = ({ data }) => {
      if (data.event) this.#handlers.onEvent(data.event);
      else this.#handlers.onStatus(withError(data.change));
    };
    this.#port.postMessage({ open: this.#url });
    this.#alive = setInterval(() => this.#port.postMessage({ alive: true }), ALIVE_MS);
    addEventListener('pagehide', this.#leave);
    addEventListener('pageshow', this.#comeBack);
  }

  close() {
    this.#part();
    removeEventListener('pagehide', this.#leave);
    removeEventListener('pageshow', this.#comeBack);
    this.#handlers.onStatus({ status: 'closed', error: null, waitMs: 0 });
  }

  #part() {
    if (!this.#port) return;
    clearInterval(this.#alive);
    this.#port.onmessage = null;
    this.#port.postMessage({ close: true });
    this.#port.close();
    this.#port = null;
  }
}

/** An error loses its class on the way; what is asked of it stays. */
function withError(change) {
  if (!change.error) return change;
  const { status } = change.error;
  const isFinal = change.status === 'refused';
  return { ...change, error: Object.assign(new Error(change.error.message), { ...change.error, status, isFinal }) };
}
