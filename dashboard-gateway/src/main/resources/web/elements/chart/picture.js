const MARGIN = 20;
const HEAD = 56;

/** What a chart's canvas shows, with its heading, as a PNG. */
export function pictureOf(plot, heading, hint, style) {
  const { canvas } = plot.ctx;
  const scale = devicePixelRatio;
  const picture = document.createElement('canvas');
  picture.width = canvas.width + 2 * MARGIN * scale;
  picture.height = canvas.height + (HEAD + MARGIN) * scale;
  const ctx = picture.getContext('2d');
  ctx.fillStyle = style['--panel'];
  ctx.fillRect(0, 0, picture.width, picture.height);
  ctx.textBaseline = 'top';
  ctx.fillStyle = style['--ink'];
  ctx.font = `600 ${17 * scale}px ${style.family}`;
  ctx.fillText(heading, MARGIN * scale, 12 * scale);
  ctx.fillStyle = style['--ink-soft'];
  ctx.font = `${12 * scale}px ${style.family}`;
  ctx.fillText(hint, MARGIN * scale, 34 * scale);
  ctx.drawImage(canvas, MARGIN * scale, HEAD * scale);
  return new Promise(resolve => { picture.toBlob(resolve, 'image/png'); });
}

/** Hands a file to the browser. */
export function download(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
