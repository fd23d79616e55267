/** The lines `npm test` ends with: nothing that failed, crashed or never ran may be counted as fine. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { playwrightCount, playwrightTimes, slowest, vitestCount, vitestTimes } from '../../reports';

describe('Vitest', () => {
  const file = (status: string, ...tests: string[]) => ({
    name: join(process.cwd(), 'test/a.test.ts'),
    status,
    assertionResults: tests.map((each, nth) => ({ status: each, fullName: 'works', duration: 20 * nth })),
  });
  const report = (testResults: ReturnType<typeof file>[]) => ({
    numPassedTests: testResults
      .flatMap((each) => each.assertionResults)
      .filter((test) => test.status === 'passed').length,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults,
  });

  it.each([
    ['all passed', [file('passed', 'passed', 'passed')], 2, []],
    ['one failed', [file('failed', 'passed', 'failed')], 1, ['test/a.test.ts: works']],
    ['a file that can not be loaded', [file('failed')], 0, ['test/a.test.ts: could not be run']],
    ['a hook that threw', [file('failed', 'passed')], 1, ['test/a.test.ts: could not be run']],
    ['nothing', [], 0, []],
  ])('%s', (_, files, passed, failures) => {
    expect(vitestCount(report(files))).toEqual({ passed, failed: failures.length, skipped: 0, failures });
  });

  it('says how long each test took', () => {
    expect(vitestTimes(report([file('passed', 'passed', 'passed'), file('failed')]))).toEqual([
      { name: 'test/a.test.ts: works', ms: 0 },
      { name: 'test/a.test.ts: works', ms: 20 },
    ]);
  });
});

describe('Playwright', () => {
  const test = (status: string, ...types: string[]) => ({
    status,
    annotations: types.map((type) => ({ type })),
    results: [{ duration: 70 }, { duration: 30 }],
  });
  const report = (tests: ReturnType<typeof test>[], errors: { message?: string }[] = []) => ({
    suites: [
      { file: 'a.spec.ts', specs: [], suites: [{ file: 'a.spec.ts', specs: [{ title: 'works', tests }] }] },
    ],
    errors,
  });

  it.each([
    ['passed', report([test('expected')]), [1, 0, 0]],
    ['failed', report([test('expected'), test('unexpected')]), [1, 1, 0]],
    ['passed at the second try', report([test('flaky')]), [1, 0, 0]],
    ['left out on purpose', report([test('skipped', 'skip')]), [0, 0, 1]],
    ['never run, as the runner gave up', report([test('skipped')]), [0, 1, 0]],
    [
      'an error outside any test',
      report([test('expected')], [{ message: 'no such module\n at …' }]),
      [1, 1, 0],
    ],
  ])('%s', (_, given, expected) => {
    const { passed, failed, skipped, failures } = playwrightCount(given);
    expect([passed, failed, skipped]).toEqual(expected);
    expect(failures).toHaveLength(failed);
  });

  it('says how long each test took, all its tries together', () => {
    expect(playwrightTimes(report([test('flaky')]))).toEqual([{ name: 'a.spec.ts: works', ms: 100 }]);
  });
});

it('the slowest come first, and no more than are asked for', () => {
  const all = [3, 1, 2].map((ms) => ({ name: `of ${ms}`, ms }));
  expect(slowest(all, 2).map(({ ms }) => ms)).toEqual([3, 2]);
});
