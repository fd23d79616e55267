/**
 * The stand-ins over real HTTPS, under their own names: the browser's proxy (test/network.ts) hands it the connections
 * to them. The certificate is made anew each time and by nobody trusted: the browser is told its key
 * (`--ignore-certificate-errors-spki-list`).
 */
import { createHash, createPublicKey } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import type { ApiStand } from './server.ts';

const DAY_MS = 24 * 3_600_000;

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
  const certificate = await generate([{ name: 'commonName', value: 'Practice' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    // A clock that is a little behind finds it valid all the same.
    notBeforeDate: new Date(Date.now() - DAY_MS),
    notAfterDate: new Date(Date.now() + 30 * DAY_MS),
    extensions: [
      { name: 'subjectAltName', altNames: Object.keys(stands).map((value) => ({ type: 2, value })) },
    ],
  });
  const server = createServer({ key: certificate.private, cert: certificate.cert }, (request, response) => {
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
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    port: (server.address() as AddressInfo).port,
    keyHash: createHash('sha256')
      .update(createPublicKey(certificate.public).export({ type: 'spki', format: 'der' }))
      .digest('base64'),
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
