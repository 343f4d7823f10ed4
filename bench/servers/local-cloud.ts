import { performance } from 'node:perf_hooks';
import { startLocalCloud } from '@causeway/local-cloud';
import { PROCESSOR_TIME, tellProcessorTime } from './processor-time';

// A local cloud of its own process; tells the parent where it listens, how long its start took and, on request, what it weighs.
// The first argument is the folder of its state; without one, state lives in memory.

const [stateFolder] = process.argv.slice(2);
const startedAt = performance.now();

void startLocalCloud({
  ...(stateFolder !== undefined && { stateFolder }),
  quotas: { vpcsPerRegion: 1_000_000 },
}).then(({ port, credentials }) => {
  process.send?.({ port, credentials, startMs: performance.now() - startedAt });
});

tellProcessorTime();
process.on('message', (message) => {
  if (message === PROCESSOR_TIME) return;
  // Twice: the first collection lets go of what finalizers hold.
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external, rss } = process.memoryUsage();
  process.send?.({ usedBytes: heapUsed + external, rssBytes: rss });
});

process.on('disconnect', () => process.exit());
