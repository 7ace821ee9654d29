import { defineProject } from 'vitest/config';
import { workspaceSource } from '../../vitest.shared.ts';

export default defineProject({
  ...workspaceSource,
  test: { name: 'bench', environment: 'node', include: ['src/**/*.test.ts'] },
});
