import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './requirements';
import { type CommandResult, run } from './workspace';

/** The packages as files, as a release would publish them. */
export interface Packed {
  readonly causeway: string;
  readonly localCloud: string;
}

/** Builds both packages and packs them into a folder. */
export async function pack(folder: string): Promise<Packed> {
  mkdirSync(folder, { recursive: true });
  const npmPack = (cwd: string, ...more: readonly string[]) =>
    must('npm', ['pack', '--json', '--pack-destination', folder, ...more], cwd);
  await npmPack(root);
  // Building Causeway has built the local cloud.
  await npmPack(join(root, 'packages', 'local-cloud'), '--ignore-scripts');
  const packed = readdirSync(folder);
  const named = (pattern: RegExp): string => join(folder, packed.find((name) => pattern.test(name)) ?? 'missing');
  return { causeway: named(/^causeway-\d/), localCloud: named(/^causeway-local-cloud-\d/) };
}

/** A project of somebody else's that was empty before packages were installed into it. */
export class EmptyProject {
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true });
    this.write('package.json', JSON.stringify({ name: 'somebody-elses', version: '1.0.0', private: true }));
  }

  install(...packages: readonly string[]): Promise<CommandResult> {
    return must('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...packages], this.folder);
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  /** Compiles programs under one way of finding packages; `--skipLibCheck` spares the check of the declarations themselves. */
  compile(
    files: readonly string[],
    moduleResolution: 'node10' | 'node16',
    ...more: readonly '--skipLibCheck'[]
  ): Promise<CommandResult> {
    const module = moduleResolution === 'node10' ? 'commonjs' : moduleResolution;
    const options = ['--strict', '--esModuleInterop', '--target', 'es2022', '--types', 'node', '--module', module];
    const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    return this.run(process.execPath, [tsc, ...options, '--moduleResolution', moduleResolution, ...more, ...files]);
  }

  run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CommandResult> {
    return run(command, args, { cwd: this.folder, env: { ...process.env, ...env } });
  }
}

async function must(command: string, args: readonly string[], cwd: string): Promise<CommandResult> {
  const result = await run(command, args, { cwd });
  if (result.exitCode !== 0) throw new Error(`${command} ${args.join(' ')}: ${result.output}`);
  return result;
}
