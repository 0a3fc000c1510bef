import { html, render, setText } from '../../lib/html.js';
import { age } from '../../lib/format.js';

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

class StatusBadge extends HTMLElement {
  connectedCallback() {
    render(this, html`
      <span class="sign" aria-hidden="true"></span>
      <span class="word" role="status"></span>
      <span class="age" aria-hidden="true"></span>`);
  }

  update(stream) {
    const [sign, word] = SHOWN[stream.status];
    this.dataset.status = stream.status;
    setText(this.querySelector('.sign'), sign);
    setText(this.querySelector('.word'), word);
    setText(this.querySelector('.age'), this.#age(stream));
  }

  /** Not read out: it changes each second. */
  #age(stream) {
    const lagMs = stream.lagMs();
    if (stream.status === 'live' || lagMs === null) return '';
    return `${age(lagMs)} old`;
  }
}

export const registerStatusBadge = () => customElements.define('tide-status', StatusBadge);
