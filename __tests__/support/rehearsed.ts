import { type LocalCloud, type LocalCloudOptions, startLocalCloud } from '@causeway/local-cloud';
import { apiOf } from '../../cli/rehearse/api';
import type { Configuration } from '../../cli/rehearse/configuration';
import { Rehearsal } from '../../cli/rehearse/rehearsal';
import type { TerraformEvent } from '../../cli/terraform/events';

/** A rehearsal with a local cloud of its own. */
export interface Rehearsed {
  readonly cloud: LocalCloud;
  readonly rehearsal: Rehearsal;
  /** Everything that it told of. */
  readonly events: readonly TerraformEvent[];
}

/** Starts a local cloud in memory for a rehearsal of a configuration. */
export async function rehearsalOf(configuration: Configuration, options: LocalCloudOptions = {}): Promise<Rehearsed> {
  const cloud = await startLocalCloud(options);
  const events: TerraformEvent[] = [];
  try {
    const rehearsal = new Rehearsal({ configuration, api: apiOf(cloud), onEvent: (event) => events.push(event) });
    return { cloud, rehearsal, events };
  } catch (error) {
    await cloud.close();
    throw error;
  }
}
