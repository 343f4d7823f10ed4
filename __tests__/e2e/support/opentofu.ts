import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findTerraform } from '../../../cli/terraform/binary';
import { root } from './requirements';

/** What runs OpenTofu here: `tofu` on PATH, or else the one that lies packed beside the project; `undefined` without either. */
export const tofuCommand: string | undefined = onPath() ?? unpacked();

if (tofuCommand === undefined) {
  process.stderr.write('OpenTofu-backed tests are skipped: there is no tofu on PATH and no ../shared/opentofu/*.xz\n');
}

function onPath(): string | undefined {
  return findTerraform({ ...process.env, TERRAFORM_BINARY_NAME: 'tofu' })?.command;
}

function unpacked(): string | undefined {
  const packages = join(root, '..', 'shared', 'opentofu');
  const name = existsSync(packages) ? readdirSync(packages).find((file) => file.endsWith('.xz')) : undefined;
  if (name === undefined) return undefined;
  const folder = join(root, '.causeway', 'opentofu');
  const binary = join(folder, name.replace(/\.xz$/, ''));
  if (existsSync(binary)) return binary;
  const xz = spawnSync('xz', ['-dc', join(packages, name)], { maxBuffer: 2 ** 30 });
  if (xz.status !== 0) return undefined;
  mkdirSync(folder, { recursive: true });
  // Whole or not at all, also when two runs do it at once.
  const draft = `${binary}.${String(process.pid)}`;
  writeFileSync(draft, xz.stdout);
  chmodSync(draft, 0o755);
  renameSync(draft, binary);
  return binary;
}
