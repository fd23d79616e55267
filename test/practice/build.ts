/** Builds the practice applications: a client for the pages of each tracker, `server.js` for whoever answers. */
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
  const pages = {
    'client.js': 'client.tsx',
    'jira-client.js': 'jira/client.tsx',
    'linear-client.js': 'linear/client.tsx',
    'linear-store.js': 'linear/store-page.ts',
  };
  for (const [file, source] of Object.entries(pages))
    await build({
      ...common,
      build: {
        outDir: PRACTICE_OUT,
        emptyOutDir: false,
        minify: true,
        rolldownOptions: {
          input: join(here, source),
          output: { entryFileNames: file, format: 'es' },
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
