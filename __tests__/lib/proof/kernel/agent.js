'use strict';

// Runs in a network namespace: answers packets to servers, and sends packets from any address, as it is told on standard
// input, one line of JSON each. It says on standard output which packets were answered.

const { createSocket } = require('node:dgram');
const { createInterface } = require('node:readline');

const open = new Map();

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** A socket on an address, made once. */
function socketOn(address, port, onMessage) {
  const key = `${address}:${port}`;
  const existing = open.get(key);
  if (existing) return existing;
  const made = new Promise((resolve, reject) => {
    const socket = createSocket('udp4');
    socket.on('message', (message, from) => onMessage(socket, message, from));
    socket.once('error', reject);
    socket.bind({ address, port }, () => {
      socket.removeListener('error', reject);
      socket.on('error', () => undefined);
      resolve(socket);
    });
  });
  open.set(key, made);
  return made;
}

const commands = {
  async serve({ servers }) {
    for (const { address, port } of servers) {
      await socketOn(address, port, (socket, message, { address: to, port: toPort }) => {
        socket.send(message, toPort, to, () => undefined);
      });
    }
    say({ ready: true });
  },
  async send({ probes }) {
    for (const { id, from, to, port } of probes) {
      const socket = await socketOn(from, 0, (_, message) => say({ answered: Number(message.toString()) }));
      // A route to nowhere is an error here and a lost packet to the one who asked.
      await new Promise((resolve) => socket.send(String(id), port, to, resolve));
    }
    say({ sent: true });
  },
  async forget() {
    const sockets = await Promise.all(open.values());
    open.clear();
    await Promise.all(sockets.map((socket) => new Promise((resolve) => socket.close(resolve))));
    say({ ready: true });
  },
};

let queue = Promise.resolve();
createInterface({ input: process.stdin }).on('line', (line) => {
  const command = JSON.parse(line);
  queue = queue.then(() => commands[command.do](command)).catch((error) => say({ failed: error.message }));
});
