import { flatParent, isShown } from '../dom.ts';
import type { Root } from '../roots.ts';
import { findAll, isElement, matches } from '../safe-dom.ts';
import { MOST_CONTROLS, MOST_VALUES } from '../weights.ts';
import { adoptShownChoice, dropDoubles, keepsChoice } from './choices.ts';
import { CONTROLS, isReadControl, toControl } from './controls.ts';
import { findTexts } from './find-texts.ts';
import { toHiddenText, toTexts } from './texts.ts';
import type { Value } from './value.ts';
import { HOLDS_ADDRESS } from './whole-text.ts';

/** The field of a typeahead is as narrow as the cursor while nothing is typed: its box counts. */
function isValueShown({ anchor }: Value): boolean {
  const isTypeahead = isElement(anchor) && matches(anchor, 'input[role="combobox"],input[aria-autocomplete]');
  return isShown((isTypeahead && flatParent(anchor)) || anchor);
}

/**
 * Every value that a person can see, as steps: each `yield` is a moment at which the caller may let the page go on.
 * Returns null where there is more on the page than is read.
 */
export function* findValues(roots: readonly Root[]): Generator<void, Value[] | null> {
  const texts = yield* findTexts(roots);
  if (!texts) return null;
  yield;
  const values: Value[] = [];
  for (const root of roots) {
    for (const control of findAll(root, CONTROLS)) {
      if (isReadControl(control)) values.push(toControl(control));
      if (values.length > MOST_CONTROLS) return null;
    }
    yield;
  }
  for (const text of texts) {
    values.push(...toTexts(text));
    if (values.length > MOST_CONTROLS + MOST_VALUES) return null;
    yield;
  }
  for (const root of roots) {
    for (const element of findAll(root, HOLDS_ADDRESS)) {
      const value = values.length > MOST_CONTROLS + MOST_VALUES ? null : toHiddenText(element);
      if (value) values.push(value);
    }
  }
  yield;
  const shown: Value[] = [];
  for (const value of values) {
    const kept = isValueShown(value) ? keepsChoice(value) : null;
    if (kept) shown.push(kept);
    yield;
  }
  return adoptShownChoice(dropDoubles(shown));
}
