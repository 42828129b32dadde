const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

/** `one key`, `two keys`, `14 keys`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${NUMBERS[number] ?? number} ${number === 1 ? one : many}`;

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
