/**
 * Property tests draw the same cases at every run, so that a suite that is green stays green until somebody changes
 * something. New cases are looked for on purpose: `npm run explore` draws others at each run.
 */
import fc from 'fast-check';

const { PRESEND_SEED } = process.env;

fc.configureGlobal({ seed: PRESEND_SEED === undefined ? 20_261_201 : Number(PRESEND_SEED) });
