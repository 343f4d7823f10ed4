import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Annotations, App } from 'cdktf';
import {
  isValidationError,
  loadDeployment,
  proveOnSynth,
  readSkips,
  sharedState,
  ValidationError,
  type Deployment,
  type LoadedDeployment,
} from './lib';
import { CrossRegionAlbStack } from './stacks';

/** Every deployment file becomes one stack; warnings and notices become annotations, which cdktf shows by stack. */
function main(): void {
  const folder = process.env.CAUSEWAY_DEPLOYMENTS ?? 'deployments';
  const loaded = filesOf(folder).flatMap(read);
  if (process.exitCode) return;
  const deployments = loaded.map(({ deployment }) => deployment);
  assertNamedApart(deployments);
  assertStatesApart(deployments);
  const app = new App();
  for (const { deployment, notices, skipped } of loaded) {
    const localEndpoint = process.env.CAUSEWAY_LOCAL_ENDPOINT;
    const stack = new CrossRegionAlbStack(app, { deployment, localEndpoint });
    const alreadyTold = [...notices, ...skipped].map(({ code }) => code);
    if (process.env.CAUSEWAY_PROOF !== 'off') proveOnSynth(stack, { skip: readSkips(deployment.skip), alreadyTold });
    const annotations = Annotations.of(stack);
    for (const { severity, path, message, code } of notices) {
      const text = `${path}: ${message} (${code})`;
      if (severity === 'warning') annotations.addWarning(text);
      else annotations.addInfo(text);
    }
  }
  app.synth();
}

function filesOf(folder: string): readonly string[] {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)) : [];
  if (names.length > 0) return names.sort().map((name) => join(folder, name));
  throw new ValidationError('DEPLOYMENTS_MISSING', `there is no deployment file (*.yaml) in ${folder}; put one there`);
}

/** The name is that of the stack and of its state. */
function assertNamedApart(deployments: readonly Deployment[]): void {
  const names = deployments.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated === undefined) return;
  throw new ValidationError('DEPLOYMENT_NAME_REPEATED', `two deployment files have the name ${repeated}; rename one`);
}

/** Each of two that shared a state would destroy what belongs to the other. */
function assertStatesApart(deployments: readonly Deployment[]): void {
  const shared = sharedState(deployments);
  if (shared === undefined) return;
  const [one, other] = shared.deployments;
  throw new ValidationError(
    'DEPLOYMENT_STATE_SHARED',
    `the deployments ${one} and ${other} would share one state, ${shared.where}; change terraform in one of them (DEPLOYMENT_STATE_SHARED)`,
  );
}

/** A file with problems is told about and leaves nothing, so that the problems of all files are told at once. */
function read(file: string): readonly LoadedDeployment[] {
  return reportingProblems(() => [loadDeployment(readFileSync(file, 'utf8'), file)]);
}

function reportingProblems<T>(action: () => readonly T[]): readonly T[] {
  try {
    return action();
  } catch (error) {
    if (!isValidationError(error)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
    return [];
  }
}

reportingProblems(() => {
  main();
  return [];
});
