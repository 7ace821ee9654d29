// Counts of different runners add up, and a file that does not load is a failure.
import { expect, test } from 'vitest';
import { addUp } from './counts.mjs';

test('Vitest, Playwright and the checks add up', () => {
  const vitest = { numPassedTests: 10, numFailedTests: 1, testResults: [] };
  const playwright = { stats: { expected: 3, flaky: 1, unexpected: 2, skipped: 5 } };
  expect(addUp([vitest, playwright, { passed: 7, failed: 1 }])).toEqual({ passed: 21, failed: 4 });
  expect(addUp([])).toEqual({ passed: 0, failed: 0 });
});

test('a test file that fails before its first test counts as one failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'failed', assertionResults: [{ status: 'failed' }] },
    { status: 'passed', assertionResults: [{ status: 'passed' }] },
  ];
  expect(addUp([{ numPassedTests: 1, numFailedTests: 1, testResults }])).toEqual({ passed: 1, failed: 2 });
});
