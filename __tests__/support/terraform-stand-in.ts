import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stand-in for Terraform does, as lines of a shell script; it has an empty state where nothing is said. */
export interface StandInLines {
  readonly pull?: string;
  readonly init?: string;
  readonly rm?: string;
}

/**
 * Writes a command that answers as Terraform does what `causeway orphans` asks of it, and notes every call in a file `calls` of
 * the folder that it runs in; answers its path.
 */
export function terraformStandIn(folder: string, { pull = 'true', init = 'true', rm = 'true' }: StandInLines): string {
  const command = join(folder, 'terraform');
  const script = `#!/bin/sh
echo "$*" >> calls
case "$*" in
  version) echo 'Terraform v1.11.4' ;;
  'state pull') ${pull} ;;
  init*) ${init} ;;
  'state rm -dry-run '*) ${rm} ;;
esac
`;
  writeFileSync(command, script);
  chmodSync(command, 0o755);
  return command;
}
