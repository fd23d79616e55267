/** A proxy that lets nothing through and keeps what was tried: whatever gets past request interception ends here. */
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import type { SeenRequest } from './browser.ts';

export interface Network {
  /** For the browser's proxy setting. */
  address: string;
  requests: SeenRequest[];
  close(): Promise<void>;
}

/** The browser's own business (updates, sign-in, form filling) and connections it opens ahead of a request. */
const BROWSERS_OWN =
  /^(?:[\w-]+\.)*(?:google|googleapis|gstatic|gvt1|microsoft|msn|bing)\.com$|^(?:github\.com|linear\.app|acme\.atlassian\.net|(?:jira|work)\.acme\.test)$/;

/** @param through hosts whose connections are handed to a port of this machine */
export async function refuseNetwork(through: ReadonlyMap<string, number> = new Map()): Promise<Network> {
  const requests: SeenRequest[] = [];
  const keep = (url: string, method: string) => {
    if (BROWSERS_OWN.test(URL.parse(url)?.hostname ?? '')) return;
    requests.push({ url, method, resource: 'network', answer: 'refused' });
  };
  const server = createServer((request, response) => {
    keep(request.url ?? '', request.method ?? '');
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    // A browser that is closed or gives up resets it, and nobody listens on a socket handed over like this.
    socket.on('error', () => {});
    const port = through.get((request.url ?? '').replace(/:443$/, ''));
    if (port !== undefined) {
      const stand = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connected\r\n\r\n');
        stand.pipe(socket).pipe(stand);
      });
      stand.on('error', () => socket.destroy());
      socket.on('close', () => stand.destroy());
      return;
    }
    keep(`https://${request.url}`, 'CONNECT');
    socket.end('HTTP/1.1 502 Refused\r\n\r\n');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
