/** What content checks look for, as data. Host names were read off received campaigns and the services' own pages, November 2026. */

/** Public shorteners: anybody may hide anything behind them. A brand's own short domain is none. */
export const SHORTENERS: ReadonlySet<string> = new Set([
  'bit.ly',
  'bitly.com',
  'tinyurl.com',
  't.co',
  'goo.gl',
  'ow.ly',
  'buff.ly',
  'is.gd',
  'v.gd',
  'rebrand.ly',
  'cutt.ly',
  'shorturl.at',
  't.ly',
  'rb.gy',
  'tiny.cc',
  'bl.ink',
  's.id',
  'bit.do',
  'adf.ly',
  'lnkd.in',
  'soo.gd',
  'shorte.st',
  'dub.sh',
  'tiny.one',
  'short.gy',
  'qr.ae',
  'lc.chat',
  'x.gd',
  'clck.ru',
  'urlz.fr',
]);

/** Hosts through which an ESP counts clicks: the address behind a link is theirs, whatever its text says. */
export const TRACKING_HOSTS: readonly RegExp[] = [
  /(?:^|\.)list-manage\.com$/,
  /(?:^|\.)mailchi\.mp$/,
  /(?:^|\.)mandrillapp\.com$/,
  /(?:^|\.)klclick\d*\.com$/,
  /(?:^|\.)kmail-lists\.com$/,
  /(?:^|\.)klaviyomail\.com$/,
  /(?:^|\.)klaviyo\.com$/,
  /(?:^|\.)hubspotlinks\.com$/,
  /(?:^|\.)hubspotemail\.net$/,
  /(?:^|\.)hs-sites(?:-eu1)?\.com$/,
  /(?:^|\.)hubspot\.com$/,
  /(?:^|\.)sendibt\d*\.com$/,
  /(?:^|\.)sendibm\d*\.com$/,
  /(?:^|\.)brevo\.com$/,
  /(?:^|\.)sendgrid\.net$/,
  /(?:^|\.)mjt\.lu$/,
  /(?:^|\.)mailjet\.com$/,
  /(?:^|\.)rs6\.net$/,
  /(?:^|\.)constantcontact\.com$/,
  /(?:^|\.)convertkit-mail\d*\.com$/,
  /(?:^|\.)kit-mail\d*\.com$/,
  /(?:^|\.)mlsend\d*\.com$/,
  /(?:^|\.)mlsnd\.com$/,
  /(?:^|\.)createsend\d*\.com$/,
  /(?:^|\.)cmail\d+\.com$/,
  /(?:^|\.)pstmrk\.it$/,
  /(?:^|\.)mailgun\.(?:org|net)$/,
  /(?:^|\.)awstrack\.me$/,
  /(?:^|\.)intercom-(?:clicks|links)\.com$/,
  /(?:^|\.)via\.intercom\.io$/,
  /(?:^|\.)acem[a-z]{2,4}\d*\.com$/,
  /(?:^|\.)activehosted\.com$/,
  /(?:^|\.)emlnk\d*\.com$/,
];

/** First labels of the subdomains at which brands have their clicks counted. */
export const TRACKING_LABEL =
  /^(?:click|clicks|trk|track|tracking|link|links|email|mail|go|url\d+|e|t|em\d*|ctrk|mg|news|r)$/;

/** Words for unsubscribing, in links and next to them. */
export const UNSUBSCRIBE_WORDS =
  /unsubscri|opt[\s-]?out|(?:manage|update|email|e-mail|your)\s+(?:\w+\s+)?(?:preferences|subscription)|abmeld|abbestell|austragen|newsletter\s+abbest|d[ée]sabonn|d[ée]sinscri|se\s+d[ée]sinscr|dar(?:me|se|te)?\s+de\s+baja|cancelar\s+(?:la\s+|a\s+|tu\s+)?(?:suscripci|subscri|inscri)|anular\s+(?:la\s+)?suscrip|disiscri|annulla(?:re)?\s+(?:l['’]?)?iscrizione|cancella(?:ti|re|)\s+(?:l['’]?)?iscri|descadastr|remover\s+inscri|afmeld|uitschrijv|avregistrera|avsluta\s+prenumeration|avprenumerera|avmeld|peruuta\s+tilaus|wypisz|zrezygnuj|rezygnac|odhl[áa]s|leiratkoz|dezabon|отпис|відписат|απεγγραφ|abonelikten\s+[çc]ık|配信停止|購読(?:解除|を解除)|수신\s?거부|退订|取消订阅|取消訂閱/iu;
export const UNSUBSCRIBE_ADDRESS =
  /unsub|opt-?out|optout|abmeld|desabon|desinscri|baja|disiscri|preferences|manage[._-]?sub|\/u\/|list-manage\.com\/(?:un|pro)/i;

/** Usual forms of a postal address: a code beside a place, a street and a number, a box. */
export const POSTAL_ADDRESS: readonly RegExp[] = [
  /\bp\.?\s?o\.?\s?box\s+\d+/i,
  /\bpostfach\s+\d+/i,
  /\b[A-Z]{2}[,.]?\s+\d{5}(?:-\d{4})?\b/,
  /\b[A-Z]{1,2}\d[A-Z\d]?\s+\d[A-Z]{2}\b/,
  /\b[ABCEGHJ-NPRSTVXY]\d[A-Z]\s?\d[A-Z]\d\b/,
  /\b(?:NSW|VIC|QLD|TAS|ACT|WA|SA|NT)\s+\d{4}\b/,
  /(?:^|[\s,|·•(])(?:[A-Z]{1,3}[-\s])?\d{4,5}\s+\p{Lu}\p{L}{2,}/mu,
  /\b[AC-FHKNPRTV-Y]\d[\dW]\s?(?=[A-Z]{0,3}\d)(?=\d{0,3}[A-Z])[AC-FHKNPRTV-Y\d]{4}\b/,
  /\b\d{4}\s?[A-Z]{2}\s+\p{Lu}\p{L}+/u,
  /\b\d{1,5}[a-z]?[,\s]+(?:\p{L}[\p{L}.'’-]*\s+){1,4}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|square|court|ct|place|pl|parkway|pkwy|highway|hwy|row|close|terrace)\b/iu,
  /(?<!\p{L})\p{L}{2,40}(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|ring|ufer|damm|straat|laan|gracht|plein|gatan|vägen|vej|gade|veien)\s?\d{1,4}\b/iu,
  /\b\d{1,4}\s?(?:bis|ter)?,?\s+(?:rue|avenue|av\.|boulevard|bd|place|all[ée]e|chemin|quai|impasse)\s+\p{L}/iu,
  /\b(?:calle|c\/|avenida|avda\.?|plaza|paseo|via|viale|piazza|corso|rua|pra[çc]a|ulica|ul\.)\s+(?:\p{L}[\p{L}.'’-]*\s+){0,4}\p{L}[\p{L}.'’-]*,?\s*(?:n[.º°]?\s*)?\d{1,5}\b/iu,
  /〒\s?\d{3}-?\d{4}/,
];
