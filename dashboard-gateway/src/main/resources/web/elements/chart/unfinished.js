/**
 * The window that is not over yet: a veil over it, so that its lower counts do not read as a drop, and
 * a dashed line to where each series is so far.
 */
export function unfinished(data, style) {
  return {
    hooks: {
      drawClear: plot => data().isUnfinished && veil(plot, style['--veil']),
      draw: plot => data().isUnfinished && dashes(plot, data(), style),
    },
  };
}

function veil({ ctx, bbox, data, valToPos }, colour) {
  const from = Math.max(bbox.left, valToPos(data[0].at(-2), 'x', true));
  ctx.save();
  ctx.fillStyle = colour;
  ctx.fillRect(from, bbox.top, bbox.left + bbox.width - from, bbox.height);
  ctx.restore();
}

function dashes(plot, { types, columns, isLog }, style) {
  const { ctx } = plot;
  const isDrawn = value => value !== null && !(isLog && value <= 0);
  const at = (index, value) => [plot.valToPos(plot.data[0].at(index), 'x', true), plot.valToPos(value, 'y', true)];
  ctx.save();
  ctx.lineWidth = 2 * devicePixelRatio;
  ctx.setLineDash([3 * devicePixelRatio, 5 * devicePixelRatio]);
  types.forEach((type, i) => {
    const [before, last] = columns[i].slice(-2);
    if (!isDrawn(last)) return;
    ctx.strokeStyle = style.series[type];
    ctx.fillStyle = style.series[type];
    ctx.beginPath();
    if (isDrawn(before)) {
      ctx.moveTo(...at(-2, before));
      ctx.lineTo(...at(-1, last));
      ctx.stroke();
    } else {
      ctx.arc(...at(-1, last), 2.5 * devicePixelRatio, 0, 2 * Math.PI);
      ctx.fill();
    }
  });
  ctx.restore();
}
