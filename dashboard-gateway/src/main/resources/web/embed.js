/**
 * One element alone, for a frame: /embed.html?element=chart&types=page_view&range=1h&theme=dark. All
 * other parameters become attributes of the element.
 */
import './tidemark.js';

const ELEMENTS = ['chart', 'card', 'top', 'status'];
const ATTRIBUTES = [
  'tenant', 'window', 'range', 'from', 'to', 'type', 'types', 'filter', 'metric', 'scale', 'dimension', 'top', 'heading',
];

const query = new URLSearchParams(location.search);
const name = ELEMENTS.includes(query.get('element')) ? query.get('element') : 'chart';
const element = document.createElement(`tidemark-${name}`);
for (const attribute of ATTRIBUTES) {
  if (query.has(attribute)) element.setAttribute(attribute, query.get(attribute));
}
document.querySelector('main').append(element);
