import { startLocalCloud } from '@causeway/local-cloud';

// A local cloud of its own process; tells the parent where it listens.

void startLocalCloud({ quotas: { vpcsPerRegion: 1_000_000 } }).then((cloud) => {
  process.send?.({ port: cloud.port, credentials: cloud.credentials });
});
