/** What every page of a tracker loads. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { OUTPUT } from '../browser.ts';
import { judgeRow, type Row } from './table.ts';

const MINIFIED_KB = 60;
const GZIP_KB = 22;

export function measureSizes(): Row[] {
  const folder = join(OUTPUT, 'chrome-mv3/content-scripts');
  return readdirSync(folder).map((name) => {
    const code = readFileSync(join(folder, name));
    const [plain, gzip] = [code.length / 1000, gzipSync(code).length / 1000];
    return judgeRow(
      `content script ${name}, minified / gzip`,
      `${plain.toFixed(1)} / ${gzip.toFixed(1)} kB`,
      `${MINIFIED_KB} / ${GZIP_KB} kB`,
      plain <= MINIFIED_KB && gzip <= GZIP_KB,
    );
  });
}
