/** How many tests passed and failed, from the JSON reports of the runners. */
export interface Count {
  passed: number;
  failed: number;
  skipped: number;
  /** One line for each failure. */
  failures: string[];
}

interface VitestReport {
  numPassedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

export function vitestCount(report: unknown): Count {
  const { numPassedTests, numPendingTests, numTodoTests, testResults } = report as VitestReport;
  const failures = testResults.flatMap((file) => {
    const failed = file.assertionResults.filter((test) => test.status === 'failed');
    // A file that fails as a whole (it can't be loaded, a hook threw) may hold no failed test.
    if (failed.length === 0) return file.status === 'failed' ? [file.name] : [];
    return failed.map((test) => `${file.name}: ${test.fullName}`);
  });
  const skipped = numPendingTests + numTodoTests;
  return { passed: numPassedTests, failed: failures.length, skipped, failures };
}

interface PlaywrightSuite {
  file: string;
  specs: { title: string; tests: { status: string }[] }[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
  suites: PlaywrightSuite[];
  errors: { message?: string }[];
}

export function playwrightCount(report: unknown): Count {
  const { stats, suites, errors } = report as PlaywrightReport;
  const bad = (suite: PlaywrightSuite): string[] => [
    ...suite.specs.flatMap((spec) =>
      // Passing at the second try only is a failure too.
      spec.tests
        .filter((test) => test.status === 'unexpected' || test.status === 'flaky')
        .map(() => `${suite.file}: ${spec.title}`),
    ),
    ...(suite.suites ?? []).flatMap(bad),
  ];
  const failures = [
    ...suites.flatMap(bad),
    ...errors.map((error) => `playwright: ${(error.message ?? 'error outside a test').split('\n')[0]}`),
  ];
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
    failures,
  };
}
