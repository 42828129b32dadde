import { z } from 'zod';
import { failure, success, type Parsed } from '../domain/parsed.ts';
import { LONGEST_FIELD, type ReportFault, type TlsReport } from './aggregate-report.ts';

const MOST_POLICIES = 1000;
const MOST_DETAILS = 200;

const text = z.string().transform((value) => value.slice(0, LONGEST_FIELD));
const count = z.number().int().nonnegative().catch(0);

/** RFC 8460 § 4.4; what is not needed here is ignored. */
const reportSchema = z.object({
  'organization-name': text.catch(''),
  'report-id': text.catch(''),
  'date-range': z.object({ 'start-datetime': z.string(), 'end-datetime': z.string() }),
  policies: z
    .array(
      z.object({
        policy: z.object({ 'policy-type': text.catch(''), 'policy-domain': text }),
        summary: z
          .object({ 'total-successful-session-count': count, 'total-failure-session-count': count })
          .catch({ 'total-successful-session-count': 0, 'total-failure-session-count': 0 }),
        'failure-details': z
          .array(
            z.object({
              'result-type': text,
              'failed-session-count': count,
              'receiving-mx-hostname': text.nullable().catch(null).default(null),
            }),
          )
          .catch([])
          .default([]),
      }),
    )
    .max(MOST_POLICIES),
});

/** Reads a TLS report (RFC 8460) out of its JSON. */
export function parseTls(json: string): Parsed<TlsReport, ReportFault> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return failure('broken');
  }
  const read = reportSchema.safeParse(value);
  if (!read.success) return failure('no-report');
  const { data } = read;
  const begin = Date.parse(data['date-range']['start-datetime']);
  const end = Date.parse(data['date-range']['end-datetime']);
  if (Number.isNaN(begin) || Number.isNaN(end)) return failure('incomplete');
  return success({
    kind: 'tls',
    receiver: data['organization-name'],
    id: data['report-id'],
    begin,
    end,
    policies: data.policies.map(({ policy, summary, 'failure-details': details }) => ({
      type: policy['policy-type'],
      domain: policy['policy-domain'].toLowerCase(),
      successes: summary['total-successful-session-count'],
      failures: summary['total-failure-session-count'],
      details: details.slice(0, MOST_DETAILS).map((detail) => ({
        result: detail['result-type'],
        count: detail['failed-session-count'],
        host: detail['receiving-mx-hostname'],
      })),
    })),
  });
}
