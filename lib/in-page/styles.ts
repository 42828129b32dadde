import tokens from '../../components/tokens.css?inline';
import base from './base.css?inline';

/** What every shadow root of ours in a dashboard starts from. At build, only the tokens that are used in a page are left. */
export const BASE: string = tokens + base;
