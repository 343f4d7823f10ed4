import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** Lets the commands synthesize in a folder, by this project's program. */
export function makeProject(folder: string): void {
  const { app } = JSON.parse(readFileSync(join(root, 'cdktf.json'), 'utf8')) as { app: string };
  writeFileSync(join(folder, 'cdktf.json'), JSON.stringify({ app: `cd '${root}' && ${app}` }));
}

/** A folder of its own in which the commands find the default deployment, and nothing else. */
export function projectWithDefaultDeployment(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-project-'));
  mkdirSync(join(folder, 'deployments'));
  makeProject(folder);
  const name = join('deployments', 'chengdu-hangzhou.yaml');
  cpSync(join(root, name), join(folder, name));
  return folder;
}
