/**
 * Domains at which mailbox providers give addresses to anybody. Kept by hand from the providers' own sign-up and help
 * pages; a domain that is missing here is judged like any other and goes red by its own DMARC record.
 * Checked on 2026-11-25.
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
  'Posteo and mailbox.org': 'posteo.de posteo.net mailbox.org',
  Arcor: 'arcor.de',
  Vodafone: 'vodafone.de vodafonemail.de vodafone.it',
  '1&1': '1und1.de online.de',
  'La Poste': 'laposte.net',
  Orange: 'orange.fr wanadoo.fr voila.fr',
  SFR: 'sfr.fr neuf.fr cegetel.net club-internet.fr numericable.fr',
  Free: 'free.fr aliceadsl.fr',
  Bouygues: 'bbox.fr',
  Libero: 'libero.it iol.it inwind.it blu.it giallo.it',
  Virgilio: 'virgilio.it tin.it alice.it tim.it',
  Tiscali: 'tiscali.it tiscali.co.uk',
  Aruba: 'aruba.it',
  Fastmail: 'fastmail.com fastmail.fm',
  Tuta: 'tuta.com tutanota.com tutanota.de tutamail.com tuta.io keemail.me',
  Zoho: 'zoho.com zohomail.com zohomail.eu zoho.eu',
  Hey: 'hey.com',
  Mailfence: 'mailfence.com',
  Hushmail: 'hushmail.com hush.com',
  Runbox: 'runbox.com',
  Disroot: 'disroot.org',
  Yandex: 'yandex.ru yandex.com yandex.by yandex.kz yandex.ua ya.ru narod.ru',
  'Mail.ru': 'mail.ru inbox.ru bk.ru list.ru internet.ru',
  Rambler: 'rambler.ru lenta.ru autorambler.ru',
  Ukrnet: 'ukr.net i.ua meta.ua',
  WP: 'wp.pl o2.pl tlen.pl',
  Onet: 'onet.pl op.pl vp.pl poczta.onet.pl onet.eu',
  Interia: 'interia.pl interia.eu interia.com poczta.fm',
  Gazeta: 'gazeta.pl',
  Seznam: 'seznam.cz email.cz post.cz spoluzaci.cz',
  Centrum: 'centrum.cz centrum.sk atlas.cz volny.cz azet.sk zoznam.sk',
  Freemail: 'freemail.hu citromail.hu',
  Abv: 'abv.bg mail.bg dir.bg',
  Naver: 'naver.com',
  Daum: 'daum.net hanmail.net kakao.com',
  Nate: 'nate.com',
  Tencent: 'qq.com foxmail.com vip.qq.com',
  NetEase: '163.com 126.com yeah.net vip.163.com',
  Sina: 'sina.com sina.cn',
  Sohu: 'sohu.com',
  '139': '139.com 189.cn wo.cn aliyun.com',
  Docomo: 'docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp nifty.com biglobe.ne.jp ocn.ne.jp excite.co.jp',
  Rediff: 'rediffmail.com',
  Comcast: 'comcast.net xfinity.com',
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
  Shaw: 'shaw.ca telus.net',
  Videotron: 'videotron.ca',
  BT: 'btinternet.com btopenworld.com talk21.com',
  Sky: 'sky.com',
  'Virgin Media': 'virginmedia.com ntlworld.com blueyonder.co.uk virgin.net',
  TalkTalk: 'talktalk.net tiscali.co.uk lineone.net',
  Eircom: 'eircom.net',
  Bluewin: 'bluewin.ch hispeed.ch sunrise.ch',
  A1: 'a1.net aon.at chello.at',
  Ziggo: 'ziggo.nl home.nl upcmail.nl casema.nl',
  KPN: 'kpnmail.nl planet.nl hetnet.nl xs4all.nl',
  Telenet: 'telenet.be skynet.be proximus.be scarlet.be',
  Telia: 'telia.com bredband.net spray.se',
  Online: 'online.no',
  Elisa: 'elisanet.fi kolumbus.fi luukku.com',
  Sapo: 'sapo.pt iol.pt',
  Telefonica: 'telefonica.net terra.es',
  Terra: 'terra.com.br uol.com.br bol.com.br ig.com.br globo.com globomail.com r7.com',
  Telstra: 'bigpond.com bigpond.net.au',
  Optus: 'optusnet.com.au',
  Iinet: 'iinet.net.au westnet.com.au',
  Xtra: 'xtra.co.nz',
  Walla: 'walla.co.il walla.com',
  Mynet: 'mynet.com',
  Lycos: 'lycos.com',
  Inbox: 'inbox.com inbox.lv',
  'Yopmail and the like': 'yopmail.com mailinator.com guerrillamail.com 10minutemail.com temp-mail.org duck.com',
};

const PROVIDER_OF: ReadonlyMap<string, string> = new Map(
  Object.entries(PROVIDERS).flatMap(([provider, domains]) =>
    domains.split(/\s+/).map((domain) => [domain, provider] as const),
  ),
);

/** Whose mailboxes stand at this domain, where anybody may have one; null for a brand's own domain. */
export const findFreeMailProvider = (domain: string): string | null => PROVIDER_OF.get(domain) ?? null;
