// The playground in a real browser: built pages, their server at a free port.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { chromium, defineConfig } from '@playwright/test';

// Workers read this file again, and must find the same port.
process.env.PLAYGROUND_PORT ??= String(await freePort());
const port = process.env.PLAYGROUND_PORT;
const url = `http://127.0.0.1:${port}`;
const executablePath = [process.env.CHROMIUM_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
if (executablePath === undefined && !existsSync(chromium.executablePath())) {
  throw new Error('There is no Chromium: install one, or say by CHROMIUM_PATH where it is.');
}

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: process.env.E2E_REPORT ?? 'test-results/report.json' }]],
  use: {
    baseURL: url,
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node dist/server/main.js',
    env: { PORT: port, CI: '1', OPENAI_MODEL: '' },
    url: `${url}/healthz`,
    reuseExistingServer: false,
  },
});

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
