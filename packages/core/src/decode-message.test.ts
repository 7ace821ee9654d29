// What the protocol does not say is refused; what a later version says is left alone.
import { expect, test } from 'vitest';
import { decodeMessage } from './decode-message.ts';
import { PartialError } from './error.ts';

const bad: [type: string, data: string][] = [
  ['delta', '1'],
  ['delta', 'null'],
  ['delta', '{"text": "a"}'],
  ['delta', ''],
  ['delta', '"a'],
  ['snapshot', '"a"'],
  ['snapshot', '{}'],
  ['snapshot', '{"text": 1}'],
  ['snapshot', 'null'],
  ['merge', '[]'],
  ['merge', 'null'],
  ['merge', '"a"'],
  ['patch', '{}'],
  ['patch', '[null]'],
  ['patch', '[1]'],
  ['patch', '[{"op": "add", "path": "/a"}]'],
  ['patch', '[{"op": "add", "value": 1}]'],
  ['patch', '[{"op": "append", "path": "/a", "value": 1}]'],
  ['patch', '[{"op": "move", "path": "/a"}]'],
  ['patch', '[{"op": "copy", "path": "/a", "from": 1}]'],
  ['patch', '[{"op": "toString", "path": "/a", "value": 1}]'],
  ['patch', '[{"op": ["add"], "path": "/a", "value": 1}]'],
  ['patch', '[{"path": "/a"}]'],
  ['end', '"stop"'],
  ['end', '{}'],
  ['end', '{"reason": "done"}'],
  ['end', '{"reason": ["stop"]}'],
  ['end', '{"reason": "stop", "length": "3"}'],
  ['end', '{"reason": "error", "error": "boom"}'],
  ['end', '{"reason": "error", "error": null}'],
  ['end', '{"reason": "error", "error": {}}'],
  ['end', '{"reason": "error", "error": {"code": 5}}'],
  ['end', '{"reason": "error", "error": {"code": "a", "message": 5}}'],
  ['end', '{"reason": "error", "error": {"code": "a", "retryable": "no"}}'],
];

function codeOf(event: Parameters<typeof decodeMessage>[0]): unknown {
  try {
    return decodeMessage(event);
  } catch (error) {
    return (error as PartialError).code;
  }
}

test.for(bad)('%s %s is refused', ([event, data]) => {
  expect(codeOf({ event, data })).toBe('protocol');
  expect(codeOf(`{"type":"${event}","data":${data}}`)).toBe('protocol');
});

test.for(['1', '0-1', '1-0', '1-2-3', 'a-b', '-1-2', '1-2 ', ''])('the id %j is refused', (id) => {
  expect(codeOf({ id, data: '"a"' })).toBe('protocol');
  expect(codeOf({ id: '1-2', data: '"a"' })).toEqual({ id: '1-2', type: 'delta', text: 'a' });
});

test('a type of a later version is no message and no error', () => {
  expect(decodeMessage({ id: '1-2', event: 'toString', data: '{}' })).toBeUndefined();
  expect(decodeMessage('{"type":"later","data":1}')).toBeUndefined();
});

test.for(['', 'null', '[]', '"a"', '{"data":"a"}', '{"type":5,"data":"a"}', '{"type":["delta"],"data":"a"}'])(
  'the frame %s is refused',
  (frame) => {
    expect(codeOf(frame)).toBe('protocol');
  },
);

test('what a message does not know is dropped from it, or stays where it is', () => {
  expect(decodeMessage({ data: '"a"' })).toStrictEqual({ type: 'delta', text: 'a' });
  expect(decodeMessage('{"type":"delta","data":"a","run":"r1"}')).toStrictEqual({ type: 'delta', text: 'a' });
  const patch = '[{"op":"remove","path":"/a","note":1}]';
  expect(decodeMessage({ event: 'patch', data: patch })).toStrictEqual({
    type: 'patch',
    ops: JSON.parse(patch),
  });
});

test('data never speaks for the envelope', () => {
  const end = decodeMessage({ event: 'end', data: '{"reason":"stop","type":"delta","id":"9-9"}' });
  expect(end).toStrictEqual({ type: 'end', reason: 'stop' });
});

test('the error is a PartialError', () => {
  expect(() => decodeMessage({ data: '' })).toThrow(PartialError);
});
