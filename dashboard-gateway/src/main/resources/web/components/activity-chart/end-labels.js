/**
 * The name of each line at the height of its last finished window, moved apart where lines are
 * close: no legend to look up.
 */
export function endLabels(shown, fontPx, family) {
  return { hooks: { draw: plot => draw(plot, shown, fontPx * devicePixelRatio, family) } };
}

function draw(plot, shown, size, family) {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = `600 ${size}px ${family}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const left = bbox.left + bbox.width + size;
  for (const { name, colour, y } of placed(plot, shown, size * 1.3)) {
    ctx.fillStyle = colour;
    ctx.fillText(fitted(ctx, name, ctx.canvas.width - left), left, y);
  }
  ctx.restore();
}

function placed(plot, shown, lineHeight) {
  const bottom = plot.bbox.top + plot.bbox.height;
  const labels = shown
    .map((series, i) => ({ ...series, y: plot.valToPos(plot.data[2 * i + 2].at(-2) ?? 0, 'y', true) }))
    .sort((a, b) => b.y - a.y);
  let limit = bottom;
  for (const label of labels) {
    label.y = Math.min(label.y, limit);
    limit = label.y - lineHeight;
  }
  return labels;
}

/** The name, or as much of it as there is room for. */
function fitted(ctx, name, width) {
  if (ctx.measureText(name).width <= width) return name;
  let end = name.length - 1;
  while (end > 1 && ctx.measureText(`${name.slice(0, end)}…`).width > width) end -= 1;
  return `${name.slice(0, end)}…`;
}
