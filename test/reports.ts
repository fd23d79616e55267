/** How many tests passed and failed, and how long each took, from the JSON reports of the runners. */
import { relative } from 'node:path';

export interface Count {
  passed: number;
  failed: number;
  /** Left out by whoever wrote the test. */
  skipped: number;
  /** One line for each failure. */
  failures: string[];
}

export interface Timed {
  name: string;
  ms: number;
}

interface VitestReport {
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    /** Absolute path. */
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string; duration?: number | null }[];
  }[];
}

export function vitestCount(report: unknown): Count {
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = report as VitestReport;
  const failures = testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(process.cwd(), name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    // A file that fails as a whole (it can't be loaded, a hook threw) may hold no failed test.
    if (failed.length === 0) return status === 'failed' ? [`${file}: could not be run`] : [];
    return failed.map((test) => `${file}: ${test.fullName}`);
  });
  const skipped = numPendingTests + numTodoTests;
  return { passed: numPassedTests, failed: failures.length, skipped, failures };
}

export const vitestTimes = (report: unknown): Timed[] =>
  (report as VitestReport).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({
      name: `${relative(process.cwd(), name)}: ${fullName}`,
      ms: duration ?? 0,
    })),
  );

interface PlaywrightTest {
  status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
  annotations: { type: string }[];
  /** One for each try. */
  results: { duration: number }[];
}

interface PlaywrightSuite {
  file: string;
  specs: { title: string; tests: PlaywrightTest[] }[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightReport {
  suites: PlaywrightSuite[];
  /** Errors outside any test: a file that can't be loaded, a setup that threw. */
  errors: { message?: string }[];
}

export function playwrightCount(report: unknown): Count {
  const count: Count = { passed: 0, failed: 0, skipped: 0, failures: [] };
  const fail = (line: string) => {
    count.failed += 1;
    count.failures.push(line);
  };
  const add = (suite: PlaywrightSuite): void => {
    for (const { title, tests } of suite.specs) {
      for (const { status, annotations } of tests) {
        const left = annotations.some(({ type }) => type === 'skip' || type === 'fixme');
        // CI alone tries a second time (playwright.config.ts); the runner's own output names what needed it.
        if (status === 'expected' || status === 'flaky') count.passed += 1;
        else if (status === 'skipped' && left) count.skipped += 1;
        // Not being run, after the runner gave up, is a failure too.
        else fail(`${suite.file}: ${title}${status === 'skipped' ? ' (was not run)' : ''}`);
      }
    }
    suite.suites?.forEach(add);
  };
  const { suites, errors } = report as PlaywrightReport;
  suites.forEach(add);
  for (const { message } of errors)
    fail(`playwright: ${message?.split('\n')[0] ?? 'an error outside a test'}`);
  return count;
}

export function playwrightTimes(report: unknown): Timed[] {
  const times = ({ file, specs, suites = [] }: PlaywrightSuite): Timed[] => [
    ...specs.flatMap(({ title, tests }) =>
      tests.map(({ results }) => ({
        name: `${file}: ${title}`,
        ms: results.reduce((sum, { duration }) => sum + duration, 0),
      })),
    ),
    ...suites.flatMap(times),
  ];
  return (report as PlaywrightReport).suites.flatMap(times);
}

/** The slowest of them, slowest first. */
export const slowest = (all: readonly Timed[], count: number): Timed[] =>
  all.toSorted((one, other) => other.ms - one.ms).slice(0, count);
