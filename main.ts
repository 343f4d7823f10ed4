import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { isValidationError, loadDeployment, type Deployment } from './lib';
import { CrossRegionAlbStack } from './stacks/cross-region-alb-stack';

/** Every deployment file becomes one stack. Warnings and notices go to stderr, which cdktf shows. */
function main(): void {
  const folder = process.env.CAUSEWAY_DEPLOYMENTS ?? join(__dirname, 'deployments');
  const localEndpoint = process.env.CAUSEWAY_LOCAL_ENDPOINT;
  const app = new App();
  for (const file of readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()) {
    new CrossRegionAlbStack(app, { deployment: read(join(folder, file)), localEndpoint });
  }
  app.synth();
}

function read(file: string): Deployment {
  const { deployment, notices } = loadDeployment(readFileSync(file, 'utf8'), file);
  for (const { severity, line, path, message, code } of notices) {
    process.stderr.write(`${severity}: ${file}:${line ?? 1} ${path}: ${message} (${code})\n`);
  }
  return deployment;
}

try {
  main();
} catch (error) {
  if (!isValidationError(error)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
