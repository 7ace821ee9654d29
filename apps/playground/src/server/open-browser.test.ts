import { expect, test } from 'vitest';
import { commandFor } from './open-browser.ts';

test.for([
  ['darwin', {}, 'open'],
  ['win32', {}, 'cmd'],
  ['linux', { DISPLAY: ':0' }, 'xdg-open'],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 'xdg-open'],
  ['linux', {}, undefined],
  ['darwin', { CI: '1' }, undefined],
  ['darwin', { SSH_CONNECTION: 'x' }, undefined],
] as const)('on %s with %j a page is opened by %s', ([platform, env, command]) => {
  expect(commandFor(platform, env)?.[0]).toBe(command);
});
