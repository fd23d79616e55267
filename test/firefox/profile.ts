/**
 * A profile of Firefox's with the extension in it for good. What BiDi installs is temporary: Firefox forgets it, and
 * what it kept, when it is closed. An archive at `extensions/<id>.xpi` in the profile is installed at the next start
 * and stays. It is unsigned, so it needs a Firefox that takes such ones with `xpinstall.signatures.required` false:
 * ESR, Developer Edition, Nightly and Debian's do, Mozilla's release and beta don't. `extensions.autoDisableScopes` 0
 * switches it on without asking. Tried with Debian's 153 ESR.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { geckoOf, pathOf } from './firefox.ts';

const run = promisify(execFile);
const WEB_EXT = resolve(import.meta.dirname, '../../node_modules/.bin/web-ext');

/** @param profile a directory that is made */
export async function profileWith(build: 'shipped' | 'testing', profile: string): Promise<string> {
  const artifacts = join(profile, 'extensions');
  mkdirSync(artifacts, { recursive: true });
  const quiet = ['--no-input', '--no-config-discovery', '--overwrite-dest'];
  const given = ['--source-dir', pathOf(build), '--artifacts-dir', artifacts];
  await run(WEB_EXT, ['build', ...quiet, ...given, '--filename', 'packed.zip']);
  // web-ext itself would write `_` for the id's `@`.
  renameSync(join(artifacts, 'packed.zip'), join(artifacts, `${geckoOf(build).id}.xpi`));
  return profile;
}
