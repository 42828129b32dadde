import { ui } from './en/ui.ts';
import type { Language } from './language.ts';

/** The words of our own pages: the English object is the shape that every language must fill. */
export type UiWords = typeof ui;

/** English, until the other languages have them. */
export const uiWords = (_language: Language): UiWords => ui;
