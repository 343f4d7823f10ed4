import { readFileSync } from 'node:fs';
import { ExecutionError, ValidationError } from '../../lib/core';

/** What stands for standard input. */
export const STDIN = '-';

/**
 * Reads a file of Terraform's as JSON.
 *
 * @param file - A path, or `-` for standard input.
 * @throws ExecutionError When it cannot be read.
 * @throws ValidationError When it is no JSON, with what makes it that.
 */
export function readJson(file: string): unknown {
  const bytes = read(file);
  const name = file === STDIN ? 'standard input' : file;
  // Terraform saves plans as zip archives.
  if (bytes.subarray(0, 2).toString('latin1') === 'PK') {
    const plan = file === STDIN ? 'PLAN' : file;
    const hint = `it is a plan as Terraform saves it; make JSON of it: terraform show -json ${plan} > plan.json`;
    throw new ValidationError('PLAN_NOT_JSON', `${name} is not JSON: ${hint}`);
  }
  const text = bytes.toString('utf8').replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    const hint = text.startsWith('{"@level"')
      ? 'terraform plan -json prints its log; plan with -out=plan.bin, and give it what terraform show -json plan.bin prints'
      : 'give it what terraform show -json prints, or a cdk.tf.json';
    throw new ValidationError('NOT_JSON', `${name} is not JSON (${reasonOf(error)}); ${hint}`, { cause: error });
  }
}

function read(file: string): Buffer {
  try {
    return readFileSync(file === STDIN ? 0 : file);
  } catch (error) {
    throw new ExecutionError('FILE_UNREADABLE', `${file} cannot be read: ${reasonOf(error)}`, { cause: error });
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const isFolder = 'code' in error && error.code === 'EISDIR';
  return isFolder ? 'it is a folder; give a plan of it: terraform show -json plan.bin > plan.json' : error.message;
}
