import { useCallback, useEffect, useRef, useState } from 'react';
import { sendToWorker } from '../../lib/messaging/client.ts';
import type { EspId } from '../../lib/esp/esp-id.ts';
import type { ExplainedReport } from '../../lib/words/report-words.ts';

export interface AuditState {
  report: ExplainedReport | null;
  busy: boolean;
  problem: string | null;
}

export interface Asked {
  from: string;
  esp: EspId | 'none' | null;
  account: string | null;
}

const WAITING: AuditState = { report: null, busy: true, problem: null };

/** The report of one sender: asked for when it is wanted, and again past every cache. */
export function useAudit({ from, esp, account }: Asked): [AuditState, () => void] {
  const [state, setState] = useState<AuditState>(WAITING);
  const latest = useRef(0);
  const run = useCallback(
    async (fresh: boolean) => {
      latest.current += 1;
      const turn = latest.current;
      const answer = await sendToWorker<ExplainedReport>({
        kind: 'audit',
        from,
        replyTo: null,
        esp,
        account,
        selectors: [],
        fresh,
      });
      // Another sender, or another try, may have come in between.
      if (turn !== latest.current) return;
      setState((before) =>
        answer.ok
          ? { report: answer.value, busy: false, problem: null }
          : { report: before.report, busy: false, problem: answer.problem },
      );
    },
    [from, esp, account],
  );
  useEffect(() => {
    void run(false);
  }, [run]);
  const again = () => {
    setState((before) => ({ ...before, busy: true, problem: null }));
    void run(true);
  };
  return [state, again];
}
