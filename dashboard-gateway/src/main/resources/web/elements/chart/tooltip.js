import { number, time, title } from '../../lib/format.js';
import { html, render } from '../../lib/html.js';

const MOST = 12;

/** The values of the window under the pointer, largest first; only in the chart that has the pointer. */
export function tooltip(data, style) {
  const box = document.createElement('div');
  box.className = 'tooltip panel';
  box.hidden = true;
  return {
    hooks: {
      init: plot => plot.over.append(box),
      setCursor: plot => update(plot, box, data(), style),
    },
  };
}

function update(plot, box, { types, columns, starts, frame, isUnfinished }, style) {
  const { idx, left, event } = plot.cursor;
  box.hidden = idx === null || idx === undefined || left < 0 || (event && !plot.over.matches(':hover'));
  if (box.hidden) return;
  const isLast = isUnfinished && idx === starts.length - 1;
  const rows = types
    .map((type, i) => ({ type, value: columns[i][idx] ?? null }))
    .filter(({ value }) => value !== null)
    .sort((a, b) => b.value - a.value);
  render(box, html`
    <b>${time(starts[idx], frame.to - frame.from)}${isLast && ' so far'}</b>
    ${rows.slice(0, MOST).map(row => html`
      <div><span class="swatch" style="--series: ${style.series[row.type]}"></span>
        <span>${title(row.type)}</span><span class="value">${number(row.value)}</span></div>`)}
    ${rows.length > MOST && html`<div class="more">and ${rows.length - MOST} more</div>`}
    ${rows.length === 0 && html`<div class="more">nothing is known</div>`}`);
  const isBeyond = left > plot.over.clientWidth / 2;
  box.style.left = isBeyond ? '' : `${left + 14}px`;
  box.style.right = isBeyond ? `${plot.over.clientWidth - left + 14}px` : '';
}
