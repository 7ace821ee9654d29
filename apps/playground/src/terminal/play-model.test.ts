import { expect, test } from 'vitest';
import { modelServer, stream } from '../live/model-server.test.kit.ts';
import { fakeTerminal } from './fake-terminal.test.kit.ts';
import { runTerminal } from './run-terminal.ts';

const profile = {
  name: 'Ada Byron',
  title: 'Engine builder',
  email: 'ada@example.com',
  born: '1815-12-10',
  available: true,
  address: {
    street: '12 St James’s Square',
    city: 'London',
    postcode: 'SW1Y 4JH',
    country: 'United Kingdom',
  },
  skills: [{ name: 'analysis', level: 'expert', years: 20 }],
  bio: 'Writes programs for an engine that is not built yet.',
};

async function run(env: Record<string, string>, ...args: string[]) {
  const terminal = fakeTerminal();
  const code = await runTerminal(args, env, terminal);
  return { code, output: terminal.output };
}

test('a live model fills in the same document', async () => {
  const { asked, base } = await modelServer((response) => stream(response, JSON.stringify(profile)));
  const { code, output } = await run(
    { OPENAI_BASE_URL: `${base}/`, OPENAI_API_KEY: 'key-1' },
    '--model',
    'some-model',
  );
  expect(code).toBe(0);
  const [, json = ''] = output.split('result (done)\n');
  expect(JSON.parse(json)).toEqual(profile);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({
    url: '/v1/chat/completions',
    authorization: 'Bearer key-1',
    body: { model: 'some-model', stream: true, response_format: { type: 'json_schema' } },
  });
});

test('a server that knows no schemas is asked again in words', async () => {
  const { asked, base } = await modelServer((response, { body }) => {
    if (body.response_format.type === 'json_object') return stream(response, JSON.stringify(profile));
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end('{"error":{"message":"response_format is not supported"}}');
  });
  const { code } = await run({ OPENAI_BASE_URL: base }, '--model', 'm');
  expect(code).toBe(0);
  expect(asked).toHaveLength(2);
  expect(asked[1]?.authorization).toBeUndefined();
});

test('a document that the schema refuses is told so, with its issues', async () => {
  const { base } = await modelServer((response) =>
    stream(response, JSON.stringify({ ...profile, email: 'nowhere' })),
  );
  const { code, output } = await run({ OPENAI_BASE_URL: base }, '--model', 'm');
  expect(code).toBe(1);
  expect(output).toMatch(/invalid +email/);
  expect(output).toMatch(/issues +✗ email:/);
});

test('without a key it says that the key is missing', async () => {
  const { code, output } = await run({}, '--model', 'm');
  expect(code).toBe(1);
  expect(output).toContain('OPENAI_API_KEY is missing');
  expect(output).toContain('OPENAI_BASE_URL');
});

test.for([
  [401, 'does not accept the key in OPENAI_API_KEY (401: no such key)'],
  [404, 'knows no model "m"'],
  [429, 'asks to wait'],
  [500, 'did not answer the question (500: no such key)'],
] as const)('%i is told in words', async ([status, words]) => {
  const { base } = await modelServer((response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end('{"error":{"message":"no such key"}}');
  });
  const { code, output } = await run({ OPENAI_BASE_URL: base, OPENAI_API_KEY: 'wrong' }, '--model', 'm');
  expect(code).toBe(1);
  expect(output).toContain(words);
  expect(output).not.toContain('wrong');
});

test('a server that is not there is named', async () => {
  const { base } = await modelServer(() => {});
  const url = base.replace(/:\d+/, ':1');
  const { code, output } = await run({ OPENAI_BASE_URL: url }, '--model', 'm');
  expect(code).toBe(1);
  expect(output).toContain(`Cannot reach ${url}`);
});

test('what is no URL is told so', async () => {
  for (const base of ['somewhere', 'localhost:11434/v1']) {
    const { code, output } = await run({ OPENAI_BASE_URL: base }, '--model', 'm');
    expect(code).toBe(1);
    expect(output).toContain('OPENAI_BASE_URL is no URL');
  }
});

test('a topic that does not exist is told with those that do', async () => {
  const { code, output } = await run({}, '--model', 'm', 'weather');
  expect(code).toBe(2);
  expect(output).toContain('profile');
});
