// The playground's server: three pages, the documents behind them, and the hands that disturb a run.
import type { HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import * as z from 'zod';
import { isTopic, topics } from '../documents/topics.ts';
import { recordedDocuments } from '../recorded/recorded-documents.ts';
import { type Handler, recordingHandler, topicHandler } from './answers.ts';
import { createStage } from './stage.ts';

/** What the server is made of. */
export interface AppOptions {
  /** The folder of the built pages. */
  readonly pages: string;
  /** OPENAI_MODEL, with OPENAI_API_KEY and OPENAI_BASE_URL, offers a live model. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** No inline script, no inline style, no eval, nothing from elsewhere. */
const POLICY =
  "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'";

const Disturbance = z.union([
  z.object({ speed: z.number().positive().max(1000) }),
  z.object({ cut: z.literal(true) }),
]);

export function createApp({ pages, env }: AppOptions): Hono<{ Bindings: Partial<HttpBindings> }> {
  const app = new Hono<{ Bindings: Partial<HttpBindings> }>();
  const stage = createStage();
  const handlers = new Map<string, Handler>();
  for (const name of Object.keys(topics).filter(isTopic)) handlers.set(name, topicHandler(name, stage, env));
  for (const { recording } of recordedDocuments) {
    const handler = recordingHandler(recording.name, stage);
    if (handler) handlers.set(`recordings/${recording.name}`, handler);
  }

  app.use(async (context, next) => {
    await next();
    context.header('content-security-policy', POLICY);
    context.header('x-content-type-options', 'nosniff');
    context.header('referrer-policy', 'no-referrer');
    // Assets have their content in their name; a page may be built anew at any time.
    const isAsset = context.req.path.startsWith('/assets/') && context.res.ok;
    if (!context.res.headers.has('cache-control'))
      context.header('cache-control', isAsset ? 'public, max-age=31536000, immutable' : 'no-cache');
  });

  app.get('/healthz', (context) => context.text('ok'));
  app.get('/', (context) => context.redirect('/react/'));

  app.get('/api/offer', (context) =>
    context.json({
      live: env.OPENAI_MODEL ?? null,
      recordings: recordedDocuments.map(({ recording: { name, provider, model, note } }) => ({
        name,
        provider,
        model: model ?? null,
        note,
      })),
    }),
  );

  app.post('/api/runs/:run', async (context) => {
    const wish = Disturbance.safeParse(await context.req.json().catch(() => null));
    if (!wish.success) return context.json({ error: z.prettifyError(wish.error) }, 422);
    const run = context.req.param('run');
    // A page cannot know that its run has just ended: to come late is no fault.
    const done = 'speed' in wish.data ? stage.setSpeed(run, wish.data.speed) : stage.cut(run) > 0;
    return context.json({ done });
  });

  app.all('/api/:topic{.+}', async (context) => {
    const handler = handlers.get(context.req.param('topic'));
    if (!handler) return context.json({ error: 'There is no such document.' }, 404);
    const run = context.req.header('idempotency-key') ?? context.req.query('run');
    if (run && context.req.method !== 'DELETE') stage.enter(run, context.env?.outgoing);
    return handler(context.req.raw);
  });

  app.use(serveStatic({ root: pages }));
  return app;
}
