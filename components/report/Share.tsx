import { usePageWords } from '../page-words.tsx';
import type { ReportView } from '../report-view.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import styles from './DomainReport.module.css';
import { toCsv, toHtml, toJson, toMarkdown } from './to-share.ts';

function save(name: string, type: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** The report as a file, in the form that whoever gets it can use. */
export function Share({ view }: { view: ReportView }) {
  const words = usePageWords().share;
  const name = `presend-${view.report.domain}`;
  return (
    <Disclosure summary={words.title}>
      <div className={styles.share}>
        <Button mark="file" onClick={() => save(`${name}.md`, 'text/markdown', toMarkdown(view))}>
          {words.markdown}
        </Button>
        <Button mark="file" onClick={() => save(`${name}.html`, 'text/html', toHtml(document))}>
          {words.html}
        </Button>
        <Button mark="file" onClick={() => save(`${name}.json`, 'application/json', toJson(view.report))}>
          {words.json}
        </Button>
        <Button mark="file" onClick={() => save(`${name}.csv`, 'text/csv', toCsv(view))}>
          {words.csv}
        </Button>
      </div>
    </Disclosure>
  );
}
