/** Builds the practice application: `client.js` for the page, `server.js` for whoever answers for github.com. */
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';

const here = import.meta.dirname;
export const PRACTICE_OUT = join(here, '../../.output/practice');

const common: InlineConfig = {
  root: here,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  define: { 'process.env.NODE_ENV': '"production"' },
};

export async function buildPractice(): Promise<void> {
  await build({
    ...common,
    build: {
      outDir: PRACTICE_OUT,
      emptyOutDir: false,
      minify: true,
      rolldownOptions: {
        input: join(here, 'client.tsx'),
        output: { entryFileNames: 'client.js', format: 'es' },
      },
    },
  });
  await build({
    ...common,
    ssr: { noExternal: true },
    build: {
      ssr: join(here, 'server.tsx'),
      outDir: PRACTICE_OUT,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'server.js', format: 'es' } },
    },
  });
}
