import { buildCli } from './build-cli.ts';
import { build, buildFolder, type BrowserName } from './builds.ts';

const command = process.argv[2] === 'zip' ? 'zip' : 'build';

for (const browser of ['chromium', 'firefox'] satisfies BrowserName[]) {
  const output = await build(browser, 'product', command);
  if (command === 'zip')
    console.log(
      output
        .split('\n')
        .filter((line) => line.includes('.zip'))
        .join('\n'),
    );
  else console.log(buildFolder(browser));
}

if (command === 'build') console.log(await buildCli());
