// A model for tests: a server at a free port of this machine that speaks OpenAI's chat completions.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomCuts } from '@partialkit/testing';
import { onTestFinished } from 'vitest';

/** A question that it was asked. */
interface Asked {
  readonly url: string | undefined;
  readonly authorization: string | undefined;
  // Bodies are of our own making.
  readonly body: {
    readonly model: string;
    readonly stream: boolean;
    readonly response_format: { readonly type: string };
  };
}

/** A server that speaks OpenAI's chat completions as far as a test wants, until the test is over. */
export async function modelServer(answer: (response: ServerResponse, asked: Asked) => void) {
  const asked: Asked[] = [];
  const listening = createServer(async (request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const question = {
      url: request.url,
      authorization: request.headers.authorization,
      body: JSON.parse(Buffer.concat(chunks).toString()),
    };
    asked.push(question);
    answer(response, question);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void listening.close());
  const { port } = listening.address() as AddressInfo;
  return { asked, base: `http://127.0.0.1:${port}/v1` };
}

/** Answers with a text, token by token. */
export function stream(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  for (const content of randomCuts(text, 1)) {
    response.write(`data: ${JSON.stringify({ choices: [{ index: 0, delta: { content } }] })}\n\n`);
  }
  response.write('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n');
  response.end('data: [DONE]\n\n');
}
