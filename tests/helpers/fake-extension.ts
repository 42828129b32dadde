import { fakeBrowser } from 'wxt/testing/fake-browser';

/**
 * The browser's extension API, in memory. Import it before anything that names the browser: that looks once for the
 * API, when it is loaded.
 */
Object.assign(globalThis, { chrome: fakeBrowser, browser: fakeBrowser, self: globalThis });

export { fakeBrowser };
