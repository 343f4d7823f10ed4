import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ExecutionError } from '../../lib/core';
import { exitCodes } from '../exit-codes';
import { findTerraform, howToGetTerraform, howToGetTheProvider, type TerraformBinary } from '../terraform/binary';
import { terraformEnvironment } from '../terraform/command-environment';
import { type Dialect, readModule } from '../terraform/configuration-files';
import { findLocalTarget } from '../terraform/local-target';
import { findMirror, writeCliConfig } from '../terraform/mirror';
import { checkReachable } from '../terraform/out-of-reach';
import { OVERRIDE_FILE, placeOverride } from '../terraform/override-file';
import { PassThrough } from '../terraform/pass-through';
import { lacksProvider, whyNoProvider } from '../terraform/provider';
import { providerBlocks } from '../terraform/provider-blocks';
import { providerOverride, rolesOf } from '../terraform/provider-override';

/** What the provider takes when nobody names a region (`DEFAULT_REGION` in `alicloud/common.go`). */
const DEFAULT_REGION = 'cn-beijing';

/** Commands of Terraform that look at no configuration and call no provider; they run as they are. */
const ELSEWHERE = ['fmt', 'help', 'login', 'logout', 'version'];

/**
 * Runs Terraform or OpenTofu with any arguments on somebody's configuration, against a local cloud.
 *
 * An override file stands in the folder for as long as Terraform runs. Terraform's state, its plugins and the local cloud's
 * own state are in `.causeway/local` of that folder: the state of the real cloud is neither read nor written.
 *
 * @param args - Terraform's own; `-chdir` counts.
 * @returns Terraform's own exit code.
 */
export async function terraform(args: readonly string[]): Promise<number> {
  const binary = findTerraform(process.env);
  if (!binary) {
    process.stderr.write(`${howToGetTerraform}\n`);
    return exitCodes.toolMissing;
  }
  const subcommand = args.find((arg) => !arg.startsWith('-'));
  const passThrough = new PassThrough();
  try {
    return subcommand === undefined || ELSEWHERE.includes(subcommand)
      ? await passThrough.run(binary.command, args, process.cwd(), process.env)
      : await runOnLocalCloud(binary, args, subcommand, passThrough);
  } finally {
    passThrough.release();
  }
}

async function runOnLocalCloud(
  binary: TerraformBinary,
  args: readonly string[],
  subcommand: string,
  passThrough: PassThrough,
): Promise<number> {
  const folder = moduleFolder(args);
  const workFolder = join(folder, '.causeway', 'local');
  const dataFolder = join(workFolder, 'terraform');
  const dialect: Dialect = binary.version.startsWith('OpenTofu') ? 'opentofu' : 'terraform';
  const files = (await readModule(folder, dialect)).filter(({ name }) => name !== OVERRIDE_FILE);
  const providers = providerBlocks(files);
  await checkReachable({ folder, dataFolder, files, subcommand, dialect });

  const target = await findLocalTarget(workFolder, process.env);
  try {
    mkdirSync(dataFolder, { recursive: true });
    keepOutOfGit(join(folder, '.causeway'));
    const region = process.env.ALICLOUD_REGION || process.env.ALIBABA_CLOUD_REGION || DEFAULT_REGION;
    const mirror = findMirror(process.env, folder);
    const environment = terraformEnvironment({
      target,
      dataFolder,
      cliConfigFile: mirror === undefined ? undefined : writeCliConfig(workFolder, mirror),
      base: process.env,
    });
    const remove = placeOverride(folder, providerOverride(providers, { ...target, region, stateFolder: workFolder }));
    try {
      say(`terraform works on ${target.description}; ${OVERRIDE_FILE} stands in ${show(folder)} while it runs`);
      if (target.hint !== undefined) say(target.hint);
      for (const provider of providers) {
        const name = [provider.localName, provider.alias].filter(Boolean).join('.');
        for (const role of rolesOf(provider))
          say(`${role} of provider ${name} is left out: one local account owns all`);
      }
      const exitCode = await passThrough.run(binary.command, args, process.cwd(), environment);
      const hasFailed = subcommand === 'init' && exitCode !== 0 && passThrough.signal === undefined;
      if (hasFailed && lacksProvider(whyNoProvider(binary.command, environment) ?? '')) say(howToGetTheProvider);
      return exitCode;
    } finally {
      remove();
    }
  } finally {
    await target.close();
  }
}

/** Where the root module is: `-chdir` stands before the command. */
function moduleFolder(args: readonly string[]): string {
  const [, to] = args.map((arg) => /^--?chdir=(.*)$/.exec(arg)).find((match) => match !== null) ?? [];
  const folder = resolve(to ?? '.');
  if (existsSync(folder)) return folder;
  throw new ExecutionError('FOLDER_NOT_FOUND', `-chdir names ${folder}, which does not exist`);
}

/** State, plugins and keys of a local cloud are nobody's to commit. */
function keepOutOfGit(folder: string): void {
  const file = join(folder, '.gitignore');
  if (!existsSync(file)) writeFileSync(file, '*\n');
}

function show(folder: string): string {
  return relative(process.cwd(), folder) || 'this folder';
}

/** To standard error: standard output is Terraform's. */
function say(line: string): void {
  process.stderr.write(`causeway: ${line}\n`);
}
