import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { isValidationError, loadDeployment, ValidationError, type Deployment } from './lib';
import { CrossRegionAlbStack } from './stacks/cross-region-alb-stack';

/** Every deployment file becomes one stack. Warnings and notices go to stderr, which cdktf shows. */
function main(): void {
  const folder = process.env.CAUSEWAY_DEPLOYMENTS ?? 'deployments';
  const deployments = filesOf(folder).flatMap(read);
  if (process.exitCode) return;
  assertNamedApart(deployments);
  const app = new App();
  for (const deployment of deployments) {
    new CrossRegionAlbStack(app, { deployment, localEndpoint: process.env.CAUSEWAY_LOCAL_ENDPOINT });
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

/** A file with problems is told about and leaves nothing, so that the problems of all files are told at once. */
function read(file: string): readonly Deployment[] {
  return reportingProblems(() => {
    const { deployment, notices } = loadDeployment(readFileSync(file, 'utf8'), file);
    for (const { severity, line, path, message, code } of notices) {
      process.stderr.write(`${severity}: ${file}:${line ?? 1} ${path}: ${message} (${code})\n`);
    }
    return [deployment];
  });
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
