/** mailauth's DKIM verifier with the engine that its signatures need: what `mailauth/lib/dkim/dkim-verifier.js` leads to in a browser. */
import { DkimVerifier } from 'mailauth/lib/dkim/dkim-verifier';
import { nobleEngine } from './crypto-engine.ts';
import { useEngine } from './crypto.ts';

useEngine(nobleEngine);

export { DkimVerifier };
