import { prove, readState } from '../../../lib/proof';
import { terraformCommand } from './requirements';
import { run, type Workspace } from './workspace';

/** What the proof says of a state: `proven 6`. */
export async function provenIn({ stackFolder, environment }: Workspace): Promise<string> {
  const { output } = await run(terraformCommand, ['show', '-json'], { cwd: stackFolder, env: environment });
  const { status, flows } = prove(readState(JSON.parse(output)));
  return `${status} ${flows.filter((flow) => flow.status === 'proven').length}`;
}
