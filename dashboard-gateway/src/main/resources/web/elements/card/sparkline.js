const WIDTH = 200;
const HEIGHT = 40;
const INSET = 2;
const MOST = 120;

/** Paths of a column: finished windows as line and area, the unfinished one apart; gaps stay gaps. */
export function sparkline(values, isUnfinished) {
  const column = thinned(values);
  const top = Math.max(1e-9, ...column.map(value => value ?? 0));
  const step = WIDTH / Math.max(1, column.length - 1);
  const points = column.map((value, i) => (value === null ? null : [
    (i * step).toFixed(1),
    (HEIGHT - INSET - (value / top) * (HEIGHT - 2 * INSET)).toFixed(1),
  ]));
  const runs = runsOf(isUnfinished ? points.slice(0, -1) : points);
  return {
    line: runs.map(path).join(''),
    area: runs.map(run => `${path(run)}L${run.at(-1)[0]},${HEIGHT}L${run[0][0]},${HEIGHT}Z`).join(''),
    open: isUnfinished ? runsOf(points.slice(-2)).filter(run => run.length > 1).map(path).join('') : '',
  };
}

/** As many as there are pixels: the greatest of neighbours, so that no peak is lost. */
function thinned(values) {
  const many = Math.ceil(values.length / MOST);
  if (many === 1) return values;
  const thin = [];
  for (let i = 0; i < values.length; i += many) {
    const some = values.slice(i, i + many).filter(value => value !== null);
    thin.push(some.length ? Math.max(...some) : null);
  }
  return thin;
}

function runsOf(points) {
  const runs = [];
  let run = [];
  for (const point of [...points, null]) {
    if (point) run.push(point);
    else {
      if (run.length) runs.push(run);
      run = [];
    }
  }
  return runs;
}

/** A single point becomes a dot: a line without length has round ends. */
const path = points => `M${points.map(point => point.join(',')).join('L')}${points.length === 1 ? 'h0' : ''}`;
