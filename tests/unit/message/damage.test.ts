import { describe, expect, it } from 'vitest';
import { judgeSource, readMessage, toOctets, toText, type Judged } from '../../helpers/signed-messages.ts';

/** Changes a message of the folder as a clipboard, an editor or a mailbox would, and judges it. */
const judgeChanged = (name: string, change: (text: string) => string): Promise<Judged> =>
  judgeSource(toOctets(change(toText(readMessage(name)))));

/** The same to its body alone. */
const judgeBody = (name: string, change: (body: string) => string): Promise<Judged> =>
  judgeChanged(name, (text) => {
    const [header, body] = splitHeader(text);
    return `${header}\r\n\r\n${change(body)}`;
  });

const signatureOf = ({ message }: Judged): string[] =>
  message.dkim.map(({ result, reason }) => [result, reason].filter(Boolean).join(':'));

const splitHeader = (text: string): [header: string, body: string] => {
  const end = text.indexOf('\r\n\r\n');
  return [text.slice(0, end), text.slice(end + 4)];
};

/** Breaks lines at blanks so that none is longer, as mail programs do. */
const rewrap = (text: string, width: number): string =>
  text
    .split('\r\n')
    .flatMap((line) => {
      const lines: string[] = [];
      let rest = line;
      while (rest.length > width && rest.lastIndexOf(' ', width) > 0) {
        const at = rest.lastIndexOf(' ', width);
        lines.push(rest.slice(0, at));
        rest = rest.slice(at + 1);
      }
      return [...lines, rest];
    })
    .join('\r\n');

describe('what is certain is repaired', () => {
  it('LF for CRLF', async () => {
    for (const name of ['postfix-passes', 'signature-simple-simple', 'html-base64']) {
      const judged = await judgeChanged(name, (text) => text.replaceAll('\r\n', '\n'));
      expect([name, ...signatureOf(judged)]).toEqual([name, 'pass']);
      expect(judged.message.repairs).toContain('line-ends');
    }
  });

  it('CR alone, and CR CR LF', async () => {
    expect(signatureOf(await judgeChanged('postfix-passes', (text) => text.replaceAll('\r\n', '\r')))).toEqual([
      'pass',
    ]);
    expect(signatureOf(await judgeChanged('postfix-passes', (text) => text.replaceAll('\r\n', '\r\r\n')))).toEqual([
      'pass',
    ]);
  });

  it('line ends mixed in one file', async () => {
    let count = 0;
    const judged = await judgeChanged('signature-simple-simple', (text) =>
      text.replace(/\r\n/g, (end) => (count++ % 2 ? end : '\n')),
    );
    expect(signatureOf(judged)).toEqual(['pass']);
  });

  it('the final newline lost, or several of them added', async () => {
    for (const name of ['postfix-passes', 'signature-simple-simple', 'text-with-blanks-simple']) {
      expect(signatureOf(await judgeChanged(name, (text) => text.replace(/(?:\r\n)+$/, '')))).toEqual(['pass']);
      expect(signatureOf(await judgeChanged(name, (text) => `${text}\r\n\r\n`))).toEqual(['pass']);
    }
  });

  it('empty lines in front of the first field', async () => {
    const judged = await judgeChanged('postfix-passes', (text) => `\r\n  \r\n${text}`);
    expect(signatureOf(judged)).toEqual(['pass']);
    expect(judged.message.from).toBe('hello@brand.com');
  });

  it('a byte order mark, and a file in UTF-16', async () => {
    expect(signatureOf(await judgeChanged('postfix-passes', (text) => `\u00ef\u00bb\u00bf${text}`))).toEqual(['pass']);
    const wide = Buffer.from(`\ufeff${toText(readMessage('postfix-passes'))}`, 'utf16le');
    expect(signatureOf(await judgeSource(wide))).toEqual(['pass']);
  });

  it('the banner of “Show original” above it', async () => {
    const banner =
      "Original Message\nMessage ID\t<1@mail.esp.net>\nCreated at:\tTue, Nov 24, 2026 at 10:00 AM (Delivered after 1 second)\nFrom:\tBrand <hello@brand.com>\nTo:\tada@gmail.com\nSubject:\tThree new coffees\nSPF:\tPASS with IP 192.0.2.10 Learn more\nDKIM:\t'PASS' with domain brand.com Learn more\nDMARC:\t'PASS' Learn more\n\n\nDownload Original\t\nCopy to clipboard\n";
    for (const lead of [banner, `${banner}\n`]) {
      const judged = await judgeChanged('gmail-mailchimp-passes', (text) => lead + text);
      expect(signatureOf(judged)).toEqual(['pass']);
      expect(judged.message).toMatchObject({ receivedVia: 'gmail', ip: '198.2.128.150' });
      expect(judged.message.repairs).toContain('banner');
    }
  });

  it('the web page around it', async () => {
    const escape = (text: string): string =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const judged = await judgeChanged(
      'gmail-mailchimp-passes',
      (text) =>
        `<!DOCTYPE html><html><head><title>Original Message</title></head><body><table><tr><th>SPF:</th></tr></table><div><pre class="raw_message_text" id="raw_message_text">${escape(text)}</pre></div></body></html>`,
    );
    expect(signatureOf(judged)).toEqual(['pass']);
    expect(judged.message.repairs).toContain('page');
  });

  it('markup of a page copied for its text', async () => {
    const judged = await judgeChanged('postfix-passes', (text) =>
      text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    );
    expect(signatureOf(judged)).toEqual(['pass']);
    expect(judged.message.from).toBe('hello@brand.com');
  });

  it('a fence of a chat or a ticket around it', async () => {
    const judged = await judgeChanged('postfix-passes', (text) => `\`\`\`\r\n${text}\`\`\`\r\n`);
    expect(signatureOf(judged)).toEqual(['pass']);
  });

  it('a paste that is indented as a whole', async () => {
    const judged = await judgeChanged('postfix-passes', (text) => text.replace(/^(?=.)/gm, '    '));
    expect(signatureOf(judged)).toEqual(['pass']);
  });

  it('a mailbox file: the first of several, and it says so', async () => {
    const first = toText(readMessage('postfix-passes'));
    const second = toText(readMessage('signature-none'));
    const start = 'From MAILER-DAEMON Tue Nov 24 10:00:00 2026\r\n';
    const one = await judgeSource(toOctets(start + first));
    expect(signatureOf(one)).toEqual(['pass']);
    expect(one.message.repairs).toEqual(['mbox']);
    const several = await judgeSource(toOctets(`${start}${first}\r\n${start}${second}\r\n`));
    expect(signatureOf(several)).toEqual(['pass']);
    expect(several.message.repairs).toContain('several');
    expect(several.severityOf('message.several')).toBe('info');
  });
});

describe('what is likely is tried', () => {
  it('blanks of folds lost', async () => {
    for (const name of [
      'postfix-passes',
      'gmail-mailchimp-passes',
      'microsoft-hubspot-passes',
      'icloud-passes',
      'signature-ed25519-and-rsa',
    ]) {
      const judged = await judgeChanged(name, (text) => {
        const [header, body] = splitHeader(text);
        return `${header.replace(/\r\n[ \t]+/g, '\r\n')}\r\n\r\n${body}`;
      });
      expect([name, ...new Set(signatureOf(judged))]).toEqual([name, 'pass']);
      expect(judged.message.ip).not.toBeNull();
    }
  });

  it('tabs turned to blanks, in the folds and in the text', async () => {
    expect(
      signatureOf(await judgeChanged('text-with-blanks-relaxed', (text) => text.replaceAll('\t', '        '))),
    ).toEqual(['pass']);
    for (const width of [1, 4, 8]) {
      const judged = await judgeChanged('text-with-blanks-simple', (text) => {
        const [header, body] = splitHeader(text);
        return `${header}\r\n\r\n${body.replace(/\t/g, ' '.repeat(width))}`;
      });
      expect([width, ...signatureOf(judged)]).toEqual([width, width === 1 ? 'fail:body' : 'pass']);
    }
  });

  it('trailing blanks stripped: a relaxed signature does not mind', async () => {
    expect(
      signatureOf(await judgeChanged('text-with-blanks-relaxed', (text) => text.replace(/[ \t]+(?=\r\n)/g, ''))),
    ).toEqual(['pass']);
  });

  it('trailing blanks stripped: the line above the signature gets its own back', async () => {
    const judged = await judgeChanged('text-with-dashes-simple', (text) => text.replace(/[ \t]+(?=\r\n)/g, ''));
    expect(signatureOf(judged)).toEqual(['pass']);
  });

  it('“From” quoted by a mailbox file', async () => {
    const judged = await judgeChanged('text-with-blanks-simple', (text) =>
      text.replace(/\r\n(>*From )(?!MAILER)/g, '\r\n>$1'),
    );
    expect(signatureOf(judged)).toEqual(['pass']);
    expect(judged.message.repairs).toContain('quoted-from');
  });

  it('no-break spaces for blanks', async () => {
    const judged = await judgeChanged('postfix-passes', (text) =>
      text.replaceAll('Brand Coffee', 'Brand\u00c2\u00a0Coffee'),
    );
    expect(signatureOf(judged)).toEqual(['pass']);
  });

  it('Latin-1 that the clipboard turned into UTF-8', async () => {
    const judged = await judgeChanged('html-latin1-8bit', (text) => toText(Buffer.from(text, 'utf8')));
    expect(signatureOf(judged)).toEqual(['pass']);
    expect(judged.message.repairs).toContain('charset');
  });

  it('text behind the end of the last part, and another message', async () => {
    expect(signatureOf(await judgeChanged('postfix-passes', (text) => `${text}\r\nSent from my notes\r\n`))).toEqual([
      'pass',
    ]);
    for (const name of ['html-base64', 'postfix-passes']) {
      const judged = await judgeChanged(name, (text) => `${text}\r\n${toText(readMessage('signature-none'))}`);
      expect(signatureOf(judged), name).toEqual(['pass']);
      expect(judged.codes, name).toContain('message.several');
    }
  });

  it('an empty line behind every line', async () => {
    const judged = await judgeChanged('postfix-passes', (text) => text.replaceAll('\r\n', '\r\n\r\n'));
    expect(signatureOf(judged)).toEqual(['pass']);
    expect(judged.message.repairs).toContain('doubled-lines');
  });

  it('dots doubled as on the wire', async () => {
    const judged = await judgeChanged('html-quoted-printable', (text) => text.replace(/\r\n\./g, '\r\n..'));
    expect(signatureOf(judged)).toEqual(['pass']);
  });
});

const standingOf = (judged: Judged) => ({
  signatures: signatureOf(judged),
  dmarc: judged.message.dmarc.result,
  verdict: judged.report.verdict,
  damage: judged.report.findings
    .filter(({ code }) => code === 'message.damaged' || code === 'message.dkim-fail')
    .map(({ code, severity, params }) => ({ code, severity, params })),
});

const unjudged = (reason: string) => ({
  signatures: ['unknown:altered'],
  dmarc: 'unknown',
  verdict: 'unknown',
  damage: [{ code: 'message.damaged', severity: 'unknown', params: { reason } }],
});

describe('the rest cannot be judged from a paste, and is never a false fail', () => {
  it('lines re-wrapped at 72 to 80', async () => {
    for (const width of [72, 76, 80]) {
      for (const name of ['postfix-passes', 'html-base64', 'html-latin1-8bit', 'html-quoted-printable']) {
        const judged = await judgeChanged(name, (text) => rewrap(text, width));
        expect([width, name, judged.message.dkim[0]?.result]).not.toContain('fail');
      }
    }
    expect(standingOf(await judgeChanged('html-latin1-8bit', (text) => rewrap(text, 76)))).toEqual(
      unjudged('rewrapped'),
    );
  });

  it('a flowed text whose blanks at the ends of lines are lost', async () => {
    const judged = await judgeChanged('text-flowed-simple', (text) => text.replace(/[ \t]+(?=\r\n)/g, ''));
    expect(standingOf(judged)).toEqual(unjudged('blanks-lost'));
  });

  it('octets that the clipboard could not read', async () => {
    const judged = await judgeChanged('html-latin1-8bit', (text) => text.replaceAll('\u00f6', '\u00ef\u00bf\u00bd'));
    expect(standingOf(judged)).toEqual(unjudged('other'));
  });

  it('base64 in lines of another length', async () => {
    const judged = await judgeChanged('html-base64', (text) => {
      const [header, body] = splitHeader(text);
      return `${header}\r\n\r\n${body.replace(/.{70}/g, '$&\r\n')}`;
    });
    expect(standingOf(judged)).toEqual(unjudged('rewrapped'));
  });

  it('quoted-printable shown decoded', async () => {
    const judged = await judgeBody('html-quoted-printable', (body) =>
      body
        .replace(/=\r\n/g, '')
        .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    );
    expect(standingOf(judged)).toEqual(unjudged('decoded'));
  });

  it('base64 shown decoded', async () => {
    const judged = await judgeChanged('html-base64', (text) => {
      const [header, body] = splitHeader(text);
      return `${header}\r\n\r\n${toText(Buffer.from(body, 'base64')).replaceAll('\n', '\r\n')}`;
    });
    expect(standingOf(judged)).toEqual(unjudged('decoded'));
  });

  it('cut in the middle, and says so', async () => {
    expect(standingOf(await judgeChanged('postfix-without-results', (text) => text.slice(0, -400)))).toEqual(
      unjudged('cut'),
    );
    expect(standingOf(await judgeChanged('html-base64', (text) => text.slice(0, -201)))).toEqual(unjudged('cut'));
    expect(standingOf(await judgeChanged('postfix-without-results', (text) => splitHeader(text)[0]))).toEqual(
      unjudged('cut'),
    );
    expect(
      standingOf(await judgeChanged('postfix-without-results', (text) => `${splitHeader(text)[0]}\r\n\r\n`)),
    ).toEqual(unjudged('cut'));
  });

  it('cut within its headers', async () => {
    const judged = await judgeChanged('postfix-without-results', (text) => text.slice(0, text.indexOf('Subject:')));
    expect(judged.message.dkim[0]?.result).not.toBe('pass');
    expect(judged.codes).toContain('message.damaged');
    expect(judged.message.ip).toBe('192.0.2.10');
  });

  it('says nothing is missing from a message of which the end is missing', async () => {
    const judged = await judgeChanged('postfix-passes', (text) => text.slice(0, -700));
    expect(judged.codes.filter((code) => code.startsWith('content.no-'))).toEqual([]);
  });

  it('leaves a failure a failure where the receiver saw it fail too', async () => {
    const judged = await judgeChanged('changed-body-receiver-failed', (text) => text.slice(0, -400));
    expect(signatureOf(judged)).toEqual(['fail:body']);
  });

  it('takes the receiver’s word by names where it quotes a signature that this source does not have', async () => {
    const quoteAnother = (text: string): string => text.replace(/header\.b=\S{8}/, 'header.b=AAAAAAAA');
    const judged = await judgeChanged('changed-body-receiver-passed', quoteAnother);
    expect(signatureOf(judged)).toEqual(['unknown:altered']);
    const other = await judgeChanged('changed-body-receiver-passed', (text) =>
      quoteAnother(text)
        .replace(/header\.([ds])=\S+/g, 'header.$1=other')
        .replace(/header\.i=@\S+/g, 'header.i=@other.com'),
    );
    expect(signatureOf(other)).toEqual(['fail:body']);
  });

  it('tells a cut paste that the receiver had passed', async () => {
    const judged = await judgeChanged('gmail-mailchimp-passes', (text) => text.slice(0, -400));
    expect(signatureOf(judged)).toEqual(['unknown:altered']);
    expect(judged.codes).toEqual(expect.arrayContaining(['message.altered', 'message.damaged']));
  });
});
