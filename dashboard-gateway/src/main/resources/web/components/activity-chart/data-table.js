import { html } from '../../lib/html.js';
import { number, time, title } from '../../lib/format.js';

const MAX_ROWS = 60;

/** The chart's numbers, newest window first. */
export function dataTable(body, data) {
  const types = [...data.counts.keys()];
  const rows = data.xs.map((x, i) => [x, i]).reverse().slice(0, MAX_ROWS);
  return html`
    <table>
      <thead><tr><th scope="col">Window</th>
        ${types.map(type => html`<th scope="col">${title(type)}</th>`)}</tr></thead>
      <tbody>${rows.map(([x, i], row) => html`
        <tr><th scope="row">${time(x, body.rangeMs)}${row === 0 && ' (so far)'}</th>
          ${types.map(type => html`<td>${number(data.counts.get(type)[i])}</td>`)}</tr>`)}
      </tbody>
    </table>`;
}
