/**
 * What is known of windows of one size: their points by type, and the spans of time that were asked
 * for. Live windows and pages of history meet here, so that nothing is fetched twice.
 */
export class Timeline {
  #points = new Map();
  #covered = [];
  #heard = new Set();

  constructor(lengthMs) {
    this.lengthMs = lengthMs;
  }

  add(points) {
    for (const point of points) {
      let ofType = this.#points.get(point.type);
      if (!ofType) this.#points.set(point.type, ofType = new Map());
      ofType.set(point.timestamp, point);
      this.#heard.add(point.timestamp);
    }
  }

  get types() {
    return [...this.#points.keys()];
  }

  /** Start of the newest window that has a point; null if none has. */
  get newest() {
    return this.#heard.size ? Math.max(...this.#heard) : null;
  }

  /** Marks the span as known: a window in it that has no point has no events. */
  cover(from, to) {
    const merged = { from, to };
    const apart = this.#covered.filter(span => {
      if (span.to < merged.from || span.from > merged.to) return true;
      merged.from = Math.min(merged.from, span.from);
      merged.to = Math.max(merged.to, span.to);
      return false;
    });
    this.#covered = [...apart, merged].sort((a, b) => a.from - b.from);
  }

  /** The spans of [from, to) that are not known, oldest first. */
  missing(from, to) {
    const gaps = [];
    let next = from;
    for (const span of this.#covered) {
      if (span.from > next && next < to) gaps.push({ from: next, to: Math.min(span.from, to) });
      next = Math.max(next, span.to);
    }
    if (next < to) gaps.push({ from: next, to });
    return gaps;
  }

  isCovered(start) {
    return this.#covered.some(span => span.from <= start && start < span.to);
  }

  /** Whether any series had an event in this window. */
  isHeard(start) {
    return this.#heard.has(start);
  }

  at(type, start) {
    return this.#points.get(type)?.get(start);
  }

  /** One value for each start; null where there is none to tell. */
  column(type, starts, valueOf) {
    const ofType = this.#points.get(type);
    return starts.map(start => {
      const point = ofType?.get(start);
      return point ? valueOf(point) : null;
    });
  }

  /** What a type's points in [from, to) add up to; null if some of that is not known. */
  total(type, from, to) {
    if (this.missing(from, to).length) return null;
    const total = { count: 0, sum: 0 };
    const ofType = this.#points.get(type);
    for (let start = from; ofType && start < to; start += this.lengthMs) {
      const point = ofType.get(start);
      total.count += point?.count ?? 0;
      total.sum += point?.sum ?? 0;
    }
    return total;
  }

  /** Forgets what is older, so that a page can stay open for weeks. */
  forgetBefore(from) {
    for (const ofType of this.#points.values()) {
      for (const start of ofType.keys()) if (start < from) ofType.delete(start);
    }
    for (const start of this.#heard) if (start < from) this.#heard.delete(start);
    this.#covered = this.#covered
      .filter(span => span.to > from)
      .map(span => ({ from: Math.max(span.from, from), to: span.to }));
  }
}
