const SPAN_MS = 60_000;
/** Clocks that differ by more than any way through a network takes. */
const SKEW_MS = 2_000;

/**
 * How long events took from their acceptance to this screen, over the last minute. Each newest event
 * is measured once, when the update that brought it has been drawn.
 */
export class Freshness {
  #samples = [];
  #seen = null;
  #isFollowing = false;
  #skewMs = null;

  /** Notes how far the gateway's clock is from this one: at most what the fastest update shows. */
  received(body, now = Date.now()) {
    const ahead = body.timestamp - now;
    this.#skewMs = this.#skewMs === null ? ahead : Math.max(ahead, this.#skewMs);
  }

  drawn(body, now = Date.now()) {
    const wasFollowing = this.#isFollowing;
    const acceptedAt = body.freshness?.acceptedAt ?? null;
    this.#isFollowing = true;
    if (acceptedAt === null || acceptedAt === this.#seen) return;
    this.#seen = acceptedAt;
    // The first state is as old as it is: nobody was there when its event came.
    if (wasFollowing) this.#samples.push({ at: now, ms: Math.max(0, now + this.skewMs() - acceptedAt) });
  }

  /** To be added to this clock to get the gateway's; 0 if they agree as far as one can tell. */
  skewMs() {
    const ms = this.#skewMs ?? 0;
    return ms > 0 || ms < -SKEW_MS ? ms : 0;
  }

  /** After a pause nothing that comes next tells how fast events are. */
  restart() {
    this.#isFollowing = false;
  }

  /** { p50, p99, many }, or null if there was nothing to measure. */
  summary(now = Date.now()) {
    this.#samples = this.#samples.filter(sample => now - sample.at <= SPAN_MS);
    if (!this.#samples.length) return null;
    const sorted = this.#samples.map(sample => sample.ms).sort((a, b) => a - b);
    const at = share => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    return { p50: at(0.5), p99: at(0.99), many: sorted.length };
  }
}
