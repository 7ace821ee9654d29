// Starts the playground: `npm start`.
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { serve } from '@hono/node-server';
import { createApp } from './app.ts';
import { openBrowser } from './open-browser.ts';

const DEFAULT_PORT = 4173;

const { env } = process;
const pages = fileURLToPath(new URL('../web', import.meta.url));
const app = createApp({ pages, env });

const port = Number(env.PORT || DEFAULT_PORT);
if (Number.isInteger(port) && port >= 0 && port < 65_536) listen(port);
else {
  process.stderr.write(`PORT is "${env.PORT}", which is no port.\n`);
  process.exitCode = 1;
}

function listen(port: number): void {
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (address) => {
    const url = `http://127.0.0.1:${address.port}/`;
    const model = env.OPENAI_MODEL ? `, or live with ${env.OPENAI_MODEL}` : '';
    process.stdout.write(`PartialKit's playground is at ${url} (recorded models${model}). Ctrl-C ends it.\n`);
    if (process.stdout.isTTY) openBrowser(url, env);
  });
  server.once('error', (error: NodeJS.ErrnoException) => {
    // Somebody else's port is no reason to fail, unless just this one was asked for.
    if (error.code === 'EADDRINUSE' && !env.PORT && port !== 0) return listen(0);
    process.stderr.write(`The playground cannot listen at port ${port}: ${error.message}\n`);
    process.exit(1);
  });
}
