/** Names as senders have them; none is a real brand's. Many read like a label, an action or a sentence. */
const BRANDS = [
  'Elm',
  'Marlow',
  'Fernhill',
  'Cobble',
  'Saltmarsh',
  'Tulpmail',
  'Lantern',
  'Oak & Ivy',
  'Dunmarsh',
  'Rue Verte',
  'Café Lumen',
  'Bäckerei Sonnig',
  'Łąka',
  'Söder',
  'Ægir',
  'São Bento',
  'Niño',
  '青山堂',
  '한빛',
  'ελμ',
] as const;

const PATTERNS: readonly ((brand: string) => string)[] = [
  (brand) => brand,
  (brand) => `${brand} Support`,
  (brand) => `${brand} News`,
  (brand) => `The ${brand} Company`,
  (brand) => `${brand} & Co. Deals`,
  (brand) => `Dr. ${brand} Clinic`,
  (brand) => `${brand} Inc. Updates`,
  (brand) => `Team ${brand}`,
  (brand) => `Greg from ${brand}`,
  (brand) => `${brand} Test Kitchen`,
  (brand) => `${brand} Help Desk`,
  (brand) => `We are ${brand}`,
  (brand) => `${brand}! Offers`,
  (brand) => `${brand} no-reply`,
  (brand) => `${brand} | Letters`,
];

/** 300 names. */
export const NAMES: readonly string[] = BRANDS.flatMap((brand) => PATTERNS.map((pattern) => pattern(brand)));
