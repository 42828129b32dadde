import { byId, flatClosest, flatPath, isElement, textNodes } from './dom.ts';
import { classifyLabel, toLabelText, toTokens } from './words.ts';
import { findExclusion } from './zones.ts';

const PRESSED =
  'button,[role="button"],[role="menuitem"],input[type="submit"],input[type="button"],a[href],summary,[role="link"]';
/** Chooses between "now" and "later", or opens a list of both: nothing is sent by pressing it. */
const NO_ACTION =
  ':disabled,[aria-disabled="true"],[role="tab"],[role="radio"],[role="switch"],[role="option"],[role="menuitemradio"],[aria-pressed],[aria-current="step"],[aria-haspopup="true"],[aria-haspopup="menu"],[aria-haspopup="listbox"],[role="tablist"] *,[role="radiogroup"] *,nav *,[role="navigation"] *';

const SEND =
  'send|senden|versenden|absenden|verschicken|abschicken|envoyer|enviar|envía|envie|invia|inviare|verzenden|verstuur|versturen|verzend|wyślij|wysłać|skicka';
const SCHEDULE =
  'schedule|planen|einplanen|terminieren|planifier|programmer|programar|agendar|programma|pianifica|plannen|inplannen|plan|zaplanuj|schemalägg|planera';
const CJK =
  '送信する|送信予約|予約送信|予約配信|送信|配信する|配信予約|配信|予約する|予約|スケジュール(?:する|設定)?|发送|發送|傳送|寄送|安排|排程|定时|定時|預約|计划|보내기|전송|발송|예약|하기';
const ACTION = new RegExp(`(?<!\\p{L})(?:${SEND}|${SCHEDULE})(?!\\p{L})|${CJK}`, 'gu');
/** Words beside the action that leave it what it is. */
const BESIDE =
  /(?<!\p{L})(?:it|now|later|and|or|the|this|your|my|to|for|all|campaigns?|e-?mails?|newsletter|message|broadcast|blast|delivery|send(?:ing)?|recipients?|people|contacts?|subscribers?|at|on|yes|confirm|jetzt|sofort|später|kampagne|nachricht|versand|und|oder|an|ja|die|den|der|maintenant|plus|tard|la|le|les|l|campagne|message|envoi|et|ou|ahora|más|tarde|campaña|correo|mensaje|envío|y|o|agora|mais|campanha|mensagem|envio|e|ou|ora|subito|adesso|dopo|campagna|messaggio|invio|nu|direct|bericht|verzending|en|of|teraz|później|kampanię|wiadomość|wysyłkę|lub|i|nu|senare|kampanjen?|mejl(?:et)?|meddelandet?|och|eller|am|pm)(?!\p{L})|今すぐ|すぐに|キャンペーン|メール|を|または|立即|现在|現在|活动|活動|邮件|郵件|或|지금|바로|캠페인|이메일|메일|또는|\p{N}+|[^\p{L}]+/gu;

const ACTION_TOKENS =
  /(?:^|-)(?:send|schedule)(?:-(?:now|later|campaign|e?mail|message|or|and|send|schedule|button|btn|cta|action|primary|confirm|submit|final))+$/;
const NO_TOKENS = /test|preview|review|reply|feedback|invite|proof|tab|radio|option|toggle|menu|nav/;
const IDENTIFIERS = ['data-testid', 'data-test-id', 'data-selenium-test', 'data-test', 'id', 'name', 'data-action'];

function nameOf(element: Element): string {
  const ids = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
  const labelled = ids.map((id) => byId(element, id)?.textContent ?? '').join(' ');
  const value = element instanceof HTMLInputElement ? element.value : '';
  const shown = (textNodes(element, 12) ?? []).map(({ data }) => data).join(' ');
  return (
    [labelled, element.getAttribute('aria-label') ?? '', shown, value, element.getAttribute('title') ?? '']
      .map(toLabelText)
      .find((text) => text !== '') ?? ''
  );
}

/** "Send", "Jetzt senden", "Schedule campaign", "Send to 12,480 people"; not "Send a test" or "Review and send". */
export function namesSendAction(name: string): boolean {
  const label = toLabelText(name);
  if (label === '' || label.length > 60 || label.search(ACTION) < 0) return false;
  return label.replace(ACTION, ' ').replace(BESIDE, ' ').trim() === '';
}

function identifiesSendAction(element: Element): boolean {
  return IDENTIFIERS.some((attribute) => {
    const tokens = toTokens(element.getAttribute(attribute) ?? '').replace(/-+$/, '');
    return ACTION_TOKENS.test(tokens) && !NO_TOKENS.test(tokens);
  });
}

const TITLE = 'h1,h2,h3,h4,[role="heading"],legend';
const BOX = 'dialog,[role="dialog"],[role="alertdialog"],form,section,aside,fieldset,[role="region"],[role="group"]';

/** A box whose title says that something else is sent from it: a test, a comment, a reply. */
function sendsSomethingElse(node: Node): boolean {
  for (const current of flatPath(node)) {
    if (!isElement(current) || !current.matches(BOX)) continue;
    const ids = (current.getAttribute('aria-labelledby') ?? '').split(/\s+/).filter(Boolean);
    const titles = [
      current.getAttribute('aria-label'),
      ...ids.map((id) => byId(current, id)?.textContent),
      current.querySelector(TITLE)?.textContent,
    ];
    const kinds = titles.map((title) => (title ? classifyLabel(title) : null));
    if (kinds.some((kind) => kind === 'test' || kind === 'replyTo' || kind === 'other')) return true;
    if (current.matches('dialog,[role="dialog"],[role="alertdialog"]')) return false;
  }
  return false;
}

/**
 * The element that sends or schedules the campaign, where `target` is it or stands in it; else null. Several signals:
 * its name in twelve languages, or its identifiers; never in a test, a chat, a comment or the message itself.
 */
export function findSendAction(target: Element): Element | null {
  const pressed = flatClosest(target, PRESSED);
  if (!pressed || pressed.matches(NO_ACTION)) return null;
  const name = nameOf(pressed);
  const isNamed = namesSendAction(name);
  if (!isNamed && (!identifiesSendAction(pressed) || classifyLabel(name) === 'test')) return null;
  if (findExclusion(pressed, null) === 'closed' && !pressed.matches('[role="menu"] [role="menuitem"]')) return null;
  return sendsSomethingElse(pressed) ? null : pressed;
}
