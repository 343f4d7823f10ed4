import { join } from 'node:path';
import { accessFromEnvironment } from '../../live';
import { synthEnvironment } from '../environment';
import { projectFolder, readDeployment } from '../project';
import type { Api } from '../rehearse/api';
import { synthesize } from '../synthesize';
import { apiOfAccount } from './account';

/** A deployment as `cdktf` works on it, and the account that it is looked for in. */
export interface Declared {
  /** Its name. */
  readonly name: string;
  /** The folder of its stack. */
  readonly folder: string;
  /** What it was synthesized with. */
  readonly environment: NodeJS.ProcessEnv;
  readonly api: Api;
}

/**
 * Synthesizes a deployment where `cdktf` does.
 *
 * @param wanted - A name in `deployments/`, or a file. @default - the only deployment there is
 * @throws ExecutionError Those of `accessFromEnvironment` and `synthesize`.
 */
export async function readDeclared(wanted: string | undefined): Promise<Declared> {
  const { deployment, folder: deployments } = readDeployment(wanted);
  const api = apiOfAccount(accessFromEnvironment(process.env));
  const environment = synthEnvironment(deployments);
  const outdir = join(projectFolder(), 'cdktf.out');
  const { folder } = await synthesize(projectFolder(), outdir, deployment.name, environment);
  return { name: deployment.name, folder, environment, api };
}
