/*
 * What buttons that send, schedule or start a campaign are called, in the languages of the labels, and what may be
 * beside the verb without changing it. Sources: the help centres of the three ESPs in each language.
 */

/** "Start sending": the verb alone ("Sending") is a state, not a command. */
const START_SENDING =
  "(?:start|begin|resume|continue)(?:ing)? (?:to )?send(?:ing)?|(?:confirm|finish|complete) (?:sending|scheduling)|(?:schedule|confirm) send(?:ing)?|(?:versand|senden|sendung|zustellung) (?:jetzt )?(?:starten|beginnen|fortsetzen)|(?:commencer|démarrer|lancer|reprendre) (?:à envoyer|l'envoi)|(?:empezar|comenzar|iniciar|reanudar) (?:a enviar|(?:el )?envío)|(?:começar|iniciar|retomar) (?:a enviar|(?:o )?envio)|(?:inizia|avvia|riprendi) (?:a inviare|(?:l')?invio)|(?:start|begin|hervat)(?:en)? (?:met )?(?:verzend(?:en|ing)|versturen)|verzend(?:en|ing) (?:starten|hervatten)|(?:rozpocznij|wznów) (?:wysyłanie|wysyłkę)|(?:börja|starta|återuppta) (?:att )?(?:skicka|utskick(?:et)?)|(?:start|begynd|genoptag|begynn|gjenoppta) (?:med )?(?:at |å )?(?:afsendelse|utsending|sende|udsendelse)";
const SEND =
  'send|resend(?= (?:it |this |the |your )?(?:now|campaign|newsletter|to (?:non|un)))|senden|versenden|absenden|verschicken|abschicken|envoyer|envoyez|enviar|envía|envíe|envie|invia|inviare|verzenden|verstuur|versturen|verzend|wyślij|wysłać|skicka|sende|afsend|udsend';
const SCHEDULE =
  'schedule|reschedule|update schedule|(?:neu )?planen|einplanen|umplanen|terminieren|zeitplan aktualisieren|planifier|replanifier|programmer|reprogrammer|mettre à jour (?:la )?planification|programar|reprogramar|actualizar (?:la )?programación|agendar|reagendar|atualizar (?:o )?agendamento|programma|riprogramma|pianifica|ripianifica|aggiorna (?:la )?(?:programmazione|pianificazione)|(?:opnieuw )?(?:in)?plannen|plan|planning bijwerken|zaplanuj(?: ponownie)?|zmień (?:termin|harmonogram)|zaktualizuj harmonogram|schemalägg(?: om)?|planera(?: om)?|uppdatera schema(?:t)?|planlæg(?: igen)?|planlegg(?: på nytt)?|tidsplanlæg';
const START =
  'live|go live|set live|make live|turn on|switch on|publish|resume|activate|live schalten|aktivieren|einschalten|anschalten|veröffentlichen|fortsetzen|activer|publier|reprendre|activar|publicar|reanudar|encender|ativar|retomar|ligar|attiva|pubblica|riprendi|inschakelen|aanzetten|activeren|publiceren|hervatten|włącz|opublikuj|aktywuj|wznów|aktivera|slå på|publicera|återuppta|aktiv[ée]r|slå til|udgiv|publiser|genoptag|gjenoppta';
const OTHER_SCRIPTS =
  'スケジュールを?更新(?:する)?|配信を?(?:開始|再開)(?:する)?|送信を?(?:開始|再開)(?:する)?|送信する|送信予約|予約送信|予約配信|再予約|送信|配信する|配信予約|配信|予約する|予約|スケジュール(?:する|設定)?|公開(?:する)?|オンにする|有効(?:化|にする)|再開(?:する)?|(?:开始|開始|继续|繼續|恢复|恢復)(?:发送|發送|傳送|寄送)|发送|發送|傳送|寄送|重新安排|更新(?:计划|排程|时间表)|安排|排程|定时|定時|預約|计划|上线|上線|发布|發佈|發布|启用|啟用|开启|開啟|恢复|恢復|(?:보내기|전송|발송)\\s?(?:시작|재개)|보내기|전송|발송|다시\\s?예약|일정\\s?업데이트|예약|게시|켜기|활성화|재개|하기|(?:התחל|המשך)\\s(?:שליחה|לשלוח)|שלח|שליחה|שלחו|תזמן|תזמון|פרסם|הפעל|חדש';

const words = (alternatives: string): string => `(?<!\\p{L})(?:${alternatives})(?!\\p{L})`;
const ACTION = `${words(`${START_SENDING}|${SCHEDULE}|${SEND}|${START}`)}|${OTHER_SCRIPTS}`;

/** Words beside the verb that leave it what it is: what is sent, to whom, when, and "yes, do it". */
const BESIDE = `it now later immediately instantly right away and or the a an this your my our to for of in on at by from with s as all everyone everybody
   campaign campaigns email emails mail mails e newsletter newsletters message messages broadcast blast delivery send sending sends schedule scheduling flow automation journey workflow
   recipient recipients people person persons contact contacts subscriber subscribers profile profiles member members customer customers audience audiences list lists segment segments non openers unopened
   yes confirm ok okay finish complete approve save done loading please wait gmt utc today tomorrow tonight am pm noon midnight o clock
   jetzt sofort gleich später kampagne e mail nachricht versand und oder an ja die den der das dem des von für um am uhr bestätigen speichern alle allen empfänger kontakte kontakten personen profile abonnenten mitglieder liste heute morgen wird geladen
   maintenant immédiatement tout de suite plus tard la le les l campagne message courriel envoi et ou à au aux du de d pour contacts destinataires destinataire personnes abonnés profils liste confirmer enregistrer oui tous chargement aujourd hui demain h
   ahora inmediatamente más tarde campaña correo correos mensaje envío y o a al el los las para destinatarios destinatario personas contactos suscriptores perfiles lista confirmar guardar sí todos cargando hoy mañana hora
   agora imediatamente mais campanha mensagem envio e ou os as para destinatários destinatário pessoas contatos contactos inscritos assinantes perfis confirmar salvar guardar sim todos carregando hoje amanhã às
   ora per il lo subito adesso dopo immediatamente campagna messaggio invio i gli le a ai agli destinatari destinatario persone iscritti contatti profili conferma confermare salva sì tutti caricamento oggi domani alle
   nu voor direct meteen later bericht verzending en of aan naar ontvangers ontvanger personen contacten profielen leden lijst bevestig bevestigen opslaan ja alle laden vandaag morgen om uur
   teraz natychmiast później kampanię kampania wiadomość wysyłkę wysyłka lub i do na odbiorców osób kontaktów kontakty profili subskrybentów listy potwierdź zapisz tak wszystkich ładowanie dziś jutro o godz
   nu senare genast kampanjen kampanj mejl mejlet meddelande meddelandet utskick utskicket och eller till mottagare personer kontakter profiler prenumeranter lista bekräfta spara ja alla laddar idag imorgon kl
   nå straks senere med det samme umiddelbart kampagnen kampanje kampanjen mail e post besked beskeden meldingen og eller til modtagere mottakere personer kontakter profiler abonnenter liste bekræft bekreft gem lagre alle indlæser laster i dag morgen
   עכשיו מיד מאוחר יותר קמפיין הקמפיין מייל הודעה את ו או אל ל נמענים אנשי קשר מנויים אישור כן כולם היום מחר
   בשעה`;
const BESIDE_CJK =
  '今すぐ|すぐに|後で|あとで|キャンペーン|ニュースレター|メール|メッセージ|を|または|に|へ|の|人|名|件|宛先|受信者|連絡先|購読者|確認|して|する|読み込み中|今日|明日|月|日|年|曜|時|分|午前|午後|立即|马上|馬上|现在|現在|稍后|稍後|活动|活動|邮件|郵件|电子|電子|消息|訊息|或|并|並|给|給|到|至|位|个|個|收件人|联系人|聯絡人|订阅者|訂閱者|确认|確認|加载中|載入中|今天|明天|号|時間|时间|点|點|上午|下午|지금|바로|나중에|캠페인|이메일|메일|메시지|또는|및|명|에게|님|수신자|연락처|구독자|확인|로딩|오늘|내일|월|일|년|시|분|오전|오후|에|을|를|으로|로';

/** Words of a name or title that say that something other than the campaign is sent. */
const SOMETHING_ELSE = `${words(
  'feedback|comments?|repl(?:y|ies)|chat|conversations?|support|help|invit\\p{L}*|share|sharing|colleagues?|teammates?|verification|sms|mms|text messages?|whatsapp|push|mobile|approvals?|reminders?|receipts?|invoices?|reports?|surveys?|codes?|password|export|inbox|ticket|request(?:s|ed)?|kommentar\\p{L}*|antwort\\p{L}*|einlad\\p{L}*|teilen|bestätigungs-?(?:mail|e-mail|code|link)|freigabe|hilfe|commentaires?|répon\\p{L}*|partager|aide|comentarios?|comentários?|respond\\p{L}*|respuesta|resposta|convi(?:da|te)\\p{L}*|compartir|compartilhar|ayuda|ajuda|commenti?|rispo\\p{L}*|condivid\\p{L}*|aiuto|opmerking\\p{L}*|antwoord\\p{L}*|uitnodig\\p{L}*|komentarz\\p{L}*|odpowied\\p{L}*|zapro\\p{L}*|udostępni\\p{L}*|svar\\p{L}*|inbjud\\p{L}*|dela',
)}|フィードバック|コメント|返信|招待|共有|認証|反馈|回馈|评论|評論|回复|回覆|邀请|邀請|分享|验证|驗證|피드백|댓글|답장|초대|공유|인증`;
/** "Verify your e-mail address"; in other languages the verb alone is also "review". */
const VERIFIES = words(
  'verify|verifying|confirm your|verifizier\\p{L}*|v[ée]rifi\\p{L}*|weryfik\\p{L}*|zweryfik\\p{L}*|bekräfta din|bekræft din',
);
const VERIFIED =
  'e-?mail|courriel|correo|ad+res|direcci|endere|indirizz|domain|dominio|domaine|identi|account|konto|compte|cuenta|conta(?!t)';
const SENDS = words(`${SEND}|${SCHEDULE}|sending|versand|envoi|envío|envio|invio`);

/** The bare verb with at most "message" or "e-mail". */
const BARE =
  'send|senden|absenden|abschicken|envoyer|enviar|invia|verzenden|verstuur|wyślij|skicka|send e-?mail|send (?:a )?message|送信|发送|發送|傳送|보내기|전송|שלח';

/** Sources of regular expressions that tell send buttons from others, as the worker hands them to a page. */
export interface SendPatterns {
  /** A verb that sends, schedules or starts a campaign. */
  action: string;
  /** A verb that starts one at once. */
  start: string;
  /** Only a send or a schedule, or its noun. */
  sends: string;
  bare: string;
  /** Words that leave the verb what it is, lower case. */
  beside: string[];
  besideUnspaced: string;
  somethingElse: string;
  verifies: string;
  verified: string;
}

/** What the build writes into a file beside the scripts (`entrypoints/background/send-patterns.ts` reads it). */
export const SEND_LEXICON: SendPatterns = {
  action: ACTION,
  start: START,
  sends: SENDS,
  bare: BARE,
  beside: BESIDE.split(/\s+/),
  besideUnspaced: BESIDE_CJK,
  somethingElse: SOMETHING_ELSE,
  verifies: VERIFIES,
  verified: VERIFIED,
};
