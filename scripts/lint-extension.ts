import { run } from './run.ts';

interface Message {
  _type: 'error' | 'warning' | 'notice';
  code: string;
  file?: string;
  message: string;
}

/** Warnings that stand with a reason. Anything else fails. */
const ALLOWED: readonly { code: string; file: RegExp; why: string }[] = [
  {
    code: 'UNSAFE_VAR_ASSIGNMENT',
    file: /^chunks\//,
    why: 'React itself assigns innerHTML for a property that we never set',
  },
  {
    code: 'KEY_FIREFOX_ANDROID_UNSUPPORTED_BY_MIN_VERSION',
    file: /^manifest\.json$/,
    why: 'Android learned data_collection_permissions two versions after the ESR for desktops; no dashboard is used there',
  },
];

const isAllowed = (message: Message) =>
  ALLOWED.some(({ code, file }) => code === message.code && file.test(message.file ?? ''));

/** Runs Mozilla's linter over a build and returns what does not stand on the list above. */
export async function lintExtension(folder: string): Promise<Message[]> {
  const { output } = await run(
    'web-ext',
    ['lint', '--source-dir', folder, '--output', 'json', '--no-config-discovery'],
    {
      quiet: true,
    },
  );
  const report: { errors: Message[]; warnings: Message[] } = JSON.parse(output.slice(output.indexOf('{')));
  const left = [...report.errors, ...report.warnings].filter((message) => !isAllowed(message));
  for (const { _type, code, file, message } of left)
    console.log(`${_type} ${code} in ${file ?? 'the manifest'}: ${message}`);
  return left;
}
