import { defineProject } from 'vitest/config';
import { besideSource, workspaceSource } from '../../vitest.shared.ts';

export default defineProject({
  ...workspaceSource,
  test: { ...besideSource, name: 'server', environment: 'node' },
});
