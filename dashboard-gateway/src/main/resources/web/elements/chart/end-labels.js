import { title } from '../../lib/format.js';

const MOST = 12;

/**
 * The name of each line at the height where it ends, moved apart where lines are close: no legend to
 * look up.
 */
export function endLabels(data, style, fontPx) {
  return { hooks: { draw: plot => draw(plot, data(), style, fontPx * devicePixelRatio) } };
}

function draw(plot, data, style, size) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = `600 ${size}px ${style.family}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const left = bbox.left + bbox.width + size * 0.8;
  for (const { type, y } of placed(plot, data, size * 1.3)) {
    ctx.fillStyle = style.series[type];
    ctx.fillText(fitted(ctx, title(type), ctx.canvas.width - left), left, y);
  }
  ctx.restore();
}

function placed(plot, { types, columns, isUnfinished, isLog }, lineHeight) {
  const { top, height } = plot.bbox;
  const labels = types
    .map((type, i) => ({ type, value: lastOf(columns[i], isUnfinished) }))
    .filter(({ value }) => value !== null && !(isLog && value <= 0))
    .slice(0, MOST)
    .map(({ type, value }) => ({ type, y: plot.valToPos(value, 'y', true) }))
    .sort((a, b) => b.y - a.y);
  let limit = top + height;
  for (const label of labels) {
    label.y = Math.min(label.y, limit);
    limit = label.y - lineHeight;
  }
  let least = top;
  for (const label of labels.reverse()) {
    label.y = Math.max(label.y, least);
    least = label.y + lineHeight;
  }
  return labels;
}

/** Of finished windows, the last that is known. */
function lastOf(column, isUnfinished) {
  const finished = isUnfinished ? column.slice(0, -1) : column;
  return finished.findLast(value => value !== null) ?? column.at(-1) ?? null;
}

/** The name, or as much of it as there is room for. */
function fitted(ctx, name, width) {
  if (ctx.measureText(name).width <= width) return name;
  let end = name.length - 1;
  while (end > 1 && ctx.measureText(`${name.slice(0, end)}…`).width > width) end -= 1;
  return `${name.slice(0, end)}…`;
}
