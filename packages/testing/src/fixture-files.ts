// Where the recorded files lie on disk, and how one is read. The only file of the package that needs Node.
import { readFileSync } from 'node:fs';

// One level up from `src` as from `dist`.
const folder = new URL('../fixtures/', import.meta.url);

/** The bytes of a file of the fixtures folder, in memory of their own. */
export function readFixture(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(path, folder)));
}

/** The parsed content of a JSON file of the fixtures folder. */
export function readJsonFixture(path: string): unknown {
  return JSON.parse(new TextDecoder().decode(readFixture(path)));
}
