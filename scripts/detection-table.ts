/** Prints how well the detector reads made-up pages, by factor: `node scripts/detection-table.ts [SEED] [PAGES]`. */
import { runPages, toTable } from '../tests/pages/generator/run.ts';

const [seed = 3, pages = 3000] = process.argv.slice(2).map(Number);
console.log(toTable(await runPages(seed, pages)));
