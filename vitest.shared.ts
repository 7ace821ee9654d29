// How every project's tests see the workspace: packages resolve to their TypeScript source, so nothing has to be built first.
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import type { ViteUserConfig } from 'vitest/config';

const source = '@partialkit/source';

/** Resolution of workspace packages to `src`. */
export const workspaceSource: Pick<ViteUserConfig, 'resolve' | 'ssr'> = {
  resolve: { conditions: [source, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [source, ...defaultServerConditions] } },
};

/** Tests and type tests stand beside their source; what a source file gets wrong is `npm run types`' to tell. */
export const besideSource: NonNullable<ViteUserConfig['test']> = {
  include: ['src/**/*.test.{ts,tsx}'],
  setupFiles: [fileURLToPath(new URL('packages/testing/src/seed.setup.ts', import.meta.url))],
  // No test judges a time: the limit is there for what hangs.
  testTimeout: 120_000,
  typecheck: {
    enabled: true,
    include: ['src/**/*.test-d.{ts,tsx}'],
    tsconfig: './tsconfig.json',
    ignoreSourceErrors: true,
  },
};
