import { html, render } from '../lib/html.js';
import { windowFor } from '../state/view.js';
import { PageDialog } from './dialog.js';

/** Chooses an absolute time; fires `view`. */
class RangeDialog extends PageDialog {
  /** What the fields begin with, in ms. */
  span = { from: 0, to: 0 };

  fill(dialog) {
    render(dialog, html`
      <form method="dialog">
        <h2 id="range-title">From – to</h2>
        <label>From <input type="datetime-local" name="from" required value="${local(this.span.from)}"></label>
        <label>To <input type="datetime-local" name="to" required value="${local(this.span.to)}"></label>
        <p>In this browser's time zone. Windows of 1m are kept for a day, of 5m for a week, of 1h for 90 days.</p>
        <div class="row"><button value="cancel" formnovalidate>Cancel</button><button class="main" value="show">Show</button></div>
      </form>`);
    dialog.querySelector('form').addEventListener('submit', event => this.#submit(event));
  }

  #submit(event) {
    if (event.submitter?.value !== 'show') return;
    const { from, to } = event.target.elements;
    const span = { from: Date.parse(from.value), to: Date.parse(to.value) };
    to.setCustomValidity(span.from < span.to ? '' : 'Must be after the beginning');
    if (!to.reportValidity()) {
      event.preventDefault();
      return;
    }
    const detail = { ...span, window: windowFor(span.from, span.to) };
    this.dispatchEvent(new CustomEvent('view', { bubbles: true, detail }));
  }
}

/** As a datetime-local field writes it. */
function local(ms) {
  const offset = new Date(ms).getTimezoneOffset() * 60_000;
  return new Date(ms - offset).toISOString().slice(0, 16);
}

export const registerRangeDialog = () => customElements.define('tide-range', RangeDialog);
