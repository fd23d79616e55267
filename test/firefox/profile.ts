/**
 * A profile of Firefox's with the extension in it for good. What BiDi installs is temporary: Firefox forgets it, and
 * what it kept, when it is closed. An archive at `extensions/<id>.xpi` in the profile is installed at the next start
 * and stays. It is unsigned, so it needs a Firefox that takes such ones with `xpinstall.signatures.required` false:
 * ESR, Developer Edition, Nightly and Debian's do, Mozilla's release and beta don't. `extensions.autoDisableScopes` 0
 * switches it on without asking. Tried with Debian's 153 ESR.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { BUILD, readGecko } from './firefox.ts';

const run = promisify(execFile);
const WEB_EXT = resolve(import.meta.dirname, '../../node_modules/.bin/web-ext');

/**
 * The build as an archive.
 * @param directory one that is there
 * @returns the archive, which lies in the directory
 */
export async function pack(directory: string, source = BUILD): Promise<string> {
  const quiet = ['--no-input', '--no-config-discovery', '--overwrite-dest'];
  const given = ['--source-dir', source, '--artifacts-dir', directory];
  await run(WEB_EXT, ['build', ...quiet, ...given, '--filename', 'packed.zip']);
  // web-ext itself would write `_` for the id's `@`.
  const archive = join(directory, `${readGecko().id}.xpi`);
  renameSync(join(directory, 'packed.zip'), archive);
  return archive;
}

/** @param profile a directory that is made */
export async function profileWith(profile: string): Promise<string> {
  const extensions = join(profile, 'extensions');
  mkdirSync(extensions, { recursive: true });
  await pack(extensions);
  return profile;
}

/** The same build as a newer version. @param directory one that is made @returns the archive */
export async function packNewer(directory: string, version: string): Promise<string> {
  const source = join(directory, 'newer');
  cpSync(BUILD, source, { recursive: true });
  const manifest = join(source, 'manifest.json');
  writeFileSync(manifest, JSON.stringify({ ...JSON.parse(readFileSync(manifest, 'utf8')), version }));
  return pack(directory, source);
}
