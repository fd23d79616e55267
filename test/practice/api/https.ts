/**
 * The stand-ins over real HTTPS, under their own names: the browser's proxy (test/network.ts) hands it the connections
 * to them. The certificate is made anew each time and by nobody trusted: the browser is told its key
 * (`--ignore-certificate-errors-spki-list`).
 */
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { ApiStand } from './server.ts';

export interface ApiServer {
  port: number;
  /** As Chromium's flag wants it. */
  keyHash: string;
  close(): Promise<void>;
}

/** @param stands by host name */
export async function serveApis(
  stands: Readonly<Record<string, Pick<ApiStand, 'answer'>>>,
): Promise<ApiServer> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const server = createServer(
    {
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
      cert: certificate(spki, privateKey, Object.keys(stands)),
    },
    (request, response) => {
      const stand = stands[request.headers.host ?? ''];
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => {
        if (!stand) return response.writeHead(421).end();
        const { status, headers, body, how } = stand.answer({
          method: request.method ?? '',
          path: request.url ?? '',
          headers: Object.fromEntries(
            Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
          ),
          body: Buffer.concat(chunks).toString('utf8'),
        });
        if (how === 'never') return;
        if (how === 'cut') return request.socket.destroy();
        response.writeHead(status, headers).end(body);
      });
    },
  );
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    keyHash: createHash('sha256').update(spki).digest('base64'),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** ASN.1, as DER writes it: a tag, a length, and what is in it. */
function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
const sequence = (...parts: Uint8Array[]) => der(0x30, ...parts);
const oid = (...bytes: number[]) => der(0x06, Buffer.from(bytes));
const time = (at: Date) => der(0x17, Buffer.from(`${at.toISOString().replace(/[-:T]/g, '').slice(2, 14)}Z`));

/** An X.509 certificate (RFC 5280) for these host names, signed by its own key. Node makes keys, but no certificates. */
function certificate(spki: Buffer, key: KeyObject, hosts: readonly string[]): string {
  // ecdsa-with-SHA256; commonName; subjectAltName
  const algorithm = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));
  const name = sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from('Practice')))));
  const names = sequence(...hosts.map((host) => der(0x82, Buffer.from(host))));
  const extensions = der(0xa3, sequence(sequence(oid(0x55, 0x1d, 0x11), der(0x04, names))));
  const day = 24 * 3_600_000;
  const content = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    der(0x02, Buffer.from([1])),
    algorithm,
    name,
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + 30 * day))),
    name,
    spki,
    extensions,
  );
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, key));
  const text = sequence(content, algorithm, signature)
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n');
  return `-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`;
}
