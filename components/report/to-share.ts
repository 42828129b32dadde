import type { RecordChange } from '../../lib/fixes/fix.ts';
import type { Report } from '../../lib/report/report.ts';
import type { ReportView } from '../report-view.ts';

const COLUMNS = ['action', 'name', 'type', 'value', 'old'] as const;

/** A cell of a spreadsheet: quoted, and never a formula (a stranger's text may begin with `=`). */
const toCell = (text: string): string => `"${(/^[=+\-@\t\r]/u.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

const recordsOf = ({ report }: ReportView): RecordChange[] => report.findings.flatMap(({ fix }) => fix?.records ?? []);

/** The records to publish, one a line, as RFC 4180 has it; the first line names the columns. */
export function toCsv(view: ReportView): string {
  const rows = recordsOf(view).map((change) => {
    const old = change.action === 'replace' ? change.old : '';
    return [change.action, change.name, change.type, change.value, old].map(toCell).join(',');
  });
  return `${[COLUMNS.join(','), ...rows].join('\r\n')}\r\n`;
}

/** The report without its sentences: codes and parameters, as the command line's `--json` prints it. */
export const toJson = (report: Report): string => {
  const { words: _, ...plain } = report as Report & { words?: unknown };
  return `${JSON.stringify(plain, null, 2)}\n`;
};

/** A stranger's text inside Markdown: on one line, as code. */
const code = (text: string): string => `\`${text.replaceAll(/[\r\n]+/gu, ' ').replaceAll('`', 'ˋ')}\``;

const escape = (text: string): string => text.replaceAll(/([\\`*_[\]<>#|])/gu, String.raw`\$1`);

/** Verdict, reason and each cause with its records, to paste into a ticket. */
export function toMarkdown(view: ReportView): string {
  const causes = view.report.findings.filter(({ severity, causedBy }) => severity !== 'info' && causedBy === null);
  const sections = causes.flatMap((finding) => {
    const { title, why, note } = view.explain(finding);
    const records = finding.fix?.records ?? [];
    return [
      '',
      `## ${escape(title)}`,
      '',
      escape(why),
      ...(note ? ['', escape(note)] : []),
      ...(records.length > 0 ? [''] : []),
      ...records.map(({ action, name, type, value }) => `- ${action} ${code(name)} ${type} ${code(value)}`),
    ];
  });
  return `${[`# ${escape(view.report.domain)}: ${escape(view.title)}`, '', escape(view.why), ...sections].join('\n')}\n`;
}

/** The page as one file: what is shown, with its styles, without scripts. `document` is the page's own. */
export function toHtml(document: Document): string {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
  const main = document.querySelector('main')?.cloneNode(true) as HTMLElement | undefined;
  for (const control of main?.querySelectorAll('button, input, textarea, script, form') ?? []) control.remove();
  for (const details of main?.querySelectorAll('details') ?? []) details.open = true;
  const { lang, dir } = document.documentElement;
  const title = document.title.replaceAll(/[<&]/gu, ' ');
  const style = rules.join('\n').replaceAll('</', String.raw`<\/`);
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><meta charset="utf-8"><title>${title}</title><style>${style}</style></head><body>${main?.outerHTML ?? ''}</body></html>\n`;
}
