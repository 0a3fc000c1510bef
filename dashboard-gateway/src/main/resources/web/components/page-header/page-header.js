import { html, render, setText } from '../../lib/html.js';
import { age } from '../../lib/format.js';
import { linkTo } from '../../state/view.js';

const VIEWS = [
  ['1m', '10m', '10 min'],
  ['1m', '1h', '1 hour'],
  ['5m', '12h', '12 hours'],
  ['1h', '7d', '7 days'],
];

class PageHeader extends HTMLElement {
  connectedCallback() {
    render(this, html`
      <header>
        <h1>
          <svg viewBox="0 0 32 20" aria-hidden="true">
            <path d="M2 13c5 0 5-8 10-8s5 8 10 8 5-8 8-8"></path>
            <path class="under" d="M2 18c5 0 5-5 10-5s5 5 10 5 5-5 8-5"></path>
          </svg>Tidemark
        </h1>
        <nav aria-label="Time range">
          ${VIEWS.map(([window, range, name]) => html`
            <a href="${linkTo(location.search, window, range)}"
               data-view="${window} ${range}">${name}</a>`)}
        </nav>
        <dl>
          <div><dt>Tenant</dt><dd class="tenant">–</dd></div>
          <div><dt>Viewers</dt><dd class="viewers">–</dd></div>
          <div><dt>Newest event</dt><dd class="newest">–</dd></div>
        </dl>
        <tide-status></tide-status>
      </header>`);
  }

  update(stream) {
    this.querySelector('tide-status').update(stream);
    if (!stream.body) return;
    const { body } = stream;
    setText(this.querySelector('.tenant'), body.tenant);
    setText(this.querySelector('.viewers'), body.connectedClients);
    setText(this.querySelector('.newest'), newest(body, stream.now()));
    document.title = `${body.tenant} · Tidemark`;
    this.#markCurrent(`${body.window} ${body.range}`);
  }

  #markCurrent(view) {
    for (const link of this.querySelectorAll('nav a')) {
      if (link.dataset.view === view) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    }
  }
}

function newest(body, now) {
  const times = Object.values(body.metrics).map(metric => metric.lastUpdate);
  return times.length ? `${age(now - Math.max(...times))} ago` : 'none yet';
}

export const registerPageHeader = () => customElements.define('tide-header', PageHeader);
