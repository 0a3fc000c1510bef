import { blink } from '../../lib/format.js';
import { html, render, setText } from '../../lib/html.js';

const ICONS = {
  theme: 'M8 1.5a6.5 6.5 0 1 0 0 13Z',
  wall: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4',
  help: 'M5.5 6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.1.9-1.1 1.8M8 12.6v.2',
};

const icon = name => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[name]}"></path>${name === 'theme' && html`<circle cx="8" cy="8" r="6.5" fill="none"></circle>`}</svg>`;

/** Whose numbers, how fresh they are, who else looks, and the page's own switches. */
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
        <form class="tenant">
          <label>Tenant <input name="tenant" size="10" spellcheck="false" autocomplete="off"
            pattern="[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}" maxlength="64"></label>
        </form>
        <dl>
          <div class="fresh" title="From the acceptance of an event to the pixel that shows it, over the last minute">
            <dt>Event to pixel</dt><dd><span class="p50">–</span> <span class="p99"></span></dd></div>
          <div><dt>Unique users</dt><dd class="users">–</dd></div>
          <div><dt>Viewers</dt><dd class="viewers">–</dd></div>
        </dl>
        <tidemark-status></tidemark-status>
        <nav aria-label="Page">
          <button data-do="views">Views</button>
          <button data-do="theme" title="Light or dark (t)">${icon('theme')}<span class="unseen">Theme</span></button>
          <button data-do="wall" title="Full screen (f)">${icon('wall')}<span class="unseen">Full screen</span></button>
          <button data-do="help" title="Keys and help (?)">${icon('help')}<span class="unseen">Help</span></button>
        </nav>
      </header>`);
    this.querySelector('nav').addEventListener('click', event => {
      const { do: command } = event.target.closest('button')?.dataset ?? {};
      if (command) this.dispatchEvent(new CustomEvent('command', { bubbles: true, detail: command }));
    });
    const form = this.querySelector('form');
    form.addEventListener('submit', event => event.preventDefault());
    form.addEventListener('change', ({ target }) => {
      if (!target.reportValidity()) return;
      this.dispatchEvent(new CustomEvent('view', { bubbles: true, detail: { tenant: target.value.trim(), types: [], filter: '' } }));
    });
  }

  set source(source) {
    this.querySelector('tidemark-status').source = source;
  }

  update(source) {
    const { body } = source;
    if (!body) return;
    const input = this.querySelector('input');
    if (document.activeElement !== input) input.value = body.tenant;
    const fresh = source.freshness.summary();
    setText(this.querySelector('.p50'), fresh ? blink(fresh.p50) : '–');
    setText(this.querySelector('.p99'), fresh ? `p99 ${blink(fresh.p99)}` : '');
    setText(this.querySelector('.users'), source.users() === undefined ? '–' : source.users().toLocaleString());
    setText(this.querySelector('.viewers'), body.connectedClients);
    document.title = `${body.tenant} · Tidemark`;
  }
}

export const registerPageHeader = () => customElements.define('tide-header', PageHeader);
