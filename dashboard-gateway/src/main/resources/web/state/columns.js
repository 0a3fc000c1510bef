/**
 * The time series as columns: one x per window, oldest first, and a count for each type and window.
 * A window without events counts 0. The last window is the unfinished one.
 */
export function columns(body, now) {
  const { windowMs, rangeMs } = body;
  const buckets = Math.round(rangeMs / windowMs);
  const last = Math.floor(now / windowMs) * windowMs;
  const first = last - (buckets - 1) * windowMs;
  const xs = Array.from({ length: buckets }, (_, i) => first + i * windowMs);
  const counts = new Map(Object.keys(body.metrics).map(type => [type, new Array(buckets).fill(0)]));
  for (const point of body.timeSeries) {
    const index = (point.timestamp - first) / windowMs;
    const column = counts.get(point.type);
    if (column && index >= 0 && index < buckets) column[index] = point.count;
  }
  return { xs, counts, finishedShare: (now - last) / windowMs };
}

/** Events per minute: the unfinished window, and of the one before as much as is still missing. */
export function ratePerMinute(column, finishedShare, windowMs) {
  const current = column.at(-1) ?? 0;
  const before = column.at(-2) ?? 0;
  return (current + before * (1 - finishedShare)) * (60_000 / windowMs);
}
