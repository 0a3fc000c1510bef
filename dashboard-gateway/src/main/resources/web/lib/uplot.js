/** uPlot, from the library's own files; its version stands once, in the build. */
export { default } from '/webjars/uplot/${uplot.version}/dist/uPlot.esm.js';
