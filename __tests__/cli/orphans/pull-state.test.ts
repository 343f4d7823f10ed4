import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pullState } from '../../../cli/orphans/pull-state';
import { type StandInLines, terraformStandIn } from '../../support/terraform-stand-in';

/** As Terraform 1.11 says it. */
const LOCKED = `
Error: Error acquiring the state lock

Error message: resource temporarily unavailable
Lock Info:
  ID:        bad686c4-acaf-41c6-e26a-012459e8dc40
  Path:      ../../../terraform.shop.tfstate
  Operation: OperationTypeApply
  Who:       root@vm
  Version:   1.11.4
  Created:   2026-11-25 15:01:32.341372398 +0000 UTC
  Info:
`;

describe('pullState, with a stand-in for Terraform', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-pull-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const pull = (lines: StandInLines) => pullState(terraformStandIn(folder, lines), folder, process.env);
  const calls = (): string => readFileSync(join(folder, 'calls'), 'utf8');
  const said = (text: string): string => {
    writeFileSync(join(folder, 'said'), text);
    return 'cat said >&2; exit 1';
  };

  it('takes the lock between two looks, so that it reads what its last holder wrote', async () => {
    const provider = 'provider["registry.terraform.io/aliyun/alicloud"].cn-chengdu';
    const instances = [{ attributes: { id: 'vpc-1' } }];
    const vpc = { mode: 'managed', type: 'alicloud_vpc', name: 'a', provider, instances };
    const state = JSON.stringify({ version: 4, resources: [vpc] });
    expect(await pull({ pull: `echo '${state}'` })).toMatchObject([{ address: 'alicloud_vpc.a', id: 'vpc-1' }]);
    expect(calls().trim().split('\n')).toEqual([
      'state pull',
      expect.stringContaining('state rm -dry-run'),
      'state pull',
    ]);
  });

  it('sets the backend up where nobody has', async () => {
    await pull({ pull: '[ -e ready ] || exit 1', init: 'touch ready' });
    expect(calls()).toMatch(/^state pull\ninit -input=false -no-color\nstate rm .*\nstate pull\n$/);
  });

  it('takes it for no lock that there is nothing to forget', async () => {
    expect(await pull({ rm: said('No state file was found!') })).toEqual([]);
  });

  it('rejects a state that a killed Terraform wrote half of, with what to do', async () => {
    const half = 'Unsupported state file format: The state file could not be parsed as JSON: syntax error';
    await expect(pull({ pull: said(half), init: said(half) })).rejects.toMatchObject({
      code: 'STATE_UNREADABLE',
      message: expect.stringMatching(/could not be parsed as JSON[^]*\.backup[^]*run this again/),
    });
  });

  it('rejects a state that somebody has locked, with who that is and how to unlock it', async () => {
    await expect(pull({ rm: said(LOCKED) })).rejects.toMatchObject({
      code: 'STATE_LOCKED',
      message: expect.stringMatching(
        /OperationTypeApply, root@vm, 2026-11-25[\s\S]*\n {2}terraform force-unlock bad686c4-acaf-41c6-e26a-012459e8dc40$/,
      ),
    });
  });

  it('names the lock of a workspace, and not the one that it asked for itself', async () => {
    const text = LOCKED.replace(
      'resource temporarily unavailable',
      'workspace already locked (lock\nID: "acme/billing")',
    );
    await expect(pull({ rm: said(text) })).rejects.toThrow(
      /^the state is locked: [\s\S]*\n {2}terraform force-unlock acme\/billing$/,
    );
  });

  it('rejects a lock that cannot be had although nobody holds it, in the words of Terraform', async () => {
    const text = 'Error: Error acquiring the state lock\n\nError message: OTSNoPermissionAccess';
    await expect(pull({ rm: said(text) })).rejects.toMatchObject({
      code: 'STATE_UNREADABLE',
      message: expect.stringMatching(/^terraform state rm failed[\s\S]*OTSNoPermissionAccess$/),
    });
  });

  it('rejects what cannot be read, in the words of Terraform', async () => {
    await expect(pull({ pull: 'exit 1', init: said('Error: no such bucket') })).rejects.toMatchObject({
      code: 'STATE_UNREADABLE',
      message: 'terraform init failed (exit 1):\nError: no such bucket',
    });
  });
});
