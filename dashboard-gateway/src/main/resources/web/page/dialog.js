/** A dialog over the page. A subclass fills it: fill(dialog) is called each time it opens. */
export class PageDialog extends HTMLElement {
  get dialog() {
    return this.querySelector('dialog');
  }

  connectedCallback() {
    const dialog = document.createElement('dialog');
    dialog.className = 'panel';
    this.append(dialog);
    dialog.addEventListener('click', event => event.target === dialog && dialog.close());
    dialog.addEventListener('close', () => dialog.replaceChildren());
  }

  open() {
    if (this.dialog.open) return;
    this.fill(this.dialog);
    this.dialog.setAttribute('aria-labelledby', this.dialog.querySelector('h2').id);
    this.dialog.showModal();
  }
}
