/** Stands in for `node:os` in a browser: the name that an SPF explanation would call the receiver by. */
export const hostname = (): string => 'localhost';
