import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMirror, writeCliConfig } from '../../../cli/terraform/mirror';
import { isExecutionError } from '../../../lib/core';

describe('findMirror', () => {
  let folder: string;
  const makeMirror = (name: string): string => {
    mkdirSync(join(folder, name, 'registry.terraform.io', 'aliyun', 'alicloud'), { recursive: true });
    return join(folder, name);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-mirror-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('takes what the variable names before the folder beside the project', () => {
    const sibling = makeMirror(join('shared', 'terraform-mirror'));
    const named = makeMirror('named');
    const project = join(folder, 'project');
    expect(findMirror({ CAUSEWAY_PROVIDER_MIRROR: named }, project)).toBe(named);
    expect(findMirror({}, project)).toBe(sibling);
    expect(findMirror({ CAUSEWAY_PROVIDER_MIRROR: '' }, project)).toBe(sibling);
  });

  it('finds none where there is none, and leaves Terraform alone', () => {
    expect(findMirror({}, join(folder, 'project'))).toBeUndefined();
  });

  it('rejects a named folder without the provider', () => {
    const find = () => findMirror({ CAUSEWAY_PROVIDER_MIRROR: folder }, folder);
    expect(find).toThrow(/CAUSEWAY_PROVIDER_MIRROR names .* which holds no registry\.terraform\.io.*unset it/);
    try {
      find();
    } catch (error) {
      expect(isExecutionError(error) && error.code).toBe('MIRROR_WITHOUT_PROVIDER');
    }
  });

  it('writes a configuration that asks the mirror for the provider and the registry for nothing of it', () => {
    const text = readFileSync(writeCliConfig(folder, '/a "mirror"'), 'utf8');
    expect(text).toContain('path    = "/a \\"mirror\\""');
    expect(text).toMatch(/direct \{\s+exclude = \["registry\.terraform\.io\/aliyun\/\*"\]/);
    expect(readdirSync(folder).sort()).toEqual(['plugin-cache', 'terraform.rc']);
  });

  it('replaces the file as a whole: who is reading it sees the old one to its end', () => {
    const reading = openSync(writeCliConfig(folder, '/old'), 'r');
    try {
      writeCliConfig(folder, '/new');
      expect(readFileSync(reading, 'utf8')).toContain('"/old"');
    } finally {
      closeSync(reading);
    }
  });
});
