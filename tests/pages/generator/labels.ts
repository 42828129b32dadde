import { LANGUAGES } from '../../fixtures/pages/languages.ts';

/** What a dashboard in one language calls the fields; `addresses` are the ways to say "From address". */
export interface FieldLabels {
  from: string;
  addresses: readonly string[];
  name: string;
  replyTo: string;
  subject: string;
  to: string;
  add: string;
}

const ADD: Record<string, string> = {
  en: 'Add a new from address',
  de: 'Neue Absenderadresse hinzufügen',
  fr: "Ajouter une adresse d'expéditeur",
  es: 'Añadir una dirección de remitente',
  pt: 'Adicionar endereço do remetente',
  it: 'Aggiungi un indirizzo del mittente',
  nl: 'Nieuw afzenderadres toevoegen',
  pl: 'Dodaj adres nadawcy',
  sv: 'Lägg till avsändaradress',
  ja: '送信元アドレスを追加',
  zh: '添加发件人地址',
  ko: '발신자 주소 추가',
};

/** Other words for the same, as help centres and browsers' translation have them. */
const MORE: Record<string, readonly string[]> = {
  en: ['From address', 'From email', 'From email address (required)', 'Sender email'],
  de: ['Von-Adresse', 'Absenderadresse', 'Von Adresse'],
  fr: ['Adresse d’expédition', 'Adresse de provenance', 'Adresse de départ', 'De l’adresse'],
  es: ['Dirección del remitente', 'Desde la dirección', 'Correo del remitente'],
  pt: ['Endereço do remetente', 'Do endereço'],
  it: ['Indirizzo del mittente', 'Dall’indirizzo'],
  nl: ['Afzenderadres', 'Vanaf adres', 'Van adres'],
  pl: ['Adres nadawcy', 'Z adresu', 'Od adresu'],
  sv: ['Avsändaradress', 'Från adress'],
  ja: ['送信元アドレス', '差出人アドレス'],
  zh: ['发件人地址', '寄件者地址'],
  ko: ['보내는 사람 주소'],
};

const KNOWN = Object.entries(LANGUAGES).map(
  ([id, words]) =>
    [
      id,
      {
        from: words.from,
        addresses: [words.address, ...(MORE[id] ?? [])],
        name: words.name,
        replyTo: words.replyTo,
        subject: words.subject,
        to: words.to,
        add: ADD[id] ?? '',
      },
    ] as const,
);

export const FIELD_LABELS: Readonly<Record<string, FieldLabels>> = {
  ...Object.fromEntries(KNOWN),
  da: {
    from: 'Fra',
    addresses: ['Fra-adresse', 'Afsenderadresse', 'Afsenderens e-mailadresse'],
    name: 'Afsendernavn',
    replyTo: 'Svaradresse',
    subject: 'Emnelinje',
    to: 'Til',
    add: 'Tilføj en ny afsenderadresse',
  },
  nb: {
    from: 'Avsender',
    addresses: ['Avsenderadresse', 'Avsenderens e-postadresse', 'Fra adresse'],
    name: 'Avsendernavn',
    replyTo: 'Svaradresse',
    subject: 'Emne',
    to: 'Til',
    add: 'Legg til ny avsenderadresse',
  },
  he: {
    from: 'מאת',
    addresses: ['כתובת השולח', 'כתובת אימייל של השולח'],
    name: 'שם השולח',
    replyTo: 'כתובת למענה',
    subject: 'נושא',
    to: 'אל',
    add: 'הוספת כתובת שולח חדשה',
  },
};
