/**
 * Every weight and threshold of detection. Weights are confidences from 0 to 1: only their order and their distance
 * matter, and `CLEARLY_SURER` says which distance. Limits keep a scan linear in the size of the page.
 */

/** How sure a label is, by the way in which it is tied to the value. */
export const WEIGHT = {
  /** A rule about this ESP's own markup. */
  rule: 0.95,
  /** `for`, `aria-labelledby`, a wrapping label or an identifier that says "sender's address" in full. */
  ownAddress: 0.95,
  /** The same, where it says "From" only: it may be the name. */
  own: 0.9,
  /** A label next to the value that says "sender's address" in full. */
  besideAddress: 0.88,
  /** "E-mail address" with "From" around it: two labels agree. */
  besideGroup: 0.86,
  /** Any other label next to the value. */
  beside: 0.85,
  /** "From" next to it: less than the full label. */
  besideSender: 0.82,
  /** The name of the box around: it may hold more than the sender. */
  group: 0.84,
  /** The identifier of the box around: developers reuse boxes. */
  groupIdentifier: 0.8,
  /** A label on the same line. */
  line: 0.84,
  /** "From Alder & Oak <...>": a sentence may begin so too. */
  lineFrom: 0.74,
  /** "... is sent from ...": prose. */
  sentence: 0.68,
  /** Only the place on the screen ties the two. */
  place: 0.72,
  /** What the user pointed at: above every label. */
  pick: 0.97,
} as const;

/** Text shows what was last saved, a control what is being edited: text counts for less. */
export const TEXT_FACTOR = 0.74;
/** Two addresses are left to the user unless one is this much surer: about the distance of a control and a text. */
export const CLEARLY_SURER = 0.2;
/** Between frames: the weights of another document are less comparable. */
export const FRAME_CLEARLY_SURER = 0.25;
/** More addresses than a test has variants are a list of something. */
export const MOST_VARIANTS = 4;

/** Deeper trees are not followed: no dashboard comes near, and a hostile page must not stop the scan. */
export const MOST_DEPTH = 200;
/** In pixels: what is smaller is invisible. */
export const LEAST_SIDE = 4;
/** Above this number of elements a page is not read, and the reading says so. */
export const MOST_ELEMENTS = 250_000;
export const MOST_ROOTS = 3000;
/** Texts with an address or merge tag; above, the page is not read, and the reading says so. */
export const MOST_TEXTS = 20_000;
/** Fields and buttons of a page; a list of so many menus is no form. */
export const MOST_CONTROLS = 2000;
/** Values that are judged one by one, after lists are left out: each costs some layout. */
export const MOST_VALUES = 400;
/** Items with an address in one container: more are rows of a list, not fields. */
export const MOST_ITEMS = 12;
/** How far above a text its row is looked for. */
export const ITEM_LEVELS = 5;
/** Addresses in one text: more are an enumeration. */
export const MOST_IN_TEXT = 4;

/** ms of one piece of work: half of a frame at 60 Hz, so that the page's own work fits in as well. */
export const SLICE = 6;
/** Text nodes that are looked through in one step. */
export const TEXTS_IN_STEP = 1000;

/** How far a label may be from its value in the tree. */
export const MOST_LEVELS = 16;
/** Siblings before a value that are looked at for its label. */
export const MOST_SIBLINGS = 14;
/** Texts of one sibling; more is no label. */
export const MOST_PIECES = 40;
/** A box with more text than this is the page, not a row. */
export const MOST_BOX_TEXT = 2500;
/** Characters of a label that is made of several texts. */
export const MOST_LABEL = 80;

/** Characters that a reading carries of a subject or a name. */
export const MOST_CHARACTERS = 300;
/** Characters of a merge tag in a reading. */
export const MOST_EXPRESSION = 200;
/** Characters of an address in a reading: RFC 5321 § 4.5.3.1.3 allows 254. */
export const MOST_ADDRESS = 320;
/** Senders in one reading. */
export const MOST_SENDERS = 20;
/** Candidates that a reading explains. */
export const MOST_EXPLAINED = 12;
