const PADDING = ' Verlängerungswörter der Probeübersetzung zur Breitenprüfung';

const longer = (text: string): string =>
  text.length === 0 ? text : `${text}${PADDING.slice(0, Math.max(4, Math.ceil(text.length * 0.4)))}`;

/** Words 40 % longer, as a translation into German would be, to see what then breaks. */
export function lengthen<T>(words: T): T {
  if (typeof words === 'string') return longer(words) as T;
  if (typeof words === 'function')
    return ((...args: unknown[]) => lengthen((words as (...given: unknown[]) => unknown)(...args))) as T;
  if (Array.isArray(words)) return words.map((word: unknown) => lengthen(word)) as T;
  if (typeof words === 'object' && words !== null)
    return Object.fromEntries(
      Object.entries(words).map(([key, value]) => [key, key === 'language' || key === 'id' ? value : lengthen(value)]),
    ) as T;
  return words;
}
