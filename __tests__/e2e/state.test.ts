import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pullState } from '../../cli/orphans/pull-state';
import { describeWithTerraform } from './support/describe-with-terraform';
import { HcpStandIn } from './support/hcp-stand-in';
import { OssStandIn } from './support/oss-stand-in';
import { marksBelow } from './support/leaks';
import { root, terraformCommand } from './support/requirements';
import { copyOf, openStateWorkspace, type StateWorkspace } from './support/state-workspace';
import { serve, type StandInServer } from './support/stand-in';
import { localhostCertificate } from './support/tls';
import { run } from './support/workspace';

const MINUTE = 60_000;
const APPLY = ['apply', '-auto-approve', '-input=false', '-no-color'];
const DESTROY = ['destroy', '-auto-approve', '-input=false', '-no-color'];
const PLAN = ['plan', '-detailed-exitcode', '-input=false', '-no-color'];
const INIT = ['init', '-input=false', '-no-color'];

/** Names of the resources in a state. */
const namesIn = (state: Buffer | undefined): readonly string[] => {
  const { resources } = JSON.parse(String(state)) as { resources: { type: string; name: string }[] };
  return resources.map(({ type, name }) => `${type}.${name}`);
};

const localStates = ({ stackFolder, folder }: StateWorkspace): readonly string[] =>
  [...readdirSync(stackFolder), ...readdirSync(folder)].filter((name) => name.includes('tfstate'));

describeWithTerraform('state in HCP Terraform, on a stand-in of its API', () => {
  const TOKEN = 'stand-in-token';
  let hcp: HcpStandIn;
  let workspace: StateWorkspace;
  let env: NodeJS.ProcessEnv;

  async function open(edit: (yaml: string) => string): Promise<StateWorkspace> {
    const opened = await openStateWorkspace('state-cloud/billing.yaml', edit);
    const trusted = join(opened.folder, 'trusted.pem');
    writeFileSync(trusted, `${readFileSync(opened.cloud.caFile, 'utf8')}\n${hcp.certificate}`);
    env = { SSL_CERT_FILE: trusted, [`TF_TOKEN_${hcp.hostname}`]: TOKEN };
    return opened;
  }

  beforeEach(async () => {
    hcp = await HcpStandIn.start('acme', TOKEN);
  });
  afterEach(async () => {
    await workspace.close();
    await hcp.close();
  });

  test(
    'init makes the workspace, and a deployment lives with its state there and nowhere else',
    async () => {
      const host = `hostname: ${hcp.hostname}\n    workspaces: {}`;
      workspace = await open((yaml) => yaml.replace(/workspaces: .*/, host));
      const terraform = (args: readonly string[]) => workspace.terraform(args, env);

      expect(await terraform(INIT)).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('has been successfully initialized'),
      });
      expect(hcp.workspaces).toMatchObject([{ name: 'billing', isLocked: false, states: [] }]);
      expect(await terraform(APPLY)).toMatchObject({ exitCode: 0, output: expect.stringContaining('2 added') });
      const [made] = hcp.workspaces;
      expect(namesIn(made!.states.at(-1)?.state)).toHaveLength(2);
      expect(made!.isLocked).toBe(false);
      expect(hcp.calls).toEqual(
        expect.arrayContaining(['POST workspaces/ws-1/actions/lock 200', 'PUT states/ws-1-0 200']),
      );
      expect(localStates(workspace)).toEqual([]);
      expect((await terraform([...PLAN, '-out=plan.bin'])).exitCode).toBe(0);

      // Somebody else is at it: nothing is planned, nothing is changed.
      made!.isLocked = true;
      const before = made!.states.length;
      const locked = await terraform(APPLY);
      expect(locked).toMatchObject({
        exitCode: 1,
        output: expect.stringMatching(/Error acquiring the state lock[\s\S]*acme\/billing/),
      });
      const pulled = pullState(terraformCommand, workspace.stackFolder, { ...workspace.environment, ...env });
      await expect(pulled).rejects.toThrow(/terraform force-unlock acme\/billing$/);
      expect([made!.isLocked, made!.states.length]).toEqual([true, before]);
      made!.isLocked = false;

      // Another machine with the same repository finds what is there.
      const elsewhere = copyOf(workspace, 'elsewhere');
      const there = { cwd: elsewhere, env: { ...workspace.environment, ...env } };
      expect((await run(terraformCommand, INIT, there)).exitCode).toBe(0);
      expect(await run(terraformCommand, PLAN, there)).toMatchObject({ exitCode: 0 });

      expect(await terraform(DESTROY)).toMatchObject({ exitCode: 0, output: expect.stringContaining('2 destroyed') });
      expect(namesIn(made!.states.at(-1)?.state)).toEqual([]);
      expect(workspace.cloud.inventory()).toEqual([]);
      expect(marksBelow(workspace.folder, { token: TOKEN })).toEqual([]);
    },
    3 * MINUTE,
  );

  test(
    'tags choose among the workspaces that have them all, and a wrong token is refused before anything is made',
    async () => {
      const host = `hostname: ${hcp.hostname}\n    workspaces: { tags: [network, prod] }`;
      workspace = await open((yaml) => yaml.replace(/workspaces: .*/, host));
      const made = { version: 'latest', isLocked: false, states: [] };
      hcp.workspaces.push(
        { ...made, id: 'ws-1', name: 'billing-prod', tags: ['network', 'prod', 'eu'] },
        { ...made, id: 'ws-2', name: 'billing-test', tags: ['network', 'test'] },
      );
      const refused = await workspace.terraform(INIT, { ...env, [`TF_TOKEN_${hcp.hostname}`]: 'wrong' });
      expect(refused).toMatchObject({ exitCode: 1, output: expect.stringContaining('unauthorized') });

      const chosen = { ...env, TF_WORKSPACE: 'billing-prod' };
      expect(await workspace.terraform(INIT, chosen)).toMatchObject({ exitCode: 0 });
      const list = await workspace.terraform(['workspace', 'list'], chosen);
      expect(list.output.match(/billing-\w+/g)).toEqual(['billing-prod']);
      expect(workspace.cloud.inventory()).toEqual([]);
    },
    MINUTE,
  );
});

describeWithTerraform('state in OSS, on a stand-in of its API', () => {
  const KEY = 'network/orders/terraform.tfstate';
  let oss: OssStandIn;
  let workspace: StateWorkspace;
  afterEach(async () => {
    await workspace.close();
    await oss.close();
  });

  test(
    'a deployment lives with its state in the bucket, encrypted, private and nowhere else',
    async () => {
      workspace = await openStateWorkspace('state-oss/orders.yaml', (yaml) =>
        yaml.replace(/ +tablestore:\n.*\n.*\n/, ''),
      );
      oss = await OssStandIn.start('acme-terraform-states', workspace.cloud.credentials);
      const env = { ALICLOUD_OSS_ENDPOINT: oss.endpoint };
      const terraform = (args: readonly string[]) => workspace.terraform(args, env);

      expect(await terraform(INIT)).toMatchObject({
        exitCode: 0,
        output: expect.stringContaining('has been successfully initialized'),
      });
      expect(await terraform(APPLY)).toMatchObject({ exitCode: 0, output: expect.stringContaining('2 added') });
      expect([...oss.objects.keys()]).toEqual([KEY]);
      const { body, headers } = oss.objects.get(KEY)!;
      expect(namesIn(body)).toHaveLength(2);
      expect(headers).toMatchObject({ 'x-oss-server-side-encryption': 'AES256', 'x-oss-acl': 'private' });
      expect(localStates(workspace)).toEqual([]);
      expect((await terraform([...PLAN, '-out=plan.bin'])).exitCode).toBe(0);

      const wrong = await workspace.terraform(PLAN, { ...env, ALICLOUD_SECRET_KEY: 'wrong' });
      expect(wrong).toMatchObject({ exitCode: 1, output: expect.stringContaining('SignatureDoesNotMatch') });

      expect(await terraform(DESTROY)).toMatchObject({ exitCode: 0, output: expect.stringContaining('2 destroyed') });
      expect(namesIn(oss.objects.get(KEY)?.body)).toEqual([]);
      expect(workspace.cloud.inventory()).toEqual([]);
      const { accessKeyId, accessKeySecret } = workspace.cloud.credentials;
      expect(marksBelow(workspace.folder, { accessKeyId, accessKeySecret })).toEqual([]);
    },
    3 * MINUTE,
  );
});

describeWithTerraform('the JSON that causeway synth writes', () => {
  test(
    'is all that a workspace without Node needs: init and validate in a folder with nothing else',
    async () => {
      for (const [example, name] of [
        ['state-cloud', 'billing'],
        ['state-oss', 'orders'],
      ] as const) {
        const opened = await openStateWorkspace(`${example}/${name}.yaml`);
        const alone = join(opened.folder, 'alone');
        mkdirSync(alone);
        const written = readFileSync(join(opened.folder, 'real', 'stacks', name, 'cdk.tf.json'));
        writeFileSync(join(alone, 'cdk.tf.json'), written);
        const options = { cwd: alone, env: { ...opened.environment, TF_DATA_DIR: undefined } };
        expect(await run(terraformCommand, ['init', '-backend=false', '-no-color'], options)).toMatchObject({
          exitCode: 0,
        });
        expect(await run(terraformCommand, ['validate', '-no-color'], options)).toMatchObject({
          exitCode: 0,
          output: expect.stringContaining('The configuration is valid'),
        });
        expect(written.includes(root)).toBe(false);
        expect(existsSync(join(alone, '.terraform', 'terraform.tfstate'))).toBe(false);
        await opened.close();
      }
    },
    2 * MINUTE,
  );
});

describeWithTerraform('credentials: oidc', () => {
  const ROLE = 'acs:ram::1234567890123456:role/causeway';
  const PROVIDER = 'acs:ram::1234567890123456:oidc-provider/hcp';
  const TOKEN = 'a-token-of-the-run';
  let sts: StandInServer;
  let workspace: StateWorkspace;
  afterEach(async () => {
    await workspace.close();
    await sts.close();
  });

  test(
    'lets every region take the role of the environment with its token, and no access key is anywhere',
    async () => {
      // GIVEN an STS that knows the role, and a deployment on a local cloud that has the key which the role gets
      const asked: Readonly<Record<string, string>>[] = [];
      const tls = await localhostCertificate();
      workspace = await openStateWorkspace('state-cloud/billing.yaml', (yaml) =>
        yaml.replace(/backend: cloud\n {2}cloud:[\s\S]*?(?= {2}credentials)/, 'backend: local\n'),
      );
      const { accessKeyId, accessKeySecret } = workspace.cloud.credentials;
      sts = await serve(({ url, body }) => {
        const call = {
          ...Object.fromEntries(url.searchParams),
          ...Object.fromEntries(new URLSearchParams(body.toString())),
        };
        asked.push(call);
        const Credentials = {
          AccessKeyId: accessKeyId,
          AccessKeySecret: accessKeySecret,
          SecurityToken: 'of-the-role',
          Expiration: '2099-01-01T00:00:00Z',
        };
        return {
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ RequestId: '1', Credentials }),
        };
      }, tls);
      const file = join(workspace.stackFolder, 'cdk.tf.json');
      const json = JSON.parse(readFileSync(file, 'utf8')) as { provider: { alicloud: { endpoints: object[] }[] } };
      const alicloud = json.provider.alicloud.map(({ endpoints: [endpoints], ...block }) => ({
        ...block,
        endpoints: [{ ...endpoints, sts: `localhost:${String(sts.port)}` }],
        assume_role_with_oidc: {},
      }));
      writeFileSync(file, JSON.stringify({ ...json, provider: { alicloud } }));
      const trusted = join(workspace.folder, 'trusted.pem');
      writeFileSync(trusted, `${readFileSync(workspace.cloud.caFile, 'utf8')}\n${tls.cert}`);
      const env = {
        ALICLOUD_ACCESS_KEY: '',
        ALICLOUD_SECRET_KEY: '',
        ALIBABA_CLOUD_ROLE_ARN: ROLE,
        ALIBABA_CLOUD_OIDC_PROVIDER_ARN: PROVIDER,
        SSL_CERT_FILE: trusted,
      };

      // WHEN / THEN
      expect(await workspace.terraform(INIT)).toMatchObject({ exitCode: 0 });
      const without = await workspace.terraform(PLAN, env);
      expect(without).toMatchObject({
        exitCode: 1,
        output: expect.stringContaining('oidc_token_file` must be specified'),
      });
      const plan = await workspace.terraform(PLAN, { ...env, ALIBABA_CLOUD_OIDC_TOKEN: TOKEN });
      expect(plan).toMatchObject({ exitCode: 2, output: expect.stringContaining('2 to add') });
      expect(asked.length).toBeGreaterThanOrEqual(2);
      for (const call of asked) {
        expect(call).toMatchObject({
          Action: 'AssumeRoleWithOIDC',
          RoleArn: ROLE,
          OIDCProviderArn: PROVIDER,
          OIDCToken: TOKEN,
          RoleSessionName: 'terraform',
        });
        expect(call).not.toHaveProperty('AccessKeyId');
      }
      expect(marksBelow(workspace.folder, { token: TOKEN, accessKeySecret })).toEqual([]);
    },
    2 * MINUTE,
  );
});
