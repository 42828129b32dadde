import type { LabelWords } from './label-words.ts';

export const french: LabelWords = {
  spaced: true,
  sender:
    "exp[ée]diteurs?|exp[ée]ditrice|exp[ée]dition|[ée]metteur|(?<=(?:adresse|courriel|e-?mail)(?: e-?mail)? d(?:e |'))(?:envoi|provenance|d[ée]part|origine)",
  from: 'de|du',
  agent: 'par|depuis',
  sent: 'envoy[ée]|envoyer',
  fromAddress: "(?:de|depuis|à partir de) l'adresse",
  mail: 'adresses?|courriels?|[ée]lectronique',
  name: 'nom',
  glue: 'l|le|la|les|d|un|une|votre|vos|et|pour|par|campagne|obligatoire|facultatif|variante',
  edit: 'modifier|changer|choisir|ajouter|s[ée]lectionner',
  add: 'ajouter|nouve(?:au|l|lle)s?|v[ée]rifier',
  reply: 'r[ée]pon[ds]|r[ée]ponse',
  test: '(?<!\\p{L})essai',
  preview: 'pr[ée]-?en-?t[êe]te|aperçu|pr[ée]-?visuali',
  previewText: 'texte|ligne',
  subject: 'objet(?!i)',
  to: 'à',
  audience: '(?<!\\p{L})destinat|(?<!\\p{L})liste(?!\\p{L})',
  alert: 'alertes?|notif',
  other: 'compte|propri[ée]|utilisat|pr[ée]c[ée]d|propos|aide|comment|exempl|abonn|bureau|recherch|(?<=par )d[ée]faut',
};
