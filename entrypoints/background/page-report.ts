import { injectTools } from '../../lib/browser/inject.ts';
import { sendToTab } from './show.ts';

const structures = new Map<number, Map<number, string>>();
const FRAMES_ANSWER_WITHIN = 600;

export function addStructure(tab: number, frame: number, text: string): void {
  structures.get(tab)?.set(frame, text);
}

/** "Copy a report of this page": the censored structure of every frame that answers in time. */
export async function collectStructures(tab: number): Promise<string> {
  structures.set(tab, new Map());
  await injectTools(tab);
  await sendToTab(tab, { kind: 'describe-page' });
  await new Promise((resolve) => {
    setTimeout(resolve, FRAMES_ANSWER_WITHIN);
  });
  const frames = [...(structures.get(tab) ?? [])].sort(([a], [b]) => a - b);
  structures.delete(tab);
  return frames.map(([frame, text]) => `--- frame ${frame}\n${text}`).join('\n');
}
