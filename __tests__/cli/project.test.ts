import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDeployment } from '../../cli/project';

const seed = join(__dirname, '../../deployments/chengdu-hangzhou.yaml');

describe('readDeployment', () => {
  let folder: string;
  const place = (name: string): void => cpSync(seed, join(folder, name));
  const renameIn = (name: string, to: string): void => {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^name: .*/m, `name: ${to}`));
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-project-'));
    mkdirSync(join(folder, 'deployments'));
    jest.spyOn(process, 'cwd').mockReturnValue(folder);
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true, force: true });
  });

  it('takes the only deployment where none is named', () => {
    place('deployments/one.yml');
    expect(readDeployment(undefined).file).toBe('deployments/one.yml');
  });

  it.each(['two', 'two.yaml', 'deployments/two.yaml'])('finds %s', (wanted) => {
    place('deployments/one.yaml');
    place('deployments/two.yaml');
    expect(readDeployment(wanted).file).toBe('deployments/two.yaml');
  });

  it('finds a deployment by the name in its file, as cdktf does, before a file that is called so', () => {
    place('deployments/chengdu-hangzhou.yaml');
    place('deployments/one.yaml');
    renameIn('deployments/chengdu-hangzhou.yaml', 'other');
    expect(readDeployment('chengdu-hangzhou').file).toBe('deployments/one.yaml');
    expect(readDeployment('other').file).toBe('deployments/chengdu-hangzhou.yaml');
  });

  it('finds a file anywhere', () => {
    place('elsewhere.yaml');
    expect(readDeployment(join(folder, 'elsewhere.yaml')).file).toBe('elsewhere.yaml');
  });

  it('rejects to choose between several', () => {
    place('deployments/one.yaml');
    place('deployments/two.yaml');
    expect(() => readDeployment(undefined)).toThrow('there are 2 deployments (one.yaml, two.yaml); name one of them');
  });

  it('rejects a name that nothing has, and tells those that are there', () => {
    place('deployments/one.yaml');
    expect(() => readDeployment('three')).toThrow(/there is no deployment "three"; known in .*: one\.yaml/);
  });

  it('rejects a folder that is no project', () => {
    rmSync(join(folder, 'deployments'), { recursive: true });
    expect(() => readDeployment(undefined)).toThrow('run this in a Causeway project, or name a file');
  });
});
