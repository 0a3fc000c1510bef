/** More cards than these are not read; the rest is one click away. */
const MOST = 12;

/** One card for each type, in the gateway's order; cards that stay are not made anew. */
export function updateCards(parent, source) {
  const shown = source.view.types;
  const isAll = parent.dataset.all === 'true';
  const types = source.types();
  const some = isAll || types.length <= MOST
    ? types
    : types.filter((type, i) => i < MOST || shown.includes(type));
  keep(parent, some.map(type => ({ type })), ({ type }) => type, ({ type }) => {
    const card = document.createElement('tidemark-card');
    card.setAttribute('type', type);
    card.setAttribute('switch', '');
    card.dataset.type = type;
    card.source = source;
    return card;
  });
  for (const card of parent.querySelectorAll('tidemark-card')) {
    const isShown = shown.length === 0 || shown.includes(card.dataset.type);
    if (card.getAttribute('shown') !== String(isShown)) card.setAttribute('shown', String(isShown));
  }
  updateMore(parent, types.length - some.length);
}

function updateMore(parent, hidden) {
  let more = parent.nextElementSibling;
  if (!more?.matches('.more-cards')) {
    more = document.createElement('button');
    more.className = 'more-cards';
    more.addEventListener('click', () => { parent.dataset.all = 'true'; });
    parent.after(more);
  }
  more.hidden = hidden <= 0;
  more.textContent = `Show ${hidden} more types`;
}

/** One table for each breakdown that has parts; of at most so many rows. */
export function updateTables(parent, source, rows) {
  const breakdowns = source.breakdowns();
  if (!breakdowns) return;
  const tables = breakdowns.filter(({ parts, other }) => parts.length || other.count);
  keep(parent, tables, ({ type, dimension }) => `${type} ${dimension}`, ({ type, dimension }) => {
    const table = document.createElement('tidemark-top');
    table.setAttribute('type', type);
    table.setAttribute('dimension', dimension);
    table.setAttribute('filters', '');
    table.source = source;
    return table;
  });
  for (const table of parent.children) {
    if (rows === null) table.removeAttribute('rows');
    else if (table.getAttribute('rows') !== String(rows)) table.setAttribute('rows', rows);
  }
}

/** Makes the children those of the items, in their order, and leaves alone what is right. */
function keep(parent, items, keyOf, make) {
  const present = new Map([...parent.children].map(child => [child.dataset.key, child]));
  const wanted = items.map(item => {
    const key = keyOf(item);
    const child = present.get(key) ?? make(item);
    child.dataset.key = key;
    return child;
  });
  const isSame = wanted.length === parent.children.length
    && wanted.every((child, i) => parent.children[i] === child);
  if (!isSame) parent.replaceChildren(...wanted);
}
