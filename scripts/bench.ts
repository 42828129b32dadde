/**
 * The performance table, peers beside us, in Markdown on standard output.
 *
 *   npm run bench                  everything
 *   npm run bench -- dns audit     some parts: audit, dns, bulk, sizes, popup, page
 */
import { cpus, release, totalmem } from 'node:os';
import { benchAudits } from './bench/audits.ts';
import { benchBulk } from './bench/bulk.ts';
import { benchDohClients } from './bench/doh-clients.ts';
import { benchPage } from './bench/page.ts';
import { benchPopup } from './bench/popup.ts';
import { benchSizes } from './bench/sizes.ts';

const parts: Record<string, [title: string, measure: () => Promise<string>]> = {
  audit: ['One audit, cold and warm', benchAudits],
  dns: ['DoH clients', benchDohClients],
  bulk: ['A thousand domains through `audit --file -`', benchBulk],
  sizes: ['What is loaded', benchSizes],
  popup: ['Popup, from opening to the painted verdict', benchPopup],
  page: ['Content scripts in a large page that never rests', benchPage],
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`bench: does not know '${unknown.join("', '")}': use ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}

const [cpu] = cpus();
console.log(
  `Node ${process.version}, Linux ${release()}, ${cpus().length} x ${cpu?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, ${new Date().toISOString().slice(0, 10)}`,
);
for (const [name, [title, measure]] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n## ${title}\n`);
  console.log(await measure());
}
