const EDGE_PX = 2;

/** Spans of time behind the lines, such as alerts: a tint, an edge and a name. */
export function bands(data, style) {
  return { hooks: { drawClear: plot => draw(plot, data().bands(), style) } };
}

function draw(plot, spans, style) {
  if (!spans.length) return;
  const { ctx, bbox } = plot;
  const right = bbox.left + bbox.width;
  ctx.save();
  ctx.fillStyle = style['--bad'];
  ctx.font = `600 ${style.rem * 0.75 * devicePixelRatio}px ${style.family}`;
  ctx.textBaseline = 'top';
  for (const { from, to, name } of spans) {
    const start = Math.max(bbox.left, plot.valToPos(from / 1000, 'x', true));
    const end = to ? Math.min(right, plot.valToPos(to / 1000, 'x', true)) : right;
    if (end <= bbox.left || start >= right) continue;
    ctx.globalAlpha = 0.1;
    ctx.fillRect(start, bbox.top, end - start, bbox.height);
    ctx.globalAlpha = 1;
    ctx.fillRect(start, bbox.top, EDGE_PX * devicePixelRatio, bbox.height);
    ctx.fillText(name, start + 6 * devicePixelRatio, bbox.top + 4 * devicePixelRatio, right - start);
  }
  ctx.restore();
}
