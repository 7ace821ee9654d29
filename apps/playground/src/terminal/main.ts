// The terminal player: `npm run terminal`.
import process from 'node:process';
import { runTerminal } from './run-terminal.ts';
import { processTerminal } from './terminal.ts';

const terminal = processTerminal(process.stdin, process.stdout, process.env);
// A reader such as `head` may leave before the end.
process.stdout.on('error', () => process.exit(0));
process.exitCode = await runTerminal(process.argv.slice(2), process.env, terminal);
