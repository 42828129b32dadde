import { PACKAGES, writePackages } from './packages.ts';

for (const line of await writePackages()) console.log(line);
console.log(PACKAGES);
