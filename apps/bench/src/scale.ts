// The checks of scale, each in a process of its own: `node scale.js <name>`.
import type { Findings } from './finding.ts';
import { compile } from './scale/compile.ts';
import { deep } from './scale/deep.ts';
import { longString } from './scale/long-string.ts';
import { many } from './scale/many.ts';
import { twoMegabytes } from './scale/two-megabytes.ts';
import { wide } from './scale/wide.ts';

const checks: Readonly<Record<string, () => Findings>> = {
  compile,
  wide,
  deep,
  longString,
  many,
  twoMegabytes,
};

const check = checks[process.argv[2] ?? ''];
const answer = check ? check() : Object.keys(checks);
if (process.send) process.send(answer);
else console.log(answer);
