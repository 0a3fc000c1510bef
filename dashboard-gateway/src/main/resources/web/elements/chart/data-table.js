import { number, time, title } from '../../lib/format.js';
import { html } from '../../lib/html.js';

const MOST = 120;

/** The chart's numbers, newest window first. */
export function dataTable({ types, columns, starts, frame, isUnfinished }) {
  const rows = starts.map((start, i) => ({ start, i })).reverse().slice(0, MOST);
  const isOpen = row => isUnfinished && row === 0;
  return html`
    <table>
      <thead><tr><th scope="col">Window</th>
        ${types.map(type => html`<th scope="col">${title(type)}</th>`)}</tr></thead>
      <tbody>${rows.map(({ start, i }, row) => html`
        <tr><th scope="row">${time(start, frame.to - frame.from)}${isOpen(row) && ' (so far)'}</th>
          ${columns.map(column => html`<td>${number(column[i])}</td>`)}</tr>`)}
      </tbody>
    </table>
    ${starts.length > MOST && html`<p>The newest ${MOST} of ${starts.length} windows. The export has all.</p>`}`;
}
