import { html, render } from '../../lib/html.js';
import { number, time } from '../../lib/format.js';

/** The counts of the window under the pointer, largest first. */
export function tooltip(shown, body) {
  const box = document.createElement('div');
  box.className = 'tooltip panel';
  box.hidden = true;
  return {
    hooks: {
      init: plot => plot.over.append(box),
      setCursor: plot => update(plot, box, shown, body),
    },
  };
}

function update(plot, box, shown, body) {
  const { idx, left } = plot.cursor;
  box.hidden = idx === null || idx === undefined || left < 0;
  if (box.hidden) return;
  const last = plot.data[0].length - 1;
  const rows = shown
    .map((series, i) => ({ ...series, count: plot.data[2 * i + (idx === last ? 2 : 1)][idx] ?? 0 }))
    .sort((a, b) => b.count - a.count);
  const note = idx === last ? ' so far' : '';
  render(box, html`
    <b>${time(plot.data[0][idx] * 1000, body.rangeMs)}${note}</b>
    ${rows.map(row => html`
      <div><span class="swatch" style="--series: ${row.colour}"></span>
        <span>${row.name}</span><span class="value">${number(row.count)}</span></div>`)}`);
  const beyond = left > plot.over.clientWidth / 2;
  box.style.left = beyond ? '' : `${left + 14}px`;
  box.style.right = beyond ? `${plot.over.clientWidth - left + 14}px` : '';
}
