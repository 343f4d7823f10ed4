/** Lets the parent of this process ask how much processor time it has used. */
export function tellProcessorTime(): void {
  process.on('message', (message) => {
    if (message !== PROCESSOR_TIME) return;
    const { user, system } = process.cpuUsage();
    process.send?.({ processorUs: user + system });
  });
}

/** What the parent sends to ask. */
export const PROCESSOR_TIME = 'processor time';
