import { setText } from '../../lib/html.js';

/** One sentence that says what is wrong and what happens next; hidden while nothing is. */
class PageNotice extends HTMLElement {
  connectedCallback() {
    this.setAttribute('role', 'alert');
    this.hidden = true;
  }

  update(stream) {
    const text = sentence(stream);
    setText(this, text);
    this.hidden = text === '';
  }
}

function sentence({ status, problem }) {
  switch (status) {
    case 'refused':
      return `This view cannot be shown. ${problem}`;
    case 'waiting':
      return 'No aggregator answers yet. The numbers appear here as soon as one does.';
    case 'stale':
      return 'No aggregator answers at the moment. These are the last known numbers.';
    case 'offline':
      return 'The connection is lost. This page tries again by itself.';
    default:
      return '';
  }
}

export const registerPageNotice = () => customElements.define('tide-notice', PageNotice);
