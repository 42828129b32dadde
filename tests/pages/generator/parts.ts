import type { FieldLabels } from './labels.ts';

/** What varies in a field that shows the sender. */
export interface Shown {
  label: string;
  name: string;
  address: string;
  /** For ids that must differ within a page. */
  id: string;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** How the value is shown, and whether it holds a name as well: then its label is "From" rather than "From address". */
export const VALUES: Readonly<Record<string, { withName: boolean; html: (shown: Shown) => string }>> = {
  input: { withName: false, html: ({ id, address }) => `<input id="${id}" value="${address}">` },
  select: {
    withName: false,
    html: ({ id, address }) =>
      `<select id="${id}"><option>else@other-option.test</option><option selected>${address}</option></select>`,
  },
  'button that opens a list': {
    withName: false,
    html: ({ id, address }) =>
      `<button id="${id}" type="button" aria-haspopup="listbox"><span>${address}</span> <i aria-hidden="true">▾</i></button>`,
  },
  'name in brackets': {
    withName: true,
    html: ({ name, address }) => `<p class="v">${escape(`${name} <${address}>`)}</p>`,
  },
  'name and bullet': { withName: true, html: ({ name, address }) => `<p class="v">${escape(name)} • ${address}</p>` },
  'two lines': {
    withName: true,
    html: ({ name, address }) => `<div class="v"><p>${escape(name)}</p><p>${address}</p></div>`,
  },
  'two spans': {
    withName: true,
    html: ({ name, address }) => `<p class="v"><span>${escape(name)}</span> <span>${address}</span></p>`,
  },
  'address alone': { withName: false, html: ({ address }) => `<span class="v">${address}</span>` },
  'aria-label alone': {
    withName: true,
    html: ({ id, label, name, address }) =>
      `<button id="${id}" type="button" aria-haspopup="listbox" aria-label="${escape(`${label}, ${address}`)}">${escape(name)}</button>`,
  },
  'cut, whole in title': {
    withName: true,
    html: ({ name, address }) =>
      `<span class="v" title="${escape(`${name} <${address}>`)}">${escape(name)} · ${address.slice(0, -5)}…</span>`,
  },
  'chosen chip': {
    withName: false,
    html: ({ id, address }) =>
      `<div class="cc"><div class="x-singleValue">${address}</div><input id="${id}" role="combobox" aria-autocomplete="list" style="width:2px;border:0" value=""></div>`,
  },
};

/** How label and value are put together. */
export const STRUCTURES: Readonly<Record<string, (label: string, value: string, id: string) => string>> = {
  'label for': (label, value, id) => `<div class="f"><label for="${id}">${label}</label>${value}</div>`,
  'wrapping box': (label, value) => `<div class="f"><div class="l">${label}</div>${value}</div>`,
  'table row': (label, value) => `<table><tr><td>${label}</td><td>${value}</td></tr></table>`,
  'definition list': (label, value) => `<dl><dt>${label}</dt><dd>${value}</dd></dl>`,
  'card with heading': (label, value) =>
    `<section class="card"><header><h3>${label}</h3><button type="button">Edit</button></header><div class="b">${value}</div></section>`,
  'slat with heading': (label, value) =>
    `<div class="slat"><div class="m"><h4>${label}</h4>${value}</div><div class="a"><button type="button">Edit</button></div></div>`,
  'row of two': (label, value) =>
    `<div class="r" style="display:flex;gap:12px"><div style="width:180px"><b>${label}</b></div><div>${value}</div></div>`,
  'named group': (label, value) =>
    `<div role="group" aria-label="${label.replaceAll('"', '&quot;')}"><span class="k">${label}</span>${value}</div>`,
  details: (label, value) => `<details open><summary><b>${label}</b></summary><div>${value}</div></details>`,
  fieldset: (label, value) => `<fieldset><legend>${label}</legend>${value}</fieldset>`,
  'column header': (label, value) =>
    `<table><thead><tr><th>${label}</th><th>№</th></tr></thead><tbody><tr><td>${value}</td><td>1</td></tr></tbody></table>`,
  translated: (label, value) =>
    `<div class="slat"><h4><font><font>${label}</font></font></h4><div>${value}</div></div>`,
};

/** Where the form is. */
export const PLACES: Readonly<Record<string, (form: string) => string>> = {
  main: (form) => `<main>${form}</main>`,
  dialog: (form) =>
    `<main><h1>Draft</h1></main><div role="dialog" aria-modal="true" aria-label="Details" style="position:fixed;left:300px;top:60px;width:600px;background:#fff">${form}</div>`,
  drawer: (form) =>
    `<main><h1>Flow</h1><div class="node">Email 1</div></main><aside style="position:fixed;right:0;top:0;bottom:0;width:420px;overflow:auto">${form}</aside>`,
  'deep boxes': (form) => `<div id="root"><div><div><div><div>${form}</div></div></div></div></div>`,
};

const row = (label: string, value: string): string =>
  `<div class="f"><div class="l">${label}</div><p>${value}</p></div>`;

/** Addresses that are not the sender, each as pages have them. */
export const DECOYS: Readonly<Record<string, (labels: FieldLabels) => string>> = {
  'account menu': () =>
    '<header><button type="button" aria-haspopup="true" id="account-menu">Agency <small>dana@agency-staff.test</small></button></header>',
  'reply-to': ({ replyTo }) => row(replyTo, 'care@reply-desk.test'),
  'reply-to field': ({ replyTo }) =>
    `<div class="f"><label for="rt">${replyTo}</label><input id="rt" value="care@reply-desk.test"></div>`,
  'subject that begins with From': ({ subject }) => row(subject, 'From Oslo &lt;post@oslo-subject.test&gt;'),
  'recipient called Sender': ({ to }) => row(to, 'Sender &lt;ida@people-one.test&gt;'),
  'test dialog': () =>
    '<div class="dijitDialog" style="position:fixed;left:200px;top:200px;width:400px;background:#fff"><div>Send a test email</div><label>Send a test to<input value="qa@testers-inn.test"></label><button type="button">Send test</button></div>',
  comments: () =>
    '<section><h3>Comments</h3><div><b>Max</b><p>From should be wrong@comment-box.test, the sender is old</p></div></section>',
  'office address': () =>
    '<div><div class="l">Office address</div><address>Quay 4<br>post@office-quay.test</address></div>',
  'message preview': () =>
    '<div class="px"><h4>Preview</h4><div><b>From:</b> deals@in-the-mail.test</div><p>View in browser</p></div>',
  toast: () => '<div role="status">Sender changed from was@toasted.test</div>',
  'hidden old copy': ({ addresses }) =>
    `<div style="display:none"><label for="old">${addresses[0]}</label><input id="old" value="old@hidden-step.test"></div>`,
  'long list': () =>
    `<div class="people">${Array.from({ length: 40 }, (_, index) => `<div><span>Person ${index}</span> <span>p${index}@folks-list.test</span></div>`).join('')}</div>`,
  'table of replies': () =>
    '<section><h2>Recent replies</h2><table><thead><tr><th>From</th><th>Subject</th></tr></thead><tbody><tr><td>ida@people-one.test</td><td>Re: tea</td></tr><tr><td>olu@people-two.test</td><td>Re: tea</td></tr></tbody></table></section>',
  'internal alert': () =>
    '<aside class="dr"><div><h2>Internal alert</h2></div><div><label for="al">From email</label><input id="al" value="alerts@team-alerts.test"></div></aside>',
  'adding an address': ({ add, addresses }) =>
    `<div role="dialog" aria-modal="true" aria-labelledby="adt" style="position:fixed;left:330px;top:110px;width:430px;background:#fff"><h2 id="adt">${add}</h2><label for="adf">${addresses[0]}</label><input id="adf" value="typed@not-saved.test"></div>`,
  'help with an example': () => '<small class="hint">Use a verified address, for instance hello@yourbrand.test</small>',
  'text message': () =>
    '<section class="c1"><h3>Text message</h3><div class="f"><div class="l">Sender</div><p>+1 555 010 0199</p></div></section>',
  'open list with search': ({ addresses }) =>
    `<div style="position:absolute;left:40px;top:430px;width:400px;background:#fff"><input type="search" aria-label="${addresses[0]}" value="typed@search-box.test"><ul role="listbox"><li role="option" aria-selected="true">typed@search-box.test</li></ul></div>`,
  'last editor': () => row('Last edited by', 'kit@agency-staff.test'),
};
