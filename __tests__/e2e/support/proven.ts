import { prove, readState } from '../../../lib/proof';
import type { Workspace } from './workspace';

/** What the proof says of a state: `proven 6`. */
export async function provenIn({ terraform }: Workspace): Promise<string> {
  const { status, flows } = prove(readState(await terraform.show()));
  return `${status} ${flows.filter((flow) => flow.status === 'proven').length}`;
}
