import { TidemarkClient } from '../tidemark-client.js';
import { Freshness } from './freshness.js';
import { address, getJson } from './gateway.js';
import { sharedStream } from './shared-stream.js';
import { Timeline } from './timeline.js';
import { frameOf, lengthOf, problemOf, windowOf } from './view.js';

/** A stream tells so many windows at each tick; older ones are paged once. */
const LIVE_WINDOWS = 120;
const TAIL_WINDOWS = 12;
const PAGE_WINDOWS = 1000;
const DETAILS_EVERY_MS = 30_000;
const RETRY_MS = 5_000;
const CLOCK_MS = 1_000;
const MAX_ALERTS = 50;
/** A browser has six connections to a host by HTTP/1.1: tabs that nobody sees give theirs back. */
const HIDDEN_MS = 60_000;

/**
 * All that is known of one view: the live stream, the history before it, and the figures of its
 * whole range. Fires `change` when there is something else to draw, and `alert`.
 *
 * status: connecting, live, stale, waiting (nothing was ever read), reconnecting, offline, locked
 * (the gateway wants a key) or refused (problem says why).
 */
export class ViewSource extends EventTarget {
  status = 'connecting';
  body = null;
  problem = null;
  historyProblem = null;
  isLoading = false;
  details = null;
  alerts = [];
  freshness = new Freshness();
  #options;
  #client = null;
  #timeline;
  #receivedAt = 0;
  #abort = null;
  #retryAt = 0;
  #detailsAt = -Infinity;
  #streamOf = null;
  #keptMs = 0;
  #clock = null;
  #hiding = null;
  #onVisibility = () => this.#visibilityIs(document.visibilityState);
  /** Grows when there are other numbers. */
  revision = 0;

  /** options: url, key, breakdown (dimensions), top. */
  constructor(view, options = {}) {
    super();
    this.view = view;
    this.#options = { url: location.origin, ...options };
  }

  get url() {
    return this.#options.url;
  }

  get timeline() {
    return this.#timeline;
  }

  /** Asks for more from now on: another dimension, more parts of each. */
  want({ breakdown, top }) {
    this.#options = { ...this.#options, breakdown, top };
    this.#detailsAt = -Infinity;
    if (this.#client) this.#begin(this.view);
  }

  open() {
    this.#begin(this.view);
    this.#clock ??= setInterval(() => {
      this.tick();
      this.dispatchEvent(new Event('change'));
    }, CLOCK_MS);
    document.addEventListener('visibilitychange', this.#onVisibility);
  }

  close() {
    clearInterval(this.#clock);
    this.#clock = null;
    clearTimeout(this.#hiding);
    document.removeEventListener('visibilitychange', this.#onVisibility);
    this.#client?.disconnect();
    this.#client = null;
    this.#streamOf = null;
    this.#abort?.abort();
  }

  /** Looks at another view; what both have in common is not asked for again. */
  show(view) {
    const before = this.view;
    this.view = view;
    const isOther = ['tenant', 'window', 'filter'].some(name => before[name] !== view[name]);
    if (isOther) {
      this.#abort?.abort();
      this.#timeline = null;
      this.#keptMs = 0;
    }
    const isMoved = ['from', 'to', 'range'].some(name => before[name] !== view[name]);
    if (isOther || isMoved) {
      this.details = null;
      this.#detailsAt = -Infinity;
    }
    this.#begin(view, isOther);
    this.#changed();
  }

  /** Says what was wrong with the key that was shown. */
  refuse(problem) {
    this.#become('locked', problem);
  }

  /** The gateway's clock, as far as this page can know it. */
  now() {
    return Date.now() + this.freshness.skewMs();
  }

  /** The moment that the numbers are of: what came after it is not known, which is not the same as 0. */
  shownAt() {
    if (this.status === 'live' || !this.body) return this.now();
    return this.body.timestamp - (this.body.lagMs ?? 0);
  }

  /** Age of what is shown, in ms; null if nothing was ever read. */
  lagMs() {
    if (!this.body || this.body.lagMs === null) return null;
    return this.body.lagMs + (performance.now() - this.#receivedAt);
  }

  frame() {
    return frameOf(this.view, this.shownAt());
  }

  /** Types of the view, in the gateway's order. */
  types() {
    return this.body ? Object.keys(this.body.metrics) : [];
  }

  /** The type's figures over the range, and those of the range before it as far as they are known. */
  range(type) {
    const { from, to } = this.frame();
    const sketched = this.#rangeFigures()?.rangeMetrics?.[type] ?? {};
    const total = this.#timeline?.total(type, from, to) ?? this.#knownTotal(type, from, to);
    return { ...sketched, ...total, previous: this.#timeline?.total(type, from - (to - from), from) ?? null };
  }

  /** Breakdowns over the range; null while they are not known. */
  breakdowns() {
    return this.#rangeFigures()?.breakdowns ?? null;
  }

  /** Unique users over the range and all types; undefined while they are not known. */
  users() {
    return this.#rangeFigures()?.users;
  }

  /** Where the same windows can be had as a file. */
  exportUrl(format) {
    const { from, to } = this.frame();
    return address(this.url, '/api/export', {
      ...this.#query(), format, from, to, types: this.view.types.join(','), include: 'percentiles,users',
    });
  }

  /** Fetches what is missing. */
  tick() {
    if (!this.body || this.status !== 'live' || !this.#timeline) return;
    // While the stream is live, what it does not tell did not happen.
    const { lengthMs } = this.#timeline;
    const since = Math.floor((this.body.timestamp - (this.body.lagMs ?? 0)) / lengthMs) * lengthMs;
    this.#timeline.cover(since, Math.floor(this.now() / lengthMs) * lengthMs + lengthMs);
    this.#loadHistory();
    this.#loadDetails();
  }

  #begin(view, isOther = false) {
    const problem = problemOf(view);
    if (problem) {
      this.#client?.disconnect();
      this.#streamOf = null;
      this.#become('refused', problem);
      return;
    }
    this.#timeline ??= new Timeline(windowOf(view.window).lengthMs);
    const options = this.#streamOptions(view);
    const wanted = JSON.stringify(options);
    if (wanted === this.#streamOf) return;
    this.#streamOf = wanted;
    this.#client?.disconnect();
    if (isOther) this.#receivedAt = 0;
    this.freshness.restart();
    this.#client = new TidemarkClient({ ...options, transport: sharedStream });
    this.#client.addEventListener('status', ({ detail }) => this.#statusIs(detail));
    this.#client.addEventListener('alert', ({ detail }) => this.#alert(detail));
    this.#client.connect((body, delta) => this.#receive(body, delta));
  }

  #visibilityIs(state) {
    clearTimeout(this.#hiding);
    if (state === 'visible') {
      if (this.#client === null) this.#begin(this.view);
      return;
    }
    this.#hiding = setTimeout(() => {
      this.#client?.disconnect();
      this.#client = null;
      this.#streamOf = null;
      this.#become('reconnecting', null);
    }, HIDDEN_MS);
  }

  #isLiveOnly(view) {
    return view.from === null && lengthOf(view) / windowOf(view.window).lengthMs <= LIVE_WINDOWS;
  }

  #streamOptions(view) {
    const isWhole = this.#isLiveOnly(view);
    const { url, key, breakdown, top } = this.#options;
    const tail = `${TAIL_WINDOWS * windowOf(view.window).lengthMs / 1000}s`;
    return {
      url, key, tenant: view.tenant, window: view.window, filter: view.filter,
      range: isWhole ? view.range : tail,
      include: 'percentiles,users,rates,incomplete',
      ...(isWhole && breakdown ? { breakdown, top } : {}),
    };
  }

  #query() {
    const { tenant, window, filter } = this.view;
    return { tenant, window, filter };
  }

  #receive(body, delta) {
    this.body = body;
    this.#receivedAt = performance.now();
    this.freshness.received(body);
    this.#timeline.add((delta ?? body).timeSeries ?? []);
    if (body.lagMs !== null) {
      const last = Math.floor((body.timestamp - body.lagMs) / body.windowMs) * body.windowMs;
      this.#timeline.cover(last - body.rangeMs + body.windowMs, last + body.windowMs);
    }
    this.#become(statusOf(body), null);
    this.tick();
  }

  #statusIs({ status, error }) {
    if (status === 'closed' || status === 'open') return;
    if (status === 'refused') {
      const isLocked = error.status === 401;
      if (isLocked) this.body = null;
      this.#streamOf = null;
      this.#become(isLocked ? 'locked' : 'refused', isLocked ? null : error.message);
    } else if (status !== 'connecting' || !this.body) {
      this.freshness.restart();
      this.#become(status, null);
    }
  }

  #alert(alert) {
    this.alerts = [alert, ...this.alerts].slice(0, MAX_ALERTS);
    this.dispatchEvent(new CustomEvent('alert', { detail: alert }));
    this.#changed();
  }

  #rangeFigures() {
    return this.#isLiveOnly(this.view) ? this.body : this.details;
  }

  #knownTotal(type, from, to) {
    const starts = [];
    for (let start = from; start < to; start += this.#timeline.lengthMs) starts.push(start);
    const sumOf = valueOf => this.#timeline.column(type, starts, valueOf).reduce((sum, each) => sum + (each ?? 0), 0);
    return { count: sumOf(point => point.count), sum: sumOf(point => point.sum) };
  }

  /** The range and the one before it, as far as the gateway keeps them. */
  async #loadHistory() {
    if (this.isLoading || performance.now() < this.#retryAt) return;
    const { from, to } = this.frame();
    const timeline = this.#timeline;
    const kept = this.now() - windowOf(this.view.window).keptMs;
    const oldest = Math.ceil(kept / timeline.lengthMs) * timeline.lengthMs + timeline.lengthMs;
    const before = from - (to - from);
    this.#keptMs = Math.max(this.#keptMs, this.now() - before + timeline.lengthMs);
    timeline.forgetBefore(this.now() - this.#keptMs);
    const wanted = [...timeline.missing(from, to), ...(before >= oldest ? timeline.missing(before, from) : [])];
    if (oldest > from) timeline.cover(from, Math.min(oldest, to));
    const gap = wanted.find(span => span.to > oldest);
    if (!gap) return;
    this.isLoading = true;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    try {
      await this.#page(timeline, Math.max(gap.from, oldest), gap.to, signal);
      this.historyProblem = null;
    } catch (error) {
      if (!signal.aborted) this.historyProblem = error.message;
      this.#retryAt = signal.aborted ? 0 : performance.now() + RETRY_MS;
    } finally {
      this.isLoading = false;
      this.#changed();
    }
    this.tick();
  }

  async #page(timeline, from, to, signal) {
    let cursor = null;
    do {
      const url = address(this.url, '/api/series', {
        ...this.#query(), from, to, include: 'percentiles,users', limit: PAGE_WINDOWS, cursor,
      });
      const page = await getJson(url, { key: this.#options.key, signal });
      timeline.add(page.timeSeries);
      cursor = page.next;
      this.#changed();
    } while (cursor);
    timeline.cover(from, to);
  }

  /** Breakdowns, percentiles and users of a range that the stream does not span. */
  async #loadDetails() {
    if (this.#isLiveOnly(this.view)) return;
    const isOver = this.view.to !== null && this.view.to < this.now();
    const dueAt = this.details && isOver ? Infinity : this.#detailsAt + DETAILS_EVERY_MS;
    if (performance.now() < dueAt) return;
    this.#detailsAt = performance.now();
    const { view } = this;
    const { breakdown, top, key } = this.#options;
    const { from, to } = this.frame();
    try {
      const details = await getJson(address(this.url, '/dashboard/snapshot', {
        ...this.#query(), from, to, include: 'percentiles,users', breakdown, top: breakdown && top,
      }), { key });
      if (view === this.view || view.from === this.view.from) this.details = details;
      this.historyProblem = null;
    } catch (error) {
      this.historyProblem = error.message;
      this.#detailsAt = performance.now() - DETAILS_EVERY_MS + RETRY_MS;
    }
    this.#changed();
  }

  #become(status, problem) {
    this.status = status;
    this.problem = problem;
    this.#changed();
  }

  #changed() {
    this.revision += 1;
    this.dispatchEvent(new Event('change'));
  }
}

function statusOf(body) {
  if (!body.stale) return 'live';
  return body.lagMs === null ? 'waiting' : 'stale';
}
