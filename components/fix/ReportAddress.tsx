import { useId, useState } from 'react';
import type { RecordChange } from '../../lib/fixes/fix.ts';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { TextField } from '../ui/Field.tsx';
import { useWords } from '../words.tsx';

/** One address as a report can be sent to; a comma or `!` would end it (RFC 9990 § 3.5). */
const ADDRESS = /^[^\s@,!;]+@[^\s@,!;.]+(?:\.[^\s@,!;.]+)+$/u;

export const isReportAddress = (text: string): boolean => ADDRESS.test(text);

/** A DMARC record is about to be published that sends nobody a report. */
export const wantsReportAddress = (records: readonly RecordChange[]): boolean =>
  records.some(
    ({ action, name, value }) =>
      action !== 'remove' && name.startsWith('_dmarc.') && !/(?:^|;)\s*rua\s*=/iu.test(value),
  );

/** Where DMARC reports shall go: kept, and put into every new DMARC record. */
export function ReportAddress({ onSave }: { onSave: (address: string) => void }) {
  const words = useWords().reports;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <Disclosure summary={words.open}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const address = typed.trim();
          setProblem(isReportAddress(address) ? null : words.unusable);
          if (isReportAddress(address)) onSave(address);
        }}
      >
        <TextField
          id={id}
          label={words.label}
          value={typed}
          onChange={setTyped}
          inputMode="email"
          hint={words.hint}
          problem={problem}
        >
          <Button type="submit">{words.save}</Button>
        </TextField>
      </form>
    </Disclosure>
  );
}
