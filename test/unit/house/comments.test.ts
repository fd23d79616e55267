/**
 * What nothing else holds comments to: they are read in a window of 120 columns, and the files they name are there.
 */
import { expect, it } from 'vitest';
import { allFiles, read } from './source';

const MAX_COLUMNS = 120;
const COMMENT = /^\s*(?:\/\*|\*|\/\/)/;

const tooLong = (text: string) =>
  text
    .split('\n')
    .flatMap((line, index) => (COMMENT.test(line) && line.length > MAX_COLUMNS ? [index + 1] : []));

it('sees a long comment of every form, and no long code', () => {
  const long = 'x'.repeat(MAX_COLUMNS);
  expect(tooLong(`/** ${long} */\n * ${long}\n  // ${long}\nconst a = '${long}';\n// short`)).toEqual([
    1, 2, 3,
  ]);
});

it.each(allFiles())('%s', (file) => {
  expect(tooLong(read(file))).toEqual([]);
});

/** A file of ours that a comment names, with its folders or without; not one of a pattern or of what is built. */
const NAMED = /(?<![\w<>*/.-])(?:[\w-]+\/)*[\w.-]+\.(?:tsx?|css)\b(?!\?)/g;

const namedFiles = (text: string) =>
  text
    .split('\n')
    .filter((line) => COMMENT.test(line) || line.includes('// '))
    .flatMap((line) => (COMMENT.test(line) ? line : line.slice(line.indexOf('// '))).match(NAMED) ?? []);

const isThere = (name: string) => allFiles().some((file) => file === name || file.endsWith(`/${name}`));

it('sees a file that a comment names', () => {
  expect(
    namedFiles("/** As fold.ts does, and test/unit (`a/b.css`). */\nconst x = 'c.ts'; // d.tsx"),
  ).toEqual(['fold.ts', 'a/b.css', 'd.tsx']);
  expect([isThere('domain/fold.ts'), isThere('fold.ts'), isThere('told.ts')]).toEqual([true, true, false]);
});

/** Their words name files that aren't there. */
const MADE_UP = /house\/(?:comments|toy-tracker)\.test\.ts$/;

it.each(allFiles().filter((file) => /\.tsx?$/.test(file) && !MADE_UP.test(file)))(
  '%s names files that are there',
  (file) => {
    expect(namedFiles(read(file)).filter((name) => !isThere(name))).toEqual([]);
  },
);
