import { defineProject } from 'vitest/config';
import { workspaceSource } from '../vitest.shared.ts';

export default defineProject({
  ...workspaceSource,
  test: { name: 'scripts', environment: 'node', include: ['**/*.test.mjs'] },
});
