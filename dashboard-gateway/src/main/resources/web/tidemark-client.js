/**
 * Tidemark's client: follows a view of a dashboard gateway, and sends events to one. One file, no
 * dependencies; for browsers and for Node 20 or newer. Types stand in tidemark-client.d.ts.
 *
 *   const client = new TidemarkClient({ url: 'http://localhost:3111', tenant: 'acme', range: '1h' });
 *   client.connect(body => console.log(body.metrics), error => console.warn(error.message));
 *   await client.trackMetric('page_view', 1, { page: '/home' });
 *   client.disconnect();
 */

/** Three heartbeats of the gateway's default: a stream that is silent for longer is dead. */
const SILENCE_MS = 45_000;
const DEFAULT_RETRY_MS = 2_000;
const MAX_WAIT_MS = 30_000;
const MAX_DOUBLINGS = 5;
/** After so many failures in a row nobody should wait for the next try to be the one. */
const OFFLINE_AFTER = 3;

const VIEW_PARAMETERS = [
  'tenant', 'window', 'range', 'types', 'interval', 'include', 'breakdown', 'top', 'order', 'filter',
];

/** What a gateway answered instead of what it was asked for; status is 0 where it did not answer. */
export class TidemarkError extends Error {
  constructor(message, { status = 0, code = null, retryAfterMs = null } = {}) {
    super(message);
    this.name = 'TidemarkError';
    this.status = status;
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }

  /** Whether asking again, unchanged, cannot help. */
  get isFinal() {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 429;
  }

  /** Of an answer that is no success, whatever its body is. */
  static async of(response) {
    const problem = await response.json().catch(() => ({}));
    const seconds = Number(response.headers.get('Retry-After'));
    return new TidemarkError(problem.detail ?? problem.title ?? `HTTP ${response.status}`, {
      status: response.status,
      code: problem.code ?? null,
      retryAfterMs: seconds > 0 ? seconds * 1000 : null,
    });
  }
}

/**
 * Server-sent events by fetch, for as long as it is open: it comes back by itself, ever less often
 * and never in step with others, and shows the position that it has seen. Unlike an EventSource it
 * can send headers, and tells why it was refused.
 *
 * handlers.onEvent({ name, data, id }) and handlers.onStatus({ status, error, waitMs }), where status
 * is connecting, open, reconnecting, offline, refused (it does not come back) or closed.
 */
export class EventStream {
  #url;
  #headers;
  #handlers;
  #abort = null;
  #wake = null;
  #lastId = '';
  #retryMs = DEFAULT_RETRY_MS;
  #failures = 0;
  #silence = null;
  #online = () => this.#wake?.();

  constructor(url, handlers, headers = {}) {
    this.#url = url;
    this.#handlers = handlers;
    this.#headers = headers;
  }

  open() {
    if (this.#abort) return;
    this.#abort = new AbortController();
    globalThis.addEventListener?.('online', this.#online);
    this.#follow(this.#abort.signal);
  }

  close() {
    if (!this.#abort) return;
    this.#abort.abort();
    this.#abort = null;
    clearTimeout(this.#silence);
    globalThis.removeEventListener?.('online', this.#online);
    this.#wake?.();
    this.#handlers.onStatus({ status: 'closed', error: null, waitMs: 0 });
  }

  async #follow(closed) {
    this.#handlers.onStatus({ status: 'connecting', error: null, waitMs: 0 });
    while (!closed.aborted) {
      const error = await this.#readOnce(closed);
      if (closed.aborted) return;
      if (error?.isFinal) {
        this.#handlers.onStatus({ status: 'refused', error, waitMs: 0 });
        this.#abort = null;
        globalThis.removeEventListener?.('online', this.#online);
        return;
      }
      await this.#wait(error);
    }
  }

  /** One connection, to its end; the error that ended it, or null for a clean end. */
  async #readOnce(closed) {
    const connection = new AbortController();
    const stop = () => connection.abort();
    closed.addEventListener('abort', stop);
    try {
      const response = await fetch(this.#url, {
        headers: this.#requestHeaders(), signal: connection.signal, cache: 'no-store',
      });
      if (!response.ok) return await TidemarkError.of(response);
      this.#handlers.onStatus({ status: 'open', error: null, waitMs: 0 });
      await this.#readEvents(response.body, stop);
      return null;
    } catch (cause) {
      return new TidemarkError(`The gateway does not answer: ${cause.message}`);
    } finally {
      clearTimeout(this.#silence);
      closed.removeEventListener('abort', stop);
    }
  }

  #requestHeaders() {
    const headers = { Accept: 'text/event-stream', ...this.#headers };
    if (this.#lastId) headers['Last-Event-ID'] = this.#lastId;
    return headers;
  }

  async #readEvents(stream, stop) {
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
    const parse = eventParser(
      event => {
        this.#failures = 0;
        this.#lastId = event.id ?? this.#lastId;
        this.#handlers.onEvent(event);
      },
      retryMs => { this.#retryMs = retryMs; },
    );
    for (;;) {
      clearTimeout(this.#silence);
      this.#silence = setTimeout(stop, SILENCE_MS);
      const { done, value } = await reader.read();
      if (done) return;
      parse(value);
    }
  }

  /** Longer after each failure, and by chance, so that many clients do not come back at once. */
  #wait(error) {
    this.#failures += 1;
    const doubled = this.#retryMs * 2 ** Math.min(this.#failures - 1, MAX_DOUBLINGS);
    const waitMs = Math.min(MAX_WAIT_MS, Math.max(doubled, error?.retryAfterMs ?? 0))
      * (0.5 + Math.random() / 2);
    const isAway = this.#failures > OFFLINE_AFTER || globalThis.navigator?.onLine === false;
    this.#handlers.onStatus({ status: isAway ? 'offline' : 'reconnecting', error, waitMs });
    return new Promise(resolve => {
      const timer = setTimeout(resolve, waitMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

/** Takes text as it comes, and hands on whole events. */
function eventParser(onEvent, onRetry) {
  let rest = '';
  let event = { name: 'message', data: [], id: null };
  const field = (name, value) => {
    if (name === 'event') event.name = value;
    else if (name === 'data') event.data.push(value);
    else if (name === 'id') event.id = value;
    else if (name === 'retry' && /^\d+$/.test(value)) onRetry(Number(value));
  };
  const line = text => {
    if (text === '') {
      if (event.data.length) onEvent({ ...event, data: event.data.join('\n') });
      event = { name: 'message', data: [], id: null };
      return;
    }
    const colon = text.indexOf(':');
    if (colon < 0) field(text, '');
    else if (colon > 0) field(text.slice(0, colon), text.slice(colon + 1).replace(/^ /, ''));
  };
  return text => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    lines.forEach(each => line(each.endsWith('\r') ? each.slice(0, -1) : each));
  };
}

/**
 * The whole state after a delta. The state before it is left as it was, so that who holds it may
 * compare.
 */
export function applyDelta(body, delta) {
  const { metrics, timeSeries, from, ...others } = delta;
  const all = { ...body.metrics, ...metrics };
  return {
    ...body,
    ...others,
    metrics: all,
    stats: { metrics: all, connectedClients: delta.connectedClients ?? body.connectedClients },
    timeSeries: mergeSeries(body.timeSeries, timeSeries ?? [], from ?? -Infinity),
  };
}

/** Newest first, then by type, as the gateway sends it; what did not change is not looked at. */
function mergeSeries(before, changed, from) {
  const oldest = changed.reduce((least, point) => Math.min(least, point.timestamp), Infinity);
  const firstIn = (start, holds) => {
    const index = before.findIndex((point, i) => i >= start && holds(point));
    return index < 0 ? before.length : index;
  };
  const headEnd = changed.length ? firstIn(0, point => point.timestamp < oldest) : 0;
  let end = before.length;
  while (end > 0 && before[end - 1].timestamp < from) end -= 1;
  if (!changed.length) return before.slice(0, end);
  const keyOf = point => `${point.timestamp} ${point.type}`;
  const head = new Map(before.slice(0, headEnd).map(point => [keyOf(point), point]));
  for (const point of changed) head.set(keyOf(point), point);
  const sorted = [...head.values()]
    .filter(point => point.timestamp >= from)
    .sort((a, b) => b.timestamp - a.timestamp || (a.type < b.type ? -1 : a.type > b.type ? 1 : 0));
  return sorted.concat(before.slice(headEnd, Math.max(headEnd, end)));
}

/**
 * A view of one tenant, and a way to report its events. Options: url (of the gateway; this page's
 * own unless given), key (an API key, sent as a header), and the view: tenant, window, range, types,
 * interval, include, breakdown, top, order, filter. Lists may be arrays.
 */
export class TidemarkClient extends EventTarget {
  #options;
  #stream = null;
  #body = null;
  status = 'closed';

  constructor(options = {}) {
    super();
    this.#options = { url: globalThis.location?.origin ?? 'http://localhost:3111', ...options };
  }

  /** The newest whole state, or null. */
  get body() {
    return this.#body;
  }

  /**
   * Follows the view: onUpdate(body, delta) gets the whole state each time, and what changed if only
   * that came; onError(error) hears of each failure, after which the client comes back by itself
   * unless error.isFinal. Alerts and changes of the status are the events `alert` and `status`.
   */
  connect(onUpdate, onError = () => {}) {
    this.disconnect();
    const handlers = {
      onEvent: event => this.#receive(event, onUpdate),
      onStatus: change => {
        this.status = change.status;
        this.dispatchEvent(new CustomEvent('status', { detail: change }));
        if (change.error) onError(change.error);
      },
    };
    const open = this.#options.transport
      ?? ((url, given, headers) => new EventStream(url, given, headers));
    this.#stream = open(this.#streamUrl(), handlers, this.#headers());
    this.#stream.open();
  }

  disconnect() {
    this.#stream?.close();
    this.#stream = null;
  }

  /** Reports an event; what comes back is { success, metricId }, after Kafka has acknowledged it. */
  async trackMetric(type, value, metadata = undefined, { userId, id, timestamp } = {}) {
    const response = await fetch(new URL('/metrics/track', this.#options.url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...this.#headers(), ...this.#tenantHeader() },
      body: JSON.stringify({ type, value, metadata, userId, id, timestamp }),
    });
    if (!response.ok) throw await TidemarkError.of(response);
    return response.json();
  }

  #receive({ name, data }, onUpdate) {
    const told = JSON.parse(data);
    if (name === 'alert') {
      this.dispatchEvent(new CustomEvent('alert', { detail: told }));
      return;
    }
    const isDelta = name === 'delta';
    if (isDelta && !this.#body) return;
    this.#body = isDelta ? applyDelta(this.#body, told) : told;
    onUpdate(this.#body, isDelta ? told : null);
  }

  #streamUrl() {
    const url = new URL('/dashboard/stream', this.#options.url);
    for (const name of VIEW_PARAMETERS) {
      const value = this.#options[name];
      if (value === undefined || value === null || value.length === 0) continue;
      const values = name === 'breakdown' && Array.isArray(value) ? value : [value];
      values.forEach(each => url.searchParams.append(name, each));
    }
    url.searchParams.set('format', 'delta');
    return url.href;
  }

  #headers() {
    return this.#options.key ? { Authorization: `Bearer ${this.#options.key}` } : {};
  }

  #tenantHeader() {
    return this.#options.tenant ? { 'X-Tenant-Id': this.#options.tenant } : {};
  }
}
