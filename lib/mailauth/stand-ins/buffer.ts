/** Stands in for `node:buffer` in a browser: the npm package of the same interface. */
export { Buffer } from 'buffer/index.js';
