// The process that serves: a report at 100 tokens a second, as a model writes it, to as many as ask.
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { encodeMessage } from '@partialkit/core';
import { partialHandler } from '@partialkit/server';
import { nodeHandler } from '@partialkit/server/node';
import { cut } from '../chunks.ts';
import { cpuSince } from '../stopwatch.ts';
import { textOf } from '../workload.ts';
import { report } from '../workloads/report.ts';
import { type Kind, type ServerAnswer, type ServerQuestion, SIZE } from './question.ts';

const chunks = cut(textOf(report, SIZE), 'token');
const TICK_MS = 20;
const PER_TICK = 2;

/** Tokens, 100 a second by the clock: a process that is behind sends more at once. */
async function* tokens(): AsyncGenerator<string> {
  const from = performance.now();
  for (let at = 0; at < chunks.length; ) {
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
    const due = Math.min(chunks.length, Math.ceil((performance.now() - from) / TICK_MS) * PER_TICK);
    for (; at < due; at++) yield chunks[at] ?? '';
  }
}

const listeners: Readonly<Record<Kind, () => RequestListener>> = {
  partialkit: () => {
    const handler = partialHandler({ schema: report.schema, produce: tokens, onDisconnect: 'continue' });
    return nodeHandler(handler) as RequestListener;
  },
  bare,
};

/** The least: one text per 40 ms, encoded once, written to each response; who comes late gets what there was first. */
function bare(): RequestListener {
  const runs = new Map<string, { sent: string; readonly followers: ServerResponse[] }>();
  async function produce(id: string): Promise<void> {
    const run = { sent: '', followers: [] as ServerResponse[] };
    runs.set(id, run);
    let text = '';
    let last = performance.now();
    const flush = (end: string): void => {
      const event = encodeMessage({ type: 'delta', id: `1-${Math.round(last)}`, text }) + end;
      for (const follower of run.followers) follower.write(event);
      run.sent += text;
      text = '';
    };
    for await (const token of tokens()) {
      text += token;
      if (performance.now() - last < 40) continue;
      last = performance.now();
      flush('');
    }
    flush(encodeMessage({ type: 'end', reason: 'stop' }));
    for (const follower of run.followers) follower.end();
  }
  return (request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://host');
    const id = String(request.headers['idempotency-key'] ?? searchParams.get('run'));
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    if (!runs.has(id)) void produce(id);
    const run = runs.get(id);
    response.write(encodeMessage({ type: 'snapshot', text: run?.sent ?? '' }));
    run?.followers.push(response);
  };
}

function serve(): void {
  let clock = cpuSince();
  const answer = (reply: ServerAnswer): void => void process.send?.(reply);
  process.on('message', (question: ServerQuestion) => {
    switch (question.type) {
      case 'serve': {
        const server = createServer({ keepAlive: false }, listeners[question.kind]());
        server.listen(0, '127.0.0.1', 2048, () =>
          answer({ type: 'port', port: (server.address() as AddressInfo).port }),
        );
        break;
      }
      case 'start':
        clock = cpuSince();
        answer(weigh());
        break;
      case 'weigh':
        answer(weigh());
        break;
      case 'stop':
        answer({ type: 'cpu', cpu: clock() });
        break;
      default:
        question satisfies never;
    }
  });
}

function weigh(): ServerAnswer {
  globalThis.gc?.();
  return { type: 'weight', heap: process.memoryUsage().heapUsed, rss: process.memoryUsage.rss() };
}

serve();
