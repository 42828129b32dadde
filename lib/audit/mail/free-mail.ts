import { ESPS } from '../../esp/registry.ts';

/**
 * Domains at which mailbox providers give addresses to anybody, and which are not at the same time the name under which a
 * company sends its own campaigns. Kept by hand from general knowledge, as of 2026-11-25; a domain that is missing here is
 * judged like any other, and goes red because nobody can publish this ESP's keys there.
 */
const PROVIDERS: Readonly<Record<string, string>> = {
  Gmail: 'gmail.com googlemail.com',
  Yahoo: `yahoo.com ymail.com rocketmail.com myyahoo.com yahoo.co.uk yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ca
    yahoo.ie yahoo.gr yahoo.se yahoo.no yahoo.dk yahoo.pl yahoo.ro yahoo.nl yahoo.be yahoo.at yahoo.pt yahoo.com.au
    yahoo.com.br yahoo.com.ar yahoo.com.mx yahoo.com.co yahoo.com.sg yahoo.com.ph yahoo.com.hk yahoo.com.tw
    yahoo.com.tr yahoo.com.vn yahoo.com.my yahoo.co.in yahoo.in yahoo.co.id yahoo.co.jp yahoo.co.nz yahoo.co.th
    yahoo.co.za yahoo.cl yahoo.com.pe yahoo.com.ve ybb.ne.jp`,
  AOL: 'aol.com aol.de aol.fr aol.it aol.es aol.co.uk aim.com love.com netscape.net verizon.net',
  Microsoft: `outlook.com hotmail.com live.com msn.com passport.com windowslive.com outlook.fr outlook.de outlook.it
    outlook.es outlook.pt outlook.be outlook.dk outlook.ie outlook.jp outlook.kr outlook.cz outlook.at outlook.cl
    outlook.in outlook.sa outlook.com.br outlook.com.au outlook.com.ar outlook.com.gr outlook.com.tr outlook.co.id
    outlook.co.th hotmail.fr hotmail.de hotmail.it hotmail.es hotmail.be hotmail.ca hotmail.ch hotmail.nl hotmail.se
    hotmail.no hotmail.dk hotmail.fi hotmail.gr hotmail.co.uk hotmail.co.jp hotmail.co.nz hotmail.co.th hotmail.com.ar
    hotmail.com.br hotmail.com.mx hotmail.com.tr hotmail.com.au hotmail.cl live.fr live.de live.it live.nl live.be
    live.ca live.se live.no live.dk live.ie live.at live.jp live.cn live.in live.co.uk live.co.za live.com.au
    live.com.ar live.com.mx live.com.pt live.cl live.com.my`,
  iCloud: 'icloud.com me.com mac.com',
  Proton: 'proton.me protonmail.com protonmail.ch pm.me',
  GMX: 'gmx.de gmx.net gmx.com gmx.at gmx.ch gmx.fr gmx.es gmx.co.uk gmx.us gmx.info gmx.biz gmx.org gmx.li',
  'Web.de': 'web.de email.de',
  'mail.com':
    'mail.com email.com usa.com post.com europe.com consultant.com engineer.com myself.com techie.com writeme.com',
  'T-Online': 't-online.de magenta.de',
  Freenet: 'freenet.de',
  Posteo: 'posteo.de posteo.net',
  'mailbox.org': 'mailbox.org',
  Arcor: 'arcor.de',
  Vodafone: 'vodafonemail.de',
  '1&1': 'online.de',
  'La Poste': 'laposte.net',
  Orange: 'orange.fr wanadoo.fr voila.fr',
  SFR: 'sfr.fr neuf.fr cegetel.net club-internet.fr numericable.fr',
  Free: 'free.fr aliceadsl.fr',
  Bouygues: 'bbox.fr',
  Libero: 'libero.it iol.it inwind.it blu.it giallo.it',
  Virgilio: 'virgilio.it tin.it alice.it tim.it',
  Tiscali: 'tiscali.it tiscali.co.uk',
  Fastmail: 'fastmail.com fastmail.fm',
  Tuta: 'tuta.com tutanota.com tutanota.de tutamail.com tuta.io keemail.me',
  Zoho: 'zohomail.com zohomail.eu',
  Hey: 'hey.com',
  Mailfence: 'mailfence.com',
  Hushmail: 'hushmail.com hush.com',
  Runbox: 'runbox.com',
  Disroot: 'disroot.org',
  Yandex: 'yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru narod.ru',
  'Mail.ru': 'mail.ru inbox.ru bk.ru list.ru internet.ru',
  Rambler: 'rambler.ru lenta.ru autorambler.ru',
  'UKR.NET': 'ukr.net',
  'I.UA': 'i.ua',
  Meta: 'meta.ua',
  WP: 'wp.pl o2.pl tlen.pl',
  Onet: 'onet.pl op.pl vp.pl poczta.onet.pl onet.eu',
  Interia: 'interia.pl interia.eu interia.com poczta.fm',
  Gazeta: 'gazeta.pl',
  Seznam: 'seznam.cz email.cz post.cz spoluzaci.cz',
  Centrum: 'centrum.cz centrum.sk atlas.cz',
  Volny: 'volny.cz',
  Azet: 'azet.sk',
  Zoznam: 'zoznam.sk',
  Freemail: 'freemail.hu',
  Citromail: 'citromail.hu',
  ABV: 'abv.bg',
  'Mail.bg': 'mail.bg',
  'Dir.bg': 'dir.bg',
  Naver: 'naver.com',
  Daum: 'daum.net hanmail.net kakao.com',
  Nate: 'nate.com',
  Tencent: 'qq.com foxmail.com vip.qq.com',
  NetEase: '163.com 126.com yeah.net vip.163.com',
  Sina: 'sina.com sina.cn',
  Sohu: 'sohu.com',
  'China Mobile': '139.com',
  'China Telecom': '189.cn',
  'China Unicom': 'wo.cn',
  Docomo: 'docomo.ne.jp',
  KDDI: 'ezweb.ne.jp',
  SoftBank: 'softbank.ne.jp i.softbank.jp',
  Nifty: 'nifty.com',
  Biglobe: 'biglobe.ne.jp',
  OCN: 'ocn.ne.jp',
  Excite: 'excite.co.jp',
  Rediff: 'rediffmail.com',
  Comcast: 'comcast.net',
  'AT&T': 'att.net sbcglobal.net bellsouth.net pacbell.net ameritech.net swbell.net snet.net prodigy.net flash.net',
  Charter: 'charter.net spectrum.net rr.com roadrunner.com twc.com',
  Cox: 'cox.net',
  Optimum: 'optonline.net optimum.net',
  EarthLink: 'earthlink.net mindspring.com',
  Juno: 'juno.com netzero.net netzero.com',
  Frontier: 'frontier.com frontiernet.net',
  CenturyLink: 'centurylink.net q.com embarqmail.com',
  Windstream: 'windstream.net',
  Bell: 'bell.net sympatico.ca',
  Rogers: 'rogers.com',
  Shaw: 'shaw.ca',
  Telus: 'telus.net',
  Videotron: 'videotron.ca',
  BT: 'btinternet.com btopenworld.com talk21.com',
  Sky: 'sky.com',
  'Virgin Media': 'virginmedia.com ntlworld.com blueyonder.co.uk virgin.net',
  TalkTalk: 'talktalk.net tiscali.co.uk lineone.net',
  Eircom: 'eircom.net',
  Bluewin: 'bluewin.ch',
  Sunrise: 'hispeed.ch',
  A1: 'a1.net aon.at chello.at',
  Ziggo: 'ziggo.nl home.nl upcmail.nl casema.nl',
  KPN: 'kpnmail.nl planet.nl hetnet.nl xs4all.nl',
  Telenet: 'telenet.be',
  Proximus: 'skynet.be',
  Bredband: 'bredband.net',
  Spray: 'spray.se',
  Online: 'online.no',
  Elisa: 'elisanet.fi kolumbus.fi',
  Luukku: 'luukku.com',
  Sapo: 'sapo.pt',
  IOL: 'iol.pt',
  Telefonica: 'telefonica.net terra.es',
  Terra: 'terra.com.br',
  UOL: 'uol.com.br bol.com.br',
  iG: 'ig.com.br',
  Globo: 'globo.com globomail.com',
  R7: 'r7.com',
  Telstra: 'bigpond.com bigpond.net.au',
  Optus: 'optusnet.com.au',
  Iinet: 'iinet.net.au westnet.com.au',
  Xtra: 'xtra.co.nz',
  Walla: 'walla.co.il walla.com',
  Mynet: 'mynet.com',
  Lycos: 'lycos.com',
  'Inbox.com': 'inbox.com',
  'Inbox.lv': 'inbox.lv',
  YOPmail: 'yopmail.com',
  Mailinator: 'mailinator.com',
  'Guerrilla Mail': 'guerrillamail.com',
  '10 Minute Mail': '10minutemail.com',
  'Temp Mail': 'temp-mail.org',
  DuckDuckGo: 'duck.com',
};

const PROVIDER_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(PROVIDERS).flatMap(([provider, domains]) =>
    domains.split(/\s+/).map((domain) => [domain, provider] as const),
  ),
);

/** Names that are lent with an account, beside those of the ESPs. */
const LENDERS: readonly [name: string, pattern: RegExp][] = [
  ['Microsoft 365', /(?:^|\.)onmicrosoft\.(?:com|de|us|cn)$/],
];

/** A domain that is not the brand's: `mailbox` where anybody may have an address, `lent` where a service lends the name. */
export interface ForeignDomain {
  provider: string;
  reason: 'mailbox' | 'lent';
}

/** Whose domain it is; null for a brand's own. */
export function findForeignDomain(domain: string): ForeignDomain | null {
  const mailbox = PROVIDER_OF.get(domain);
  if (mailbox !== undefined) return { provider: mailbox, reason: 'mailbox' };
  const lenders = [
    ...LENDERS,
    ...ESPS.flatMap(({ sending: { name, lends } }) => (lends ? [[name, lends] as const] : [])),
  ];
  const lender = lenders.find(([, pattern]) => pattern.test(domain))?.[0];
  return lender === undefined ? null : { provider: lender, reason: 'lent' };
}
