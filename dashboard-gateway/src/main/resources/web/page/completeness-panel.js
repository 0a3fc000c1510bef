import { age, number, title } from '../lib/format.js';
import { html, render } from '../lib/html.js';

/** Why these numbers may be incomplete; one calm line while nothing says that they are. */
class CompletenessPanel extends HTMLElement {
  #drawn = '';

  update(source) {
    if (!source.body) return;
    this.hidden = false;
    const reasons = reasonsOf(source);
    const notes = notesOf(source);
    const drawn = JSON.stringify([reasons, notes]);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    const wasOpen = this.querySelector('details')?.open ?? false;
    render(this, html`
      <section class="panel" aria-label="Completeness">
        <h2>Completeness</h2>
        <p class="verdict" data-ok="${reasons.length === 0}">
          <span aria-hidden="true">${reasons.length ? '▲' : '✓'}</span>
          ${reasons.length ? 'These numbers may be incomplete' : 'Nothing is missing'}</p>
        ${reasons.length > 0 && html`<ul>${reasons.map(line)}</ul>`}
        ${notes.length > 0 && html`<details><summary>Also left out or folded</summary><ul>${notes.map(line)}</ul></details>`}
      </section>`);
    const details = this.querySelector('details');
    if (details) details.open = wasOpen;
  }
}

const line = ({ many, text, ago }) => html`
  <li>${many !== undefined && html`<b>${number(many)}</b> `}${text}${ago && html` <span class="soft">last ${ago}</span>`}</li>`;

/** What makes numbers smaller than they should be. */
function reasonsOf(source) {
  const { body, status, historyProblem } = source;
  const told = body.incomplete ?? {};
  const reasons = [];
  if (status !== 'live') reasons.push({ text: 'What came since the last update is not here yet.' });
  if (told.restoring) reasons.push({ text: 'Stores are being restored: some parts are older than others.' });
  if (historyProblem) reasons.push({ text: `History could not be read. ${historyProblem}` });
  for (const [window, { count, lastMs }] of Object.entries(told.late ?? {})) {
    if (count) reasons.push({ many: count, text: `late for windows of ${window}; counted in all longer ones.`, ago: agoOf(source, lastMs) });
  }
  if (told.undecodable?.count) {
    reasons.push({ many: told.undecodable.count, text: 'records were no events.', ago: agoOf(source, told.undecodable.lastMs) });
  }
  return reasons;
}

/** What is as it should be, and still good to know. */
function notesOf(source) {
  const told = source.body.incomplete ?? {};
  const notes = [];
  if (told.duplicates?.count) {
    notes.push({ many: told.duplicates.count, text: 'repeated by their id: counted once.', ago: agoOf(source, told.duplicates.lastMs) });
  }
  for (const [part, count] of Object.entries(told.otherParts ?? {})) {
    const [type, dimension] = part.split(':');
    if (count) notes.push({ many: count, text: `of ${title(type)} stand under “others” of ${dimension}, which has too many values.` });
  }
  return notes;
}

/** Rough, so that the panel does not change each second. */
const agoOf = (source, lastMs) => (lastMs ? `${age(Math.max(60_000, source.now() - lastMs))} ago` : '');

export const registerCompletenessPanel = () => customElements.define('tide-completeness', CompletenessPanel);
