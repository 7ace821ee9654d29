// The whole way to the eye: pages in Chromium, each with another hook, on the same stream.
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { CDPSession } from '@playwright/test';
import { build } from 'esbuild';
import { shown } from './app/document.ts';
import type { Told } from './app/view.tsx';
import { cut } from './chunks.ts';
import { type Finding, type Findings, line } from './finding.ts';
import { median } from './statistics.ts';

const PAGES: Readonly<Record<string, string>> = {
  partialkit: 'PartialKit usePartial',
  'use-object': 'AI SDK useObject',
  least: 'the least page',
};
const ROUNDS = 3;
const TICK_MS = 4;
const PER_TICK = 4;

interface Run extends Told {
  /** ms of the main thread. */
  readonly script: number;
  readonly task: number;
  readonly text: string;
}

/** Says why, if there is no browser or no page to open in it. */
export async function runApp(root: string, say: (line: string) => void): Promise<Findings[]> {
  const { chromium } = await import('@playwright/test');
  const pages = await bundle(root, say);
  const server = await serve(pages);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path !== undefined && existsSync(path),
  );
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
  ];
  const browser = await chromium.launch({ args, ...(executablePath && { executablePath }) });
  const open = async (page: string, name: string): Promise<Run> => {
    const context = await browser.newContext();
    const tab = await context.newPage();
    const session = await context.newCDPSession(tab);
    await session.send('Performance.enable');
    await tab.goto(`${url}/${page}?document=${name}`);
    const before = await metricsOf(session);
    await tab.evaluate(() => window.go());
    await tab.waitForFunction(() => window.told.done, undefined, { timeout: 180_000, polling: 250 });
    const after = await metricsOf(session);
    const told = await tab.evaluate(() => window.told);
    const text = await tab.evaluate(() => document.getElementById('root')?.textContent ?? '');
    await context.close();
    const ms = (metric: string): number => ((after.get(metric) ?? 0) - (before.get(metric) ?? 0)) * 1000;
    return { ...told, script: ms('ScriptDuration'), task: ms('TaskDuration'), text };
  };
  try {
    const all: Findings[] = [];
    for (const name of Object.keys(shown)) {
      const findings = await compare(name, pagesFor(name, [...pages.keys()]), open);
      all.push(findings);
      say(`\n${findings.title}`);
      for (const row of findings.rows) say(`  ${line(row)}`);
    }
    return all;
  } finally {
    await browser.close();
    server.close();
  }
}

/** Seconds of the main thread, by what for. */
async function metricsOf(session: CDPSession): Promise<Map<string, number>> {
  const { metrics } = await session.send('Performance.getMetrics');
  return new Map(metrics.map(({ name, value }) => [name, value]));
}

async function compare(
  name: string,
  pages: readonly string[],
  open: (page: string, name: string) => Promise<Run>,
): Promise<Findings> {
  const runs = new Map<string, Run[]>(pages.map((page) => [page, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const page of pages) {
      const run = await open(page, name);
      prove(page, name, run);
      runs.get(page)?.push(run);
    }
  }
  const rows = [...runs].flatMap(([page, some]): Finding[] => {
    const middle = (of: (run: Run) => number): number => median(some.map(of));
    const what = PAGES[page] ?? page;
    const script = middle((run) => run.script);
    const rendered: Finding[] =
      page === 'least'
        ? []
        : [
            {
              what: `${what}: renders of ${name === 'list' ? 'rows' : 'parts'}`,
              value: middle((run) => run.parts),
              unit: '',
            },
            {
              what: `${what}: of those, with nothing new to show`,
              value: middle((run) => run.idle),
              unit: '',
              ...(page === 'partialkit' && { most: 0 }),
            },
            { what: `${what}: commits`, value: middle((run) => run.commits), unit: '' },
          ];
    return [
      {
        what: `${what}: scripts, bytes to committed state`,
        value: script,
        unit: 'ms',
        note: `main thread ${Math.round(middle((run) => run.task))} ms, with layout and paint`,
      },
      {
        what: `${what}: scripts per frame`,
        value: script / middle((run) => run.frames),
        unit: 'ms',
        ...(page === 'partialkit' && !shown[name]?.copies && { most: 1 }),
        note: `${middle((run) => run.frames)} frames`,
      },
      ...rendered,
    ];
  });
  return { title: `In Chromium: ${shown[name]?.title}`, rows };
}

/** The least page reads one stream. */
function pagesFor(name: string, pages: readonly string[]): readonly string[] {
  return shown[name]?.copies ? pages.filter((page) => page !== 'least') : pages;
}

/** @throws Error if the page does not show the document */
function prove(page: string, name: string, { text, error }: Run): void {
  if (error !== undefined) throw new Error(`${page}: ${error}`);
  const value: unknown = JSON.parse(shown[name]?.text() ?? '');
  const once = page === 'least' ? (shown[name]?.text() ?? '') : leaves(value).join('');
  const expected = once.repeat(shown[name]?.copies ?? 1);
  if (text !== expected) throw new Error(`${page} does not show the document ${name}.`);
}

function leaves(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value];
}

/** What cannot be bundled, because its package is not installed, is left out and named. */
async function bundle(root: string, say: (line: string) => void): Promise<Map<string, string>> {
  const pages = new Map<string, string>();
  for (const page of Object.keys(PAGES)) {
    try {
      const { outputFiles } = await build({
        entryPoints: [join(root, `src/app/pages/${page}.tsx`)],
        bundle: true,
        minify: true,
        write: false,
        format: 'esm',
        platform: 'browser',
        target: 'es2022',
        jsx: 'automatic',
        conditions: ['@partialkit/source'],
        define: { 'process.env.NODE_ENV': '"production"' },
        logLevel: 'silent',
      });
      pages.set(page, outputFiles[0]?.text ?? '');
    } catch (error) {
      if (page === 'partialkit') throw error;
      const [first] = (error as { errors?: { text: string }[] }).errors ?? [];
      say(`${PAGES[page]} is left out: ${first?.text ?? String(error)}`);
    }
  }
  return pages;
}

async function serve(pages: ReadonlyMap<string, string>): Promise<Server> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://host').pathname.slice(1);
    const stream = path.startsWith('stream/') ? shown[path.slice(7)] : undefined;
    if (stream) {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
      const chunks = cut(stream.text(), 'token');
      const from = performance.now();
      let at = 0;
      const timer = setInterval(() => {
        const due = Math.ceil((performance.now() - from) / TICK_MS) * PER_TICK;
        for (; at < due && at < chunks.length; at++) response.write(chunks[at]);
        if (at < chunks.length) return;
        clearInterval(timer);
        response.end();
      }, TICK_MS);
      response.on('close', () => clearInterval(timer));
    } else if (path.endsWith('.js')) {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(pages.get(path.slice(0, -3)));
    } else {
      const page = `<!doctype html><meta charset="utf-8"><title>bench</title><link rel="icon" href="data:,"><div id="root"></div><script type="module" src="/${path}.js"></script>`;
      response.writeHead(200, { 'content-type': 'text/html' }).end(page);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
