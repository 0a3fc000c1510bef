const WIDTH = 200;
const HEIGHT = 40;
const INSET = 2;

/** Paths of a column of counts: finished windows as line and area, the unfinished one apart. */
export function sparkline(column) {
  const top = Math.max(1, ...column);
  const step = WIDTH / Math.max(1, column.length - 1);
  const points = column.map((count, i) => [
    (i * step).toFixed(1),
    (HEIGHT - INSET - (count / top) * (HEIGHT - 2 * INSET)).toFixed(1),
  ]);
  const line = path(points.slice(0, -1));
  const end = points.at(-2)?.[0] ?? 0;
  return {
    line,
    area: line && `${line}L${end},${HEIGHT}L0,${HEIGHT}Z`,
    open: path(points.slice(-2)),
  };
}

const path = points => (points.length > 1 ? `M${points.map(point => point.join(',')).join('L')}` : '');
