import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type LoadedDeployment, loadDeployment } from '../lib/config';
import { ExecutionError } from '../lib/core';

/** A deployment file that was read and found valid. */
export interface DeploymentFile extends LoadedDeployment {
  /** The file, relative to the current folder. */
  readonly file: string;
  /** The folder that it is in, absolute: main.ts makes a stack of every deployment in it. */
  readonly folder: string;
}

/** The folder that holds `deployments/`: the current one. */
export function projectFolder(): string {
  return process.cwd();
}

/**
 * Reads and checks a deployment.
 *
 * Names are looked for in `deployments/`, or in the folder that `CAUSEWAY_DEPLOYMENTS` names, as main.ts does. The name that a
 * file gives counts before that of the file: `cdktf` knows the stack by it.
 *
 * @param wanted - A name (`chengdu-hangzhou`), or a file. Without it, the only file there is.
 * @throws ValidationError With every problem of the file.
 * @throws ExecutionError When there is no such file, or several and none was named.
 */
export function readDeployment(wanted: string | undefined): DeploymentFile {
  const path = findDeployment(wanted);
  const file = relative(projectFolder(), path) || path;
  return { file, folder: dirname(path), ...loadDeployment(readFileSync(path, 'utf8'), file) };
}

function findDeployment(wanted: string | undefined): string {
  const folder = resolve(projectFolder(), process.env.CAUSEWAY_DEPLOYMENTS ?? 'deployments');
  const known = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  if (wanted === undefined) {
    const [only] = known;
    if (only !== undefined && known.length === 1) return join(folder, only);
    throw new ExecutionError(
      'DEPLOYMENT_NOT_NAMED',
      known.length === 0
        ? `there is no deployment file in ${folder}; run this in a Causeway project, or name a file`
        : `there are ${String(known.length)} deployments (${known.join(', ')}); name one of them`,
    );
  }
  const candidates = [
    resolve(projectFolder(), wanted),
    join(folder, wanted),
    ...known.map((name) => join(folder, name)).filter((file) => nameIn(file) === wanted),
    join(folder, `${wanted}.yaml`),
    join(folder, `${wanted}.yml`),
  ];
  const found = candidates.find((candidate) => /\.ya?ml$/.test(candidate) && existsSync(candidate));
  if (found !== undefined) return found;
  throw new ExecutionError(
    'DEPLOYMENT_NOT_FOUND',
    `there is no deployment "${wanted}"; known in ${folder}: ${known.join(', ') || 'none'}`,
  );
}

/** The name that a deployment file gives, read without asking whether the rest of it can be: others are not what is wanted. */
function nameIn(file: string): string | undefined {
  return /^name:[ \t]+["']?([^\s"'#]+)/m.exec(readFileSync(file, 'utf8'))?.[1];
}
