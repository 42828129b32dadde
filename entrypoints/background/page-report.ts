import { injectTools } from '../../lib/browser/inject.ts';
import type { ExplainedCandidate } from '../../lib/detect/page-reading.ts';
import { sendToTab } from './show.ts';
import { readingOf } from './tab-machine.ts';
import { readTabMemory } from './tab-store.ts';

const structures = new Map<number, Map<number, string>>();
const FRAMES_ANSWER_WITHIN = 600;

export function addStructure(tab: number, frame: number, text: string): void {
  structures.get(tab)?.set(frame, text);
}

/** The addresses on a tab's page with what speaks for and against each, the likeliest first. */
export async function candidatesOf(tab: number): Promise<ExplainedCandidate[]> {
  const memory = await readTabMemory(tab);
  return (memory && readingOf(memory)?.candidates) ?? [];
}

/** One candidate in a report: its reasons, and only the shape of its address. */
const toLine = ({ names, confidence, reasons }: ExplainedCandidate, index: number): string =>
  `${index + 1}. x@x ${names ?? 'no name'} ${confidence} ${reasons.join(' ')}`;

/** What the frames together say of the sender, without any address. */
async function explainSender(tab: number): Promise<string> {
  const memory = await readTabMemory(tab);
  const reading = memory && readingOf(memory);
  if (!reading) return '--- sender: nothing composed';
  const { esp, sender, candidates } = reading;
  const result = sender.kind === 'notFound' ? `notFound ${sender.reason}` : sender.kind;
  return [`--- sender: ${esp} ${result}`, ...candidates.map(toLine)].join('\n');
}

/** "Copy a report of this page": the censored structure of every frame that answers in time, and why its sender was taken. */
export async function collectStructures(tab: number): Promise<string> {
  structures.set(tab, new Map());
  await injectTools(tab);
  await sendToTab(tab, { kind: 'describe-page' });
  await new Promise((resolve) => {
    setTimeout(resolve, FRAMES_ANSWER_WITHIN);
  });
  const frames = [...(structures.get(tab) ?? [])].sort(([a], [b]) => a - b);
  structures.delete(tab);
  const structure = frames.map(([frame, text]) => `--- frame ${frame}\n${text}`);
  return structure.length === 0 ? '' : [await explainSender(tab), ...structure].join('\n');
}
