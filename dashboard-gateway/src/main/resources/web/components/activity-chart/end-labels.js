const LINE_HEIGHT = 17;

/**
 * The name of each line at the height of its last finished window, moved apart where lines are
 * close: no legend to look up.
 */
export function endLabels(shown, font) {
  return { hooks: { draw: plot => draw(plot, shown, font) } };
}

function draw(plot, shown, font) {
  const { ctx, bbox } = plot;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = font.replace('13px', `${13 * ratio}px`);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { name, colour, y } of placed(plot, shown, LINE_HEIGHT * ratio)) {
    ctx.fillStyle = colour;
    ctx.fillText(name, bbox.left + bbox.width + 12 * ratio, y);
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
