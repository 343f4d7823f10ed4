import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExecutionError, parseCidr } from '../../lib/core';
import { readSkips, type Skip } from '../../lib/policy';
import type { NetworkModel } from '../../lib/proof';
import { readTerraformJson, type TerraformConfiguration } from '../../lib/proof/terraform';
import type { LiveNetwork } from '../../live';
import { unprovenEnvironment } from '../environment';
import { projectFolder, readDeployment } from '../project';
import { synthesize } from '../synthesize';
import { readModule } from '../terraform/configuration-files';
import { asksForLive, type LiveChoice, readLiveModel } from './live-model';
import { readJson, STDIN } from './terraform-json';

/** Where a network is read from, and what the source does not show. */
export interface ModelOptions extends LiveChoice {
  /** The folder of the configuration that a plan was made of. @default - none */
  readonly config?: string;
  /** Back-to-origin CIDRs of every ALB. @default - those of the deployment file, else those that the routes show */
  readonly backToOrigin?: readonly string[];
}

/** What a network was read from, where that is Terraform's. */
export interface TerraformSource {
  readonly json: unknown;
  /** The configuration that a plan was made of. @default - none was named */
  readonly configuration?: TerraformConfiguration;
  /** Of its ALBs, by `*` for all. @default - none were given */
  readonly backToOriginCidrs?: Readonly<Record<string, readonly string[]>>;
  /** Rules that the deployment file skips. @default - none */
  readonly skip?: readonly Skip[];
}

/** A network with what it was read from. */
export interface ReadNetwork {
  readonly model: NetworkModel;
  /** @default - it was read from the cloud */
  readonly terraform?: TerraformSource;
  /** What stands, for the rules. @default - it was read from Terraform */
  readonly standing?: LiveNetwork['resources'];
}

/**
 * Reads a network: of a deployment, by its name or file, of a JSON file of Terraform's, or of the cloud itself.
 *
 * @param wanted - A deployment, a `.json` file, or `-` for standard input. @default - the only deployment there is
 * @throws ValidationError When the input is not what it has to be.
 * @throws ExecutionError When something cannot be read, or the deployment cannot be synthesized.
 */
export async function readNetwork(wanted: string | undefined, options: ModelOptions): Promise<ReadNetwork> {
  const { config, backToOrigin } = options;
  backToOrigin?.forEach(parseCidr);
  if (asksForLive(options)) {
    const { model, resources } = await readLiveModel(options, wanted ?? config, backToOrigin);
    return { model, standing: resources };
  }
  if (wanted !== undefined && isJson(wanted)) {
    const json = readJson(wanted);
    const configuration = config === undefined ? undefined : await readConfigurations(config);
    return networkOf({ json, configuration, backToOriginCidrs: forAll(backToOrigin) });
  }
  if (config !== undefined) {
    throw new ExecutionError('CONFIG_WITHOUT_PLAN', '--config belongs to a plan; a deployment is read whole');
  }
  return readDeploymentNetwork(wanted, backToOrigin);
}

/** As `readNetwork`, for those who only need the model. */
export async function readModel(wanted: string | undefined, options: ModelOptions): Promise<NetworkModel> {
  return (await readNetwork(wanted, options)).model;
}

function networkOf(terraform: TerraformSource): ReadNetwork {
  return { model: readTerraformJson(terraform.json, terraform), terraform };
}

/** What ends in `.json`, or is a file that is no deployment. */
export function isJson(wanted: string): boolean {
  return wanted === STDIN || wanted.endsWith('.json') || (!/\.ya?ml$/.test(wanted) && existsSync(wanted));
}

async function readDeploymentNetwork(
  wanted: string | undefined,
  backToOrigin: readonly string[] | undefined,
): Promise<ReadNetwork> {
  const { deployment, folder } = readDeployment(wanted);
  const outdir = mkdtempSync(join(tmpdir(), 'causeway-proof-'));
  try {
    // The synth of a broken network fails: here it is the report that is wanted.
    const stack = await synthesize(projectFolder(), outdir, deployment.name, unprovenEnvironment(folder));
    const cidrs = backToOrigin ?? deployment.frontend.alb.backToOriginCidrs;
    return networkOf({
      json: readJson(join(stack.folder, 'cdk.tf.json')),
      backToOriginCidrs: forAll(cidrs),
      skip: readSkips(deployment.skip),
    });
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Back-to-origin CIDRs that are given without saying of which ALB. */
export function forAll(cidrs: readonly string[] | undefined): Readonly<Record<string, readonly string[]>> | undefined {
  return cidrs === undefined ? undefined : { '*': cidrs };
}

/** Every module of a configuration: those that `terraform init` has fetched stand in a list of its own. */
async function readConfigurations(folder: string): Promise<TerraformConfiguration> {
  if (!existsSync(folder))
    throw new ExecutionError('FOLDER_NOT_FOUND', `--config names ${folder}, which does not exist`);
  const modules = modulesOf(folder);
  const entries = modules.map(async ([key, path]) => {
    const files = await readModule(path, 'terraform');
    return [key, files.map(({ content }) => content)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

function modulesOf(folder: string): readonly (readonly [key: string, path: string])[] {
  const list = join(folder, '.terraform', 'modules', 'modules.json');
  if (!existsSync(list)) return [['', folder]];
  const { Modules = [] } = JSON.parse(readFileSync(list, 'utf8')) as {
    Modules?: readonly { Key: string; Dir: string }[];
  };
  return [
    ['', folder],
    ...Modules.filter(({ Key }) => Key !== '').map(({ Key, Dir }) => [Key, join(folder, Dir)] as const),
  ];
}
