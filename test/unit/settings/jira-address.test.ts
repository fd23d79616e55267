import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../components/settings/jira-address';
import { addressOf, asKey, canBeOwn } from '../../../domain/key';
import { isOwn, originOf, patternOf } from '../../../domain/own-host';

describe('a pasted address', () => {
  it.each<[text: string, host: string, overHttp: boolean]>([
    ['https://jira.acme.test', 'jira.acme.test', false],
    ['  https://jira.acme.test/tracker/browse/APP-1?focusedId=2#c-3\n', 'jira.acme.test', false],
    ['<https://jira.acme.test/secure/RapidBoard.jspa?rapidView=1>', 'jira.acme.test', false],
    ['HTTPS://JIRA.Acme.test/', 'jira.acme.test', false],
    ['https://jira.acme.test:443/', 'jira.acme.test', false],
    ['https://jira.acme.test:8443/jira', 'jira.acme.test:8443', false],
    ['http://jira.acme.test:80/', 'jira.acme.test', true],
    ['http://jira:8080/browse/APP-1', 'jira:8080', true],
    ['http://10.0.0.7:2990/jira/', '10.0.0.7:2990', true],
    ['http://[::1]:2990/jira/', '[::1]:2990', true],
    ['https://ana:secret@jira.acme.test/', 'jira.acme.test', false],
    ['https://jira_1.intra.test/', 'jira_1.intra.test', false],
    ['https://jira.bücher.test/', 'jira.xn--bcher-kva.test', false],
    // Without a scheme.
    ['jira.acme.test/tracker/browse/APP-1', 'jira.acme.test', false],
    ['jira:8080', 'jira:8080', false],
    ['localhost:2990/jira', 'localhost:2990', false],
    ['jira', 'jira', false],
    // Looks like them, and is somebody's own.
    ['https://github.com.acme.test/', 'github.com.acme.test', false],
    ['https://github.com:8443/', 'github.com:8443', false],
    ['https://atlassian.net.acme.test/', 'atlassian.net.acme.test', false],
  ])('%j is of %s', (text, host, overHttp) => {
    expect(readAddress(text)).toEqual({ host, overHttp });
  });

  it.each<[text: string, fault: object]>([
    ['', { fault: 'empty' }],
    ['  \n', { fault: 'empty' }],
    ['our jira', { fault: 'no-address' }],
    ['https://', { fault: 'no-address' }],
    ['https://jira.acme.test/ and more', { fault: 'no-address' }],
    ['ftp://jira.acme.test/', { fault: 'no-address' }],
    ['file:///home/me/jira.html', { fault: 'no-address' }],
    ['chrome-extension://abc/popup.html', { fault: 'no-address' }],
    ['javascript:alert(1)', { fault: 'no-address' }],
    ['APP-12 ask Ana', { fault: 'no-address' }],
    ['12', { fault: 'no-address' }],
    ['*.acme.test', { fault: 'no-address' }],
    ['https://jira..acme.test.', { fault: 'no-address' }],
    ['https://github.com/acme/widgets', { fault: 'known', host: 'github.com' }],
    ['www.github.com/acme', { fault: 'known', host: 'github.com' }],
    ['acme.atlassian.net', { fault: 'known', host: 'acme.atlassian.net' }],
    ['http://acme.atlassian.net/browse/APP-1', { fault: 'known', host: 'acme.atlassian.net' }],
    ['https://linear.app/acme/issue/ENG-1', { fault: 'other', host: 'linear.app' }],
  ])('%j is %o', (text, fault) => {
    expect(readAddress(text)).toEqual(fault);
  });
});

describe('an own host', () => {
  const own = {
    ownHosts: { 'jira.acme.test': 'jira', 'jira.acme.test:8443': 'jira', 'jira:8080': 'jira' },
    overHttp: ['jira:8080'],
  } as const;

  it.each([
    ['https://jira.acme.test', true],
    ['https://jira.acme.test:8443', true],
    ['http://jira:8080', true],
    ['http://jira.acme.test', false],
    ['https://jira:8080', false],
    ['http://jira', false],
    ['https://jira.acme.test:9000', false],
    ['https://www.jira.acme.test', false],
    ['https://constructor', false],
    ['', false],
  ])('%s: %s', (origin, is) => {
    expect(isOwn(origin, own)).toBe(is);
  });

  it.each([
    ['jira.acme.test:8443', true],
    ['[::1]:2990', true],
    ['github.com', false],
    ['acme.atlassian.net', false],
    ['Jira.acme.test', false],
    ['https://jira.acme.test', false],
    ['jira.acme.test/tracker', false],
    ['__proto__', false],
    ['', false],
  ])('can be %s: %s', (host, can) => {
    expect(canBeOwn(host)).toBe(can);
  });

  it('is asked for by its name and scheme, for every port: patterns have none', () => {
    expect(Object.keys(own.ownHosts).map((host) => patternOf(originOf(host, own.overHttp)))).toEqual([
      'https://jira.acme.test/*',
      'https://jira.acme.test/*',
      'http://jira/*',
    ]);
    expect(patternOf('http://[::1]:2990')).toBe('http://[::1]/*');
  });

  it.each([
    ['jira:8080/tracker/APP-1', 'http://jira:8080/tracker/browse/APP-1'],
    ['jira.acme.test/APP-1', 'https://jira.acme.test/browse/APP-1'],
    ['github.com/acme/widgets#1', 'https://github.com/acme/widgets/issues/1'],
  ])('has %s at %s', (key, address) => {
    expect(addressOf(asKey(key)!, own.overHttp)).toBe(address);
  });
});
