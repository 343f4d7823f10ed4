import { quote } from '../shell';
import { count, style } from './style';

/** How a run ended that did not come to its end. */
export interface Ending {
  /** How many things stand in the local cloud. */
  readonly standing: number;
  /** The folder that keeps them, relative to the current one. */
  readonly folder: string;
  /** Whether something may stand that Terraform's state does not know of, as it was stopped at once or killed. */
  readonly untracked: boolean;
}

/** A text, behind its label. */
export interface Line {
  readonly text: string;
  readonly label: string;
}

/** What somebody can do whose run was stopped, or failed: go on, begin anew, or throw it all away. */
export function howToGoOn({ standing, folder, untracked }: Ending): readonly Line[] {
  const choice = (label: string, command: string): Line => ({ label: label.padEnd(16), text: style('bold', command) });
  const anew = choice('Begin anew:', 'npx causeway up --clean');
  const away = choice('Throw it away:', `rm -r ${quote(folder)}`);
  const kept = `The local cloud keeps ${count(standing, 'thing')} in ${folder}. No real account is touched.`;
  const told = untracked
    ? ' The state of Terraform does not know all of them, so going on would not help. In a real account, npx causeway orphans would find them.'
    : '';
  const again = choice(standing === 0 ? 'Run it again:' : 'Go on:', 'npx causeway up');
  const intro = standing === 0 ? 'Nothing stands in the local cloud.' : kept + told;
  return [{ label: '', text: `\n${intro}` }, ...(untracked ? [] : [again]), ...(standing === 0 ? [] : [anew]), away];
}
