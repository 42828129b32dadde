import { LANGUAGES } from '../lib/words/language.ts';
import { ESP_IDS } from '../lib/esp/esp-id.ts';

/** What `--help` prints. */
export const HELP = `Says whether a campaign from a domain will be accepted, and which record fixes it.

  npm run -s audit -- DOMAIN [options]
  npm run -s audit -- --from ADDRESS [options]      instead of DOMAIN
  npm run -s audit -- --message FILE [options]      a test message's raw source (- reads standard input)
  npm run -s audit -- --file LIST [options]         a domain a line (- reads standard input), one JSON report a line
  npm run -s audit -- --reports PATH [options]      DMARC reports that receivers sent: a file, or a folder of them

  --esp NAME         the service that sends: ${ESP_IDS.slice(0, 7).join(', ')},
                     ${ESP_IDS.slice(7).join(', ')},
                     or none for a plain domain audit
  --portal ID        the number in HubSpot's address bar
  --selector S       a DKIM selector to look up beside the service's own; may be given several times
  --reply-to ADDRESS
  --audience N       recipients; below 5,000 the rules for bulk senders are not asked
  --resolver URL     a DoH endpoint (RFC 8484); may be given several times: the first is asked, the next confirm
  --timeout MS       of the whole audit, 8000 unless told
  --full             asks what no verdict rests on too: BIMI, MTA-STS, TLS-RPT
  --drop TERM        an SPF term that no longer sends, where the fix asks about it; may be given several times
  --lang LANGUAGE    of the readable output: ${LANGUAGES.join(', ')}
  --json             the report as JSON

Exit status: 0 it passes, perhaps with warnings; 1 it fails; 2 unusable arguments or input; 3 it cannot be told.
`;
