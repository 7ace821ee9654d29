// Removes the folders named, so that a build leaves nothing behind that its source no longer has.
import { rmSync } from 'node:fs';

for (const folder of process.argv.slice(2)) rmSync(folder, { recursive: true, force: true });
