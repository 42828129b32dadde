import { recordsOf, type DnsAnswer } from '../../dns/resolver.ts';
import { isSpfRecord } from '../../records/spf/read.ts';
import { findMeantSpf, isSenderId } from '../../records/spf/meant.ts';
import type { AuditContext, DraftFinding, OpenQuestion, SpfFacts } from '../context.ts';
import { toDraft } from '../draft.ts';
import { findInTree, findMissingIncludes, type SpfView } from './findings.ts';
import { liveBranches, toSpfReport } from './report.ts';
import { growSpfTree, isUnanswered } from './tree.ts';

/** Where people put an SPF record that belongs at the domain itself. */
const strayNames = (domain: string): string[] => [`_spf.${domain}`, `spf.${domain}`, `${domain}.${domain}`];

function findStrays(answers: readonly DnsAnswer<'TXT'>[], domain: string): DraftFinding[] {
  return answers.flatMap((answer) => {
    // An alias shows another name's records: nothing stands here by mistake.
    if (answer.outcome !== 'answer' || answer.aliases.length > 0) return [];
    const { name } = answer.question;
    const strays = answer.records.filter(isSpfRecord);
    return strays.slice(0, 1).map((record) => toDraft('spf.wrong-place', domain, { record, foundAt: name }, [answer]));
  });
}

/** What stands at the domain and counts for nothing. */
function findUncounted(answer: DnsAnswer<'TXT'>, domain: string, hasRecord: boolean): DraftFinding[] {
  const texts = recordsOf(answer);
  const meant = findMeantSpf(texts).map(({ records, reason }) =>
    toDraft('spf.unrecognised', domain, { records, reason }, [answer], hasRecord ? 'warn' : 'leg'),
  );
  const obsolete = texts
    .filter(isSenderId)
    .map((record) => toDraft('spf.obsolete', domain, { record, kind: 'sender-id' }, [answer]));
  return [...meant, ...obsolete];
}

/** The domain has no record: where it may stand instead. A domain that does not exist lacks more than that. */
async function findMissing({ context, domain }: SpfView, answer: DnsAnswer<'TXT'>): Promise<DraftFinding[]> {
  if (answer.outcome === 'no-such-name') return [];
  const strays = await Promise.all(strayNames(domain).map((name) => context.ask(name, 'TXT')));
  return [toDraft('spf.missing', domain, { domain }, [answer]), ...findStrays(strays, domain)];
}

function findOpen({ tree }: SpfView): OpenQuestion[] {
  const { root } = tree;
  if (root.state === 'unanswered') return [{ name: root.domain, type: 'TXT', leg: 'spf' }];
  return liveBranches(tree)
    .filter(({ branch }) => isUnanswered(branch))
    .flatMap(({ branch, place }): OpenQuestion[] => {
      if (branch.place !== null) return [{ name: branch.place.domain, type: 'TXT', leg: 'spf' }];
      const name = branch.term.target ?? place.domain;
      return branch.answers.map(({ question }) => ({ name, type: question.type, leg: 'spf' }));
    });
}

/**
 * SPF of a domain, read as it stands and without a connecting IP: the whole tree with its counts, and what is wrong with
 * it (RFC 7208). Trouble on the way to DNS is an open question, never a missing record.
 */
export async function checkSpf(context: AuditContext, domain: string): Promise<SpfFacts> {
  const dmarcName = context.ask(`_dmarc.${domain}`, 'TXT');
  const tree = await growSpfTree(context.ask, domain);
  const view: SpfView = { context, domain, tree };
  const { answer, state } = tree.root;
  const isMissing = state === 'no-record' || state === 'no-name';
  const [missing, includes] = await Promise.all([
    isMissing && answer !== null ? findMissing(view, answer) : [],
    findMissingIncludes(view),
  ]);
  const uncounted = answer === null ? [] : findUncounted(answer, domain, !isMissing);
  return {
    findings: [...uncounted, ...missing, ...findStrays([await dmarcName], domain), ...includes, ...findInTree(view)],
    report: toSpfReport(tree),
    open: findOpen(view),
  };
}
