/** A comment is read in a window of 120 columns. Biome's formatter leaves comments as they are. */
import { expect, it } from 'vitest';
import { read, shippedFiles } from './source';

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

it.each(shippedFiles())('%s', (file) => {
  expect(tooLong(read(file))).toEqual([]);
});
