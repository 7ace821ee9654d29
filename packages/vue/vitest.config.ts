import { defineProject } from 'vitest/config';
import { besideSource, workspaceSource } from '../../vitest.shared.ts';

export default defineProject({
  ...workspaceSource,
  test: { ...besideSource, name: 'vue', environment: 'happy-dom' },
});
