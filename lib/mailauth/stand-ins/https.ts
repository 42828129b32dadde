/** Stands in for `node:https` in a browser: nothing that Presend calls in mailauth makes a request, and nothing may start to unnoticed. */
export function get(): never {
  throw new Error('mailauth tried to leave the page: only DNS questions may, through the resolver handed in');
}
