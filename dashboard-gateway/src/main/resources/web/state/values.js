/** What each metric is of a point; a window without events counts 0 and has no mean. */
const OF_POINT = {
  count: point => point.count,
  sum: point => point.sum,
  rate: (point, frame) => point.rate ?? point.count / secondsOf(point, frame),
  mean: point => (point.count ? point.sum / point.count : null),
  p50: point => point.p50 ?? null,
  p90: point => point.p90 ?? null,
  p95: point => point.p95 ?? null,
  p99: point => point.p99 ?? null,
  users: point => point.users ?? null,
};

const ADDS_UP = new Set(['count', 'sum', 'rate', 'users']);

function secondsOf(point, frame) {
  const ms = Math.min(frame.lengthMs, Math.max(1000, frame.now - point.timestamp));
  return ms / 1000;
}

/** The starts of a frame's windows. */
export function startsOf({ from, to, lengthMs }) {
  const starts = [];
  for (let start = from; start < to; start += lengthMs) starts.push(start);
  return starts;
}

/**
 * Values of a type at these starts. Null is a gap: it is not known, nothing at all was heard in that
 * window, or there is nothing to take a mean of.
 */
export function valuesOf(source, type, metric, starts, frame) {
  const { timeline } = source;
  const valueOf = OF_POINT[metric];
  const nothing = ADDS_UP.has(metric) ? 0 : null;
  const isQuiet = source.view.filter !== '';
  return starts.map(start => {
    const point = timeline.at(type, start);
    if (point) return valueOf(point, frame);
    const isKnown = isQuiet ? timeline.isCovered(start) : timeline.isHeard(start);
    return isKnown ? nothing : null;
  });
}

/** Events per second now: the unfinished window, and of the one before as much as is still missing. */
export function rateNow(source, type) {
  const { lengthMs } = source.timeline;
  const now = source.shownAt();
  const start = Math.floor(now / lengthMs) * lengthMs;
  const current = source.timeline.at(type, start)?.count ?? 0;
  const before = source.timeline.at(type, start - lengthMs)?.count ?? 0;
  const share = (now - start) / lengthMs;
  return (current + before * (1 - share)) / (lengthMs / 1000);
}
