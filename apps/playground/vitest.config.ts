import { defineProject } from 'vitest/config';
import { besideSource, workspaceSource } from '../../vitest.shared.ts';

export default defineProject({
  ...workspaceSource,
  test: { ...besideSource, name: 'playground', environment: 'node', typecheck: { enabled: false } },
});
