import type { Bounce } from '../../lib/message/bounce/bounce.ts';
import { FindingList } from '../findings/FindingList.tsx';
import { usePageWords } from '../page-words.tsx';
import type { ReportView } from '../report-view.ts';
import { toHash } from '../route.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { RawList } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import { Body, Head } from './Frame.tsx';
import { Block, Part, partStyles } from './Part.tsx';

interface BounceViewProps {
  bounce: Bounce;
  /** The report of the domain that was sent from; null while it is asked for, or where the domain is not known. */
  view: ReportView | null;
  busy: boolean;
  onAnother: () => void;
}

function Cause({ bounce, view, busy }: Omit<BounceViewProps, 'onAnother'>) {
  const words = usePageWords().bounce;
  if (bounce.domain === null) return <p>{words.noDomain}</p>;
  if (view === null) return <output>{busy ? words.checking(bounce.domain) : words.notChecked}</output>;
  const findings = view.report.findings.filter(({ code }) => bounce.answeredBy.includes(code));
  if (findings.length === 0)
    return <p>{view.report.verdict === 'unknown' ? words.notChecked : words.noCause(bounce.domain)}</p>;
  return <FindingList view={view} findings={findings} />;
}

/** A bounce instead of a message: whose rule it is, what it means, and what at this domain answers it. */
export function BounceView({ bounce, view, busy, onAnother }: BounceViewProps) {
  const words = usePageWords().bounce;
  const { providers } = useWords();
  const { provider, rule, reply, status, isTemporary, text, recipient, domain } = bounce;
  const said = rule === null ? null : words.rule(rule);
  const who = provider && providers.name[provider];
  return (
    <main
      id="content"
      tabIndex={-1}
      data-state="ready"
      data-bounce={rule ?? 'unknown'}
      data-domain={domain ?? undefined}
    >
      <Head
        verdict={null}
        mark="letter"
        title={words.title(who, isTemporary)}
        why={said ? said.meaning : words.unknownRule}
        actions={
          <>
            {domain !== null && (
              <ButtonLink
                kind="main"
                href={toHash({ page: 'domain', domain, from: domain, esp: null, account: null, tab: null })}
              >
                {words.wholeReport(domain)}
              </ButtonLink>
            )}
            <Button mark="letter" onClick={onAnother}>
              {words.another}
            </Button>
          </>
        }
      />
      <Body>
        <Part
          id="action"
          sign={{ mark: 'tool', tone: 'accent' }}
          title={words.whatToDo}
          lead={said?.action ?? words.unknownAction}
        >
          {bounce.answeredBy.length > 0 && (
            <Block>
              <Cause bounce={bounce} view={view} busy={busy} />
            </Block>
          )}
        </Part>
        <Part id="reply" sign={{ mark: 'list', tone: 'quiet' }} title={words.reply}>
          <Block>
            {text && <p className={partStyles.record}>{text}</p>}
            <div className={partStyles.beside}>
              <RawList
                rows={[
                  [words.code, [reply, status].filter((one) => one !== null).join(' ')],
                  [words.by, who ?? ''],
                  [words.recipient, recipient ?? ''],
                  [words.domain, domain ?? ''],
                ]}
              />
            </div>
          </Block>
        </Part>
      </Body>
    </main>
  );
}
