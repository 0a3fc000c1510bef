/** A veil over the window that is not over yet, so that its lower counts do not read as a drop. */
export function unfinished(colour) {
  return { hooks: { drawClear: plot => draw(plot, colour) } };
}

function draw(plot, colour) {
  const { ctx, bbox } = plot;
  const from = plot.valToPos(plot.data[0].at(-2) ?? plot.data[0].at(-1), 'x', true);
  ctx.save();
  ctx.fillStyle = colour;
  ctx.fillRect(from, bbox.top, bbox.left + bbox.width - from, bbox.height);
  ctx.restore();
}
