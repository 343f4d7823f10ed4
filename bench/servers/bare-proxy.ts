import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

// The least that a proxy of node:http can do; the parent says what it is in front of.

const agent = new Agent({ keepAlive: true });

process.once('message', (target: number) => {
  const server = createServer((request, response) => {
    const { method, url: path, headers } = request;
    const upstream = httpRequest({ host: '127.0.0.1', port: target, method, path, headers, agent }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(upstream);
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
});
