/** The Jira that a pasted address belongs to: any page of it, with or without its scheme. */
import { canBeOwn, currentHost, publicEntry } from '../../domain/key';

export type Pasted =
  | { host: string; overHttp: boolean }
  /**
   * - `empty`: nothing was written.
   * - `no-address`: it names no host.
   * - `known`: Foothold works there anyway.
   * - `other`: a public tracker that is no Jira.
   */
  | { fault: 'empty' | 'no-address' }
  | { fault: 'known' | 'other'; host: string };

const IP4 = /^\d+\.\d+\.\d+\.\d+$/;

export function readAddress(text: string): Pasted {
  const [written = ''] = text
    .trim()
    .replace(/^<(.*)>$/, '$1')
    .split(/\s/, 1);
  if (written === '') return { fault: 'empty' };
  // `jira:8080` would else be an address of the scheme `jira:`.
  const url = URL.parse(written.includes('://') ? written : `https://${written}`);
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) return { fault: 'no-address' };
  const host = currentHost(url.host);
  const tracker = publicEntry(host);
  if (tracker) return { fault: tracker.isSelfHosted ? 'known' : 'other', host };
  // Browsers read `12` as 0.0.0.12.
  const isNumber = IP4.test(url.hostname) && !written.includes(url.hostname);
  if (/\s/.test(text.trim()) || isNumber || !canBeOwn(host)) return { fault: 'no-address' };
  return { host, overHttp: url.protocol === 'http:' };
}
