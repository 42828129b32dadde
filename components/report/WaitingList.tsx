import type { Account, Waiting, WaitingCampaign, WaitingDomain } from '../../lib/esp-api/account.ts';
import { ESP_NAMES } from '../../lib/esp/esp-id.ts';
import { usePageWords } from '../page-words.tsx';
import { toHash } from '../route.ts';
import { toClock } from '../time.ts';
import { Button, ButtonLink } from '../ui/Button.tsx';
import { Breakable } from '../ui/Text.tsx';
import { useWords } from '../words.tsx';
import { Body, Head } from './Frame.tsx';
import { Block, Part, Table } from './Part.tsx';

export interface WaitingListProps {
  accounts: readonly Account[];
  waiting: Waiting;
  now: number;
  busy: boolean;
  onCheck: () => void;
  settingsHref: string;
}

function Campaigns({ campaigns, label, now }: { campaigns: WaitingCampaign[]; label: string; now: number }) {
  const words = usePageWords().waiting;
  const { language } = useWords();
  const when = ({ kind, sendAt }: WaitingCampaign) =>
    kind === 'flow' ? words.flow : sendAt === null ? words.noTime : toClock(sendAt, now, language);
  return (
    <Block>
      <Table label={label}>
        <thead>
          <tr>
            <th scope="col">{words.campaign}</th>
            <th scope="col">{words.when}</th>
          </tr>
        </thead>
        <tbody>
          {campaigns.map((one) => (
            <tr key={`${one.kind} ${one.id}`} data-campaign={one.id}>
              <th scope="row">
                {one.name || words.unnamed}
                <small>{ESP_NAMES[one.esp]}</small>
              </th>
              <td>{when(one)}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Block>
  );
}

const inOrder = (campaigns: readonly WaitingCampaign[]) =>
  campaigns.toSorted((one, other) => (one.sendAt ?? 0) - (other.sendAt ?? 0));

const WORST_FIRST: readonly WaitingDomain['verdict'][] = ['fail', 'unknown', null, 'warn', 'pass'];

/** Campaigns that wait to be sent, by From domain, the worst verdict first. */
export function WaitingList({ accounts, waiting, now, busy, onCheck, settingsHref }: WaitingListProps) {
  const words = usePageWords().waiting;
  const ui = useWords();
  const connected = accounts.length > 0;
  const unknown = inOrder(waiting.campaigns.filter(({ hasUnknownSender }) => hasUnknownSender));
  const domains = waiting.domains.toSorted(
    (one, other) => WORST_FIRST.indexOf(one.verdict) - WORST_FIRST.indexOf(other.verdict),
  );
  return (
    <main id="content" tabIndex={-1}>
      <Head
        verdict={null}
        mark="watch"
        title={words.title}
        why={connected ? words.why : words.notConnected}
        actions={
          connected ? (
            <Button kind="main" disabled={busy} onClick={onCheck}>
              {busy ? words.checking : words.check}
            </Button>
          ) : (
            <ButtonLink kind="main" href={settingsHref}>
              {words.connect}
            </ButtonLink>
          )
        }
      />
      <Body>
        {connected && waiting.campaigns.length === 0 && <p>{words.none}</p>}
        {domains.map(({ esp, domain, verdict, problem }) => (
          <div key={`${esp} ${domain}`} data-domain={domain} data-verdict={verdict ?? undefined}>
            <Part
              id={`waiting-${esp}-${domain}`}
              sign={{
                mark: verdict ?? 'watch',
                tone: verdict ?? 'quiet',
                label: verdict ? ui.verdict[verdict] : undefined,
              }}
              title={<Breakable text={domain} />}
              lead={words.domain({ verdict, problem })}
            >
              {problem && (
                <p>
                  <a href={toHash({ page: 'domain', domain, from: domain, esp, account: null, tab: null })}>
                    {words.report}
                  </a>
                </p>
              )}
              <Campaigns
                label={domain}
                campaigns={inOrder(waiting.campaigns.filter((one) => one.esp === esp && one.domains.includes(domain)))}
                now={now}
              />
            </Part>
          </div>
        ))}
        {unknown.length > 0 && (
          <Part
            id="unknown-sender"
            sign={{ mark: 'unknown', tone: 'unknown' }}
            title={words.unknownSender}
            lead={words.unknownSenderLead}
          >
            <Campaigns label={words.unknownSender} campaigns={unknown} now={now} />
          </Part>
        )}
      </Body>
    </main>
  );
}
