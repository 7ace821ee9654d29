// Adds up the reports of a CI run and ends it with one line: `N passed, N failed`.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * What the reports of Vitest, Playwright and `npm run check` come to. Skipped tests are no part of it.
 *
 * @param {readonly object[]} reports
 * @returns {{ passed: number, failed: number }}
 */
export function addUp(reports) {
  const total = { passed: 0, failed: 0 };
  for (const report of reports) {
    const { passed, failed } = countsOf(report);
    total.passed += passed;
    total.failed += failed;
  }
  return total;
}

function countsOf(report) {
  if ('numPassedTests' in report) {
    const suites = (report.testResults ?? []).filter(
      // A file that fails before its first test has no failed test.
      ({ status, assertionResults }) =>
        status === 'failed' && !assertionResults.some((each) => each.status === 'failed'),
    );
    return { passed: report.numPassedTests, failed: report.numFailedTests + suites.length };
  }
  if ('stats' in report)
    return { passed: report.stats.expected + report.stats.flaky, failed: report.stats.unexpected };
  return { passed: report.passed, failed: report.failed };
}

function main([broken, folder]) {
  const reports = ['test', 'check', 'e2e']
    .map((name) => join(folder, `${name}.json`))
    .filter((file) => existsSync(file))
    .map((file) => JSON.parse(readFileSync(file, 'utf8')));
  const { passed, failed } = addUp(reports);
  // A part that broke without a failed test to show for it is a failure of its own.
  const failures = Math.max(failed, Number(broken));
  console.log(`${passed} passed, ${failures} failed`);
  process.exitCode = failures === 0 && passed > 0 ? 0 : 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main(process.argv.slice(2));
