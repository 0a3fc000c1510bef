/**
 * Tidemark's elements, for any page:
 *
 *   <script type="module" src="http://localhost:3111/tidemark.js"></script>
 *   <tidemark-chart tenant="acme" range="1h" metric="rate"></tidemark-chart>
 *
 * See docs/page.md.
 */
export { TidemarkElement } from './elements/tidemark-element.js';
export { TidemarkChart } from './elements/chart/tidemark-chart.js';
export { TidemarkCard } from './elements/card/tidemark-card.js';
export { TidemarkTop } from './elements/top/tidemark-top.js';
export { TidemarkStatus } from './elements/status/tidemark-status.js';
export { TidemarkClient, TidemarkError } from './tidemark-client.js';
