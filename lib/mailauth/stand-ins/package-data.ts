/** Stands in for mailauth's package.json, which it reads for the User-Agent of requests that are never made. */
export const version = '';
export const homepage = '';
