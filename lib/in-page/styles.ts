import tokens from '../../components/tokens.css?inline';
import parts from './in-page.css?inline';

/** The one style sheet of every shadow root of ours in a dashboard. */
export const STYLES: string = tokens + parts;
