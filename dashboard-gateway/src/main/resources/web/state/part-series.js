import { address, getJson } from './gateway.js';
import { Timeline } from './timeline.js';
import { frameOf, windowOf } from './view.js';

const EVERY_MS = 15_000;
/** While more than the newest is missing. */
const SOON_MS = 3_000;
const PAGE_WINDOWS = 1000;

/**
 * The windows of one part of a type, such as performance with metric:cpu_load, over another source's
 * range. Asked for from time to time, only what is missing and the newest two windows.
 */
export class PartSeries {
  timeline = null;
  #type;
  #filter;
  #of = '';
  #askedAt = -Infinity;
  #busy = false;

  constructor(type, filter) {
    this.#type = type;
    this.#filter = filter;
  }

  /** The newest point, or null. */
  get last() {
    if (!this.timeline || this.timeline.newest === null) return null;
    return this.timeline.at(this.#type, this.timeline.newest) ?? null;
  }

  /** Means of the frame's windows. */
  column(starts) {
    if (!this.timeline) return starts.map(() => null);
    return this.timeline.column(this.#type, starts, point => (point.count ? point.sum / point.count : null));
  }

  /** Fetches what is due; true if there is something new. */
  async refresh(source) {
    const { view } = source;
    const of = `${view.tenant} ${view.window}`;
    if (of !== this.#of) {
      this.#of = of;
      this.timeline = new Timeline(windowOf(view.window).lengthMs);
      this.#askedAt = -Infinity;
    }
    const { timeline } = this;
    const frame = frameOf(view, source.now());
    const missing = timeline.missing(frame.from, frame.to);
    const wait = missing.some(span => span.to - span.from > 2 * frame.lengthMs) ? SOON_MS : EVERY_MS;
    if (this.#busy || performance.now() - this.#askedAt < wait) return false;
    this.#busy = true;
    this.#askedAt = performance.now();
    try {
      const from = missing.length ? Math.min(missing[0].from, frame.to - 2 * frame.lengthMs) : frame.to - 2 * frame.lengthMs;
      await this.#fetch(source, timeline, Math.max(frame.from, from), frame.to);
      timeline.forgetBefore(frame.from - (frame.to - frame.from));
    } finally {
      this.#busy = false;
    }
    return timeline === this.timeline;
  }

  async #fetch(source, timeline, from, to) {
    let cursor = null;
    do {
      const page = await getJson(address(source.url, '/api/series', {
        tenant: source.view.tenant, window: source.view.window, types: this.#type, filter: this.#filter,
        from, to, limit: PAGE_WINDOWS, cursor,
      }));
      timeline.add(page.timeSeries);
      cursor = page.next;
    } while (cursor);
    timeline.cover(from, to - timeline.lengthMs);
  }
}
