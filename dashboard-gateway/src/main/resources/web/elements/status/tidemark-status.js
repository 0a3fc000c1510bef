import { age } from '../../lib/format.js';
import { html, render, setText } from '../../lib/html.js';
import { sheet } from '../../lib/sheet.js';
import { TidemarkElement } from '../tidemark-element.js';

const SHEET = await sheet('./tidemark-status.css', import.meta.url);

/** A sign, a word and, where the numbers are not of now, their age: never colour alone. */
const SHOWN = {
  connecting: ['◌', 'Connecting'],
  live: ['●', 'Live'],
  stale: ['◐', 'Stale'],
  waiting: ['◌', 'Waiting for data'],
  reconnecting: ['◌', 'Reconnecting'],
  offline: ['○', 'Offline'],
  locked: ['○', 'Signed out'],
  refused: ['✕', 'Refused'],
};

/** <tidemark-status>: whether what is shown is of now. */
export class TidemarkStatus extends TidemarkElement {
  static sheets = [SHEET];

  build() {
    render(this.shadowRoot, html`
      <span class="badge">
        <span class="sign" aria-hidden="true"></span>
        <span class="word" role="status"></span>
        <span class="age" aria-hidden="true"></span>
      </span>`);
  }

  draw(source) {
    const [sign, word] = SHOWN[source.status];
    setText(this.shadowRoot.querySelector('.sign'), sign);
    setText(this.shadowRoot.querySelector('.word'), word);
    setText(this.shadowRoot.querySelector('.age'), ageOf(source));
  }
}

/** Not read out: it changes each second. */
function ageOf(source) {
  const lagMs = source.lagMs();
  return source.status === 'live' || lagMs === null ? '' : `${age(lagMs)} old`;
}

customElements.define('tidemark-status', TidemarkStatus);
