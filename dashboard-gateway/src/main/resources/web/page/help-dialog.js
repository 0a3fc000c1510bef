import { html, render } from '../lib/html.js';
import { PageDialog } from './dialog.js';

const KEYS = [
  ['?', 'this help'],
  ['/', 'filter: look at one page, endpoint, status … alone'],
  ['1  2  3', 'windows of 1 minute, 5 minutes, 1 hour'],
  ['t', 'light or dark'],
  ['f', 'full screen, for a wall'],
  ['Esc', 'back to live; then without the filter'],
];

class HelpDialog extends PageDialog {
  fill(dialog) {
    render(dialog, html`
      <form method="dialog">
        <h2 id="help-title">Keys and figures</h2>
        <dl class="keys">${KEYS.map(([key, what]) => html`<div><dt><kbd>${key}</kbd></dt><dd>${what}</dd></div>`)}</dl>
        <p>Drag over a chart to look at that time; double-click to come back. A click on a card's name shows its
          line or not; a click on a row of a table looks at that row alone. The address holds all of it: send it on.</p>
        <p><b>Event to pixel</b> is the time from the acceptance of an event to the drawing that shows it.
          A change compares the range with the one just before it. Percentiles are within 1 %, unique users within a few.
          A gap in a line is a time of which nothing is known.</p>
        <div class="row"><button class="main" autofocus>Close</button></div>
      </form>`);
  }
}

export const registerHelpDialog = () => customElements.define('tide-help', HelpDialog);
