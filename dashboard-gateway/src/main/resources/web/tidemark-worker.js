/**
 * A shared worker: tabs of one browser that look at the same view share one stream. It hands on
 * events as they come; a tab that joins later is sent the whole state as `init` first.
 */
import { applyDelta, EventStream } from './tidemark-client.js';

/** Browsers wake a tab in the background once a minute: one that is silent for longer is gone. */
const GONE_MS = 150_000;
const SWEEP_MS = 30_000;

const shared = new Map();

class SharedStream {
  #ports = new Map();
  #body = null;
  #change = null;
  #stream;

  constructor(url) {
    this.#stream = new EventStream(url, {
      onEvent: event => this.#receive(event),
      onStatus: change => {
        this.#change = { ...change, error: change.error && { ...change.error, message: change.error.message } };
        this.#send({ change: this.#change });
      },
    });
    this.#stream.open();
  }

  join(port) {
    this.#ports.set(port, Date.now());
    if (this.#change) port.postMessage({ change: this.#change });
    if (this.#body) port.postMessage({ event: { name: 'init', data: JSON.stringify(this.#body), id: null } });
  }

  heard(port) {
    if (this.#ports.has(port)) this.#ports.set(port, Date.now());
  }

  /** Without the port; true if nobody is left, and the stream has ended. */
  leave(port) {
    this.#ports.delete(port);
    return this.#endIfAlone();
  }

  sweep(now) {
    for (const [port, heardAt] of this.#ports) {
      if (now - heardAt > GONE_MS) this.#ports.delete(port);
    }
    return this.#endIfAlone();
  }

  get isRefused() {
    return this.#change?.status === 'refused';
  }

  #endIfAlone() {
    if (this.#ports.size) return false;
    this.#stream.close();
    return true;
  }

  #receive(event) {
    if (event.name === 'delta') this.#body = applyDelta(this.#body, JSON.parse(event.data));
    else if (event.name !== 'alert') this.#body = JSON.parse(event.data);
    this.#send({ event });
  }

  #send(message) {
    for (const port of this.#ports.keys()) port.postMessage(message);
  }
}

function join(url, port) {
  if (!shared.has(url) || shared.get(url).isRefused) shared.set(url, new SharedStream(url));
  shared.get(url).join(port);
}

onconnect = ({ ports: [port] }) => {
  let joined = null;
  port.onmessage = ({ data }) => {
    if (data.open) {
      joined = data.open;
      join(joined, port);
    } else if (joined && data.close) {
      if (shared.get(joined)?.leave(port)) shared.delete(joined);
      joined = null;
    } else if (joined) {
      shared.get(joined)?.heard(port);
    }
  };
};

setInterval(() => {
  for (const [url, stream] of shared) {
    if (stream.sweep(Date.now())) shared.delete(url);
  }
}, SWEEP_MS);
