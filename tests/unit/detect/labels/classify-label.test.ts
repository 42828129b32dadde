import { describe, expect, it } from 'vitest';
import { classifyLabel, isWholeLabel, namesAdding } from '../../../../lib/detect/labels/classify-label.ts';
import { classifyIdentifier } from '../../../../lib/detect/labels/identifiers.ts';
import { endsWithExamplePattern, isSentence, peoplePattern } from '../../../../lib/detect/labels/line-words.ts';

/** What a person who speaks the language would say that each label names. */
const LABELS: Record<string, readonly string[]> = {
  senderEmail: [
    'From address',
    'From:  email',
    'FROM (E-MAIL) *',
    'Sender email address (required)',
    'Verified sender email',
    'Outgoing email address',
    'Absender-E-Mail-Adresse',
    'Absen\u00ADder\u00ADadres\u00ADse',
    'E-Mail des Absenders',
    'Von (E-Mail)',
    'Adresse e-mail de l’expéditeur',
    "Adresse d'expédition",
    'adresse e-mail Du',
    'Dirección de correo electrónico del remitente',
    'Correo del remitente',
    'Endereço de e-mail do remetente',
    'Indirizzo e-mail del mittente',
    'E-mailadres van de afzender',
    'Afzenderadres',
    'Van adres',
    'Adres e-mail nadawcy',
    'Od adresu',
    'Avsändarens e-postadress',
    '送信元アドレス：',
    '差出人のメールアドレス',
    '发件人邮箱地址',
    '寄件人電子郵件地址',
    '발신자 이메일 주소',
    '보낸 사람 주소',
    'Desde la dirección',
    'Dall’indirizzo',
    'Vanaf adres',
    'Do endereço',
    'Z adresu',
    'De l’adresse',
    'Adresse de provenance',
    'Adresse e-mail de départ',
    'Afsenderens e-mailadresse',
    'Fra-adresse',
    'Avsenderadresse',
    'כתובת השולח',
  ],
  sender: [
    'From',
    'From:',
    'Sent from',
    'Who is it from?',
    'Von',
    'De',
    'Da',
    'Van',
    'Od',
    'Från',
    'Expéditeur',
    'Remitente',
    'Remetente',
    'Mittente',
    'Afzender',
    'Nadawca',
    'Avsändare',
    '差出人',
    '发件人',
    '寄件者',
    '보내는 사람',
    'Sender details',
    'Edit From',
    'Enviado por',
    'Subject and sender',
    'Fra',
    'Avsender',
    'Afsender',
    'מאת',
  ],
  senderName: [
    'From name',
    'Sender name',
    'Absendername',
    'Nom de l’expéditeur',
    'Nombre del remitente',
    'Nome do remetente',
    'Afzendernaam',
    'Nazwa nadawcy',
    'Avsändarnamn',
    '差出人名',
    '发件人名称',
    '발신자 이름',
  ],
  replyTo: [
    'Reply-to',
    'Reply to email address',
    'Antwort an',
    'Antwortadresse',
    'Adresse de réponse',
    'Responder a',
    'Rispondi a',
    'Antwoordadres',
    'Adres odpowiedzi',
    'Svarsadress',
    'Svaradresse',
    'השב אל',
    '返信先アドレス',
    '回复地址',
    '회신 주소',
    'Sender’s reply address',
  ],
  email: [
    'Email',
    'Email address',
    'E-Mail-Adresse',
    'Adresse électronique',
    'Dirección de correo electrónico',
    'Endereço de e-mail',
    'E-postadress',
    'メールアドレス',
    '電子郵件地址',
  ],
  test: [
    'Send a test email',
    'Test-E-Mail senden',
    'Envoyer un e-mail de test',
    'Enviar correo de prueba',
    'Skicka testmejl',
    'テストメールを送信',
    '发送测试邮件',
  ],
  previewText: ['Preview text', 'Vorschautext', 'Texte d’aperçu', 'Preheader'],
  alert: ['Internal alert', 'Notification', 'Text message', 'Benachrichtigung'],
  audience: ['To', 'An', 'Do', 'Send to', 'Modtagere', 'ל'],
  mixed: ['From & Reply-to', 'From and reply-to address'],
  other: [
    'Default From email address',
    'Account email',
    'Last edited by',
    'Recently used',
    'Standardabsender',
    'Approver',
    'Comments',
    'Signed in as',
    'Search senders',
    'Previous from address',
  ],
};

describe('what a label names', () => {
  const rows = Object.entries(LABELS).flatMap(([kind, labels]) => labels.map((label) => [label, kind] as const));

  it.each(rows)('%s: %s', (label, kind) => expect(classifyLabel(label)).toBe(kind));

  it.each([
    'Choose from',
    'Sender reputation',
    'Data',
    'Your subscribers will see this address in their inbox, so choose one that they know.',
    'hello@brand.example',
    'From hello@brand.example',
    '',
    '…',
    'x'.repeat(100_000),
  ])('says nothing of %.40s', (text) => expect(classifyLabel(text)).toBeNull());
});

describe('whether a text is made of the words of labels alone', () => {
  it.each(['Reply-to', 'Contact', 'Account owner', 'Svaradresse', 'Send to', '返信アドレス'])('%s', (text) =>
    expect(isWholeLabel(text)).toBe(true),
  );
  it.each(['Elm Support', 'The Elm Company', 'Elm no-reply', 'Greg', 'My Subject Boxes of Tea'])('not: %s', (text) =>
    expect(isWholeLabel(text)).toBe(false),
  );
});

describe('what makes a new sender known', () => {
  it.each([
    'Add a new from address',
    'Nieuw afzenderadres toevoegen',
    'Neue Absenderadresse',
    'Verify your email address',
    "Ajouter une adresse d'expédition",
    'Ny avsenderadresse',
  ])('%s', (text) => expect(namesAdding(text)).toBe(true));
  it.each(['From address (required)', 'Sender address', 'Create email', 'New campaign', 'Edit sender'])(
    'not: %s',
    (text) => expect(namesAdding(text)).toBe(false),
  );
});

describe('an example', () => {
  it.each(['e.g.', 'for example:', 'z. b.', 'p. ej.'])('%s', (text) =>
    expect(endsWithExamplePattern.test(text)).toBe(true),
  );
  it.each(['greg', 'elm e.gg', 'apex', 'rolex'])('not: %s', (text) =>
    expect(endsWithExamplePattern.test(text)).toBe(false),
  );
});

describe('what an identifier names', () => {
  it.each([
    ['from_email', 'senderEmail'],
    ['fromEmail', 'senderEmail'],
    ['campaign[from_email]', 'senderEmail'],
    ['EmailSettings.fromAddress', 'senderEmail'],
    ['sender-address-field', 'senderEmail'],
    ['emailFrom', 'senderEmail'],
    ['from_label', 'senderName'],
    ['reply_to_email', 'replyTo'],
    ['from-reply-to', 'replyTo'],
    ['test-email-to', 'test'],
    ['date-from', 'other'],
    ['uid-ctrl-17', null],
    ['sc-7x0ld0-0', null],
    ['css-1dimb5e-singleValue', null],
  ])('%s: %s', (identifier, kind) => expect(classifyIdentifier(identifier)).toBe(kind));
});

describe('a sentence', () => {
  it.each(['Recipients will see', 'Your address will be replaced with', 'we have sent a mail to'])('%s', (text) =>
    expect(isSentence(text.toLowerCase())).toBe(true),
  );
  it.each(['alder & oak', 'we are knitters', 'the garden shop', 'this is brand'])('is not: %s', (text) =>
    expect(isSentence(text)).toBe(false),
  );
});

describe('the number of people', () => {
  it.each([
    ['Will be sent to 12,480 recipients', '12480'],
    ['8.125 Empfänger', '8125'],
    ['12 480 destinataires', '12480'],
    ['3210 contacts', '3210'],
  ])('%s', (text, digits) => expect(peoplePattern.exec(text)?.[1]?.replace(/\D/g, '')).toBe(digits));
});
