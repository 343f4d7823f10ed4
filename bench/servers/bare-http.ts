import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tellProcessorTime } from './processor-time';

// The yardstick: reads a request whole and answers fixed bytes, given as the first message from the parent process.

process.once('message', (body: string) => {
  tellProcessorTime();
  const bytes = Buffer.from(body);
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'Content-Type': 'application/json;charset=utf-8', 'Content-Length': bytes.length });
      response.end(bytes);
    });
  });
  server.listen(0, '127.0.0.1', () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
});
