// What a follower costs the server: real HTTP on this machine, the server in a process of its own.
import { type ChildProcess, fork } from 'node:child_process';
import { Agent, type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { createJsonParser, readMessages } from '@partialkit/core';
import type { Finding, Findings } from '../finding.ts';
import { textOf } from '../workload.ts';
import { report } from '../workloads/report.ts';
import { type Kind, type ServerAnswer, type ServerQuestion, SIZE } from './question.ts';

/** So many responses of so many runs. */
interface Load {
  readonly what: string;
  readonly runs: number;
  readonly followers: number;
}

const LOADS: readonly Load[] = [
  { what: '1,000 followers of one run', runs: 1, followers: 1_000 },
  { what: '500 runs at once, a follower each', runs: 500, followers: 1 },
];

export async function follow(root: string): Promise<Findings> {
  const rows: Finding[] = [];
  for (const load of LOADS) {
    for (const kind of ['partialkit', 'bare'] as const) rows.push(...(await measure(root, kind, load)));
  }
  return {
    title: 'What readers cost the server: a report at 100 tokens a second, by SSE over HTTP',
    rows,
  };
}

async function measure(root: string, kind: Kind, { what, runs, followers }: Load): Promise<Finding[]> {
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = fork(join(root, 'dist/serve.js'), { execArgv: ['--expose-gc'], env });
  try {
    const { port } = await ask(child, { type: 'serve', kind }, 'port');
    // Once, so that the code is warm.
    await Promise.all(await open(port, 'warm', 2, 10));
    const before = await ask(child, { type: 'start' }, 'weight');
    const started = performance.now();
    const bodies = await open(port, 'run', runs, followers);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const during = await ask(child, { type: 'weigh' }, 'weight');
    const texts = await Promise.all(bodies);
    const { cpu } = await ask(child, { type: 'stop' }, 'cpu');
    const events = await prove(texts);
    const name = `${what}, ${kind === 'bare' ? 'Node alone, the same bytes' : 'PartialKit'}`;
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    const readers = runs * followers;
    return [
      { what: `${name}: CPU per event and reader`, value: (cpu * 1000) / events / readers, unit: 'µs' },
      {
        what: `${name}: of one core`,
        value: cpu / (performance.now() - started),
        unit: '×',
        most: 1,
        note: `${(cpu / 1000).toFixed(2)} s of CPU in ${seconds} s, ${events} events for each reader`,
      },
      { what: `${name}: heap per reader`, value: (during.heap - before.heap) / readers, unit: 'bytes' },
      {
        what: `${name}: resident memory per reader`,
        value: (during.rss - before.rss) / readers,
        unit: 'bytes',
      },
    ];
  } finally {
    child.kill('SIGKILL');
  }
}

/** Begins the runs, then lets the others join; answers what each reader will have read. */
async function open(port: number, name: string, runs: number, followers: number): Promise<Promise<string>[]> {
  const bodies = Array.from({ length: runs }, (_, run) => read(port, `${name}-${run}`, true));
  await new Promise((resolve) => setTimeout(resolve, 300));
  for (let run = 0; run < runs; run++) {
    for (let i = 1; i < followers; i++) bodies.push(read(port, `${name}-${run}`, false));
  }
  return bodies;
}

/** All text of one response. */
function read(port: number, run: string, begins: boolean): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = begins
      ? { method: 'POST', path: '/', headers: { 'content-type': 'application/json', 'idempotency-key': run } }
      : { method: 'GET', path: `/?run=${run}` };
    const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
    const asked = request({ host: '127.0.0.1', port, agent, ...options }, (response: IncomingMessage) => {
      if (response.statusCode !== 200) reject(new Error(`The server answered ${response.statusCode}.`));
      const parts: string[] = [];
      response.setEncoding('utf8');
      response.on('data', (part: string) => parts.push(part));
      response.on('end', () => resolve(parts.join('')));
      response.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(begins ? '{}' : undefined);
  });
}

/**
 * How many events a reader got, the least of all.
 * @throws Error if one of them did not get the whole document
 */
async function prove(texts: readonly string[]): Promise<number> {
  const expected = JSON.stringify(JSON.parse(textOf(report, SIZE)));
  let least = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    let parser = createJsonParser();
    let ended = false;
    let events = 0;
    for await (const message of readMessages([text])) {
      events++;
      if (message.type === 'snapshot' && message.text !== undefined) parser = createJsonParser();
      if ((message.type === 'snapshot' || message.type === 'delta') && message.text !== undefined) {
        parser.push(message.text);
      }
      if (message.type === 'end') ended = message.reason === 'stop';
    }
    if (!ended || JSON.stringify(parser.end()) !== expected) {
      throw new Error('A reader did not get the document.');
    }
    least = Math.min(least, events);
  }
  return least;
}

function ask<T extends ServerAnswer['type']>(
  child: ChildProcess,
  question: ServerQuestion,
  type: T,
): Promise<ServerAnswer & { type: T }> {
  return new Promise((resolve, reject) => {
    child.once('message', (answer: ServerAnswer) => {
      if (answer.type === type) resolve(answer as ServerAnswer & { type: T });
      else reject(new Error(`Expected ${type}, got ${answer.type}.`));
    });
    child.send(question);
  });
}
