/** Resolves at the first SIGINT or SIGTERM; from then on the process does not die of them by itself. */
export function signalReceived(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
}
