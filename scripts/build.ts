import { buildCli } from './build-cli.ts';
import { build, buildFolder, type BrowserName } from './builds.ts';

for (const browser of ['chromium', 'firefox'] satisfies BrowserName[]) {
  await build(browser);
  console.log(buildFolder(browser));
}

console.log(await buildCli());
