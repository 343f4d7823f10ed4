import { z } from 'zod';
import { region } from './scalars';

const PATH = /^[A-Za-z0-9][A-Za-z0-9._:=-]*(?:\/[A-Za-z0-9][A-Za-z0-9._:=-]*)*$/;

/** A path inside a bucket. */
const objectPath = (what: string) =>
  z
    .string()
    .regex(
      PATH,
      `${what} is made of names with letters, digits and . _ : = -, with / between them and not at either end`,
    );

/** The table that keeps two runs from changing one state at the same time. */
const tablestore = z
  .strictObject({
    endpoint: z
      .string()
      .regex(
        /^https:\/\/[a-z][a-z0-9-]*[a-z0-9](?:\.[a-z0-9-]+)+$/,
        'the endpoint of a Tablestore instance looks like https://states.cn-chengdu.ots.aliyuncs.com',
      )
      .meta({
        description: 'Endpoint of the Tablestore instance; its first part is the name of the instance.',
        examples: ['https://states.cn-chengdu.ots.aliyuncs.com'],
      }),
    table: z
      .string()
      .regex(/^[A-Za-z_]\w{0,254}$/, 'the name of a Tablestore table has letters, digits and _, at most 255')
      .describe('The table. Its only primary key is LockID, of type String.'),
  })
  .describe(
    'A Tablestore table with the locks, so that two runs never change one state at once. Default: none, and nothing keeps them apart.',
  );

/** State in a bucket of OSS. */
const oss = z
  .strictObject({
    bucket: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
        'the name of a bucket has 3 to 63 lower-case letters, digits and hyphens, and no hyphen at either end',
      )
      .describe('The bucket. It is there already, best with versioning on.'),
    region: region('Region of the bucket.'),
    prefix: objectPath('a prefix')
      .optional()
      .describe('Folder of the state in the bucket. Default: causeway/ and the name of the deployment.'),
    key: objectPath('a key').default('terraform.tfstate').describe('Name of the state in that folder.'),
    encrypt: z.boolean().default(true).describe('Whether OSS encrypts the state (AES-256).'),
    acl: z
      .enum(['private'])
      .default('private')
      .describe('Who may read the state. Nothing but private: a state may hold secrets.'),
    tablestore: tablestore.optional(),
  })
  .describe('State in a bucket of OSS, with backend oss.');

/** State, and runs, in a workspace of HCP Terraform. */
const cloud = z
  .strictObject({
    organization: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{2,39}$/, 'an organization has 3 to 40 letters, digits, _ and -')
      .describe('The organization in HCP Terraform.'),
    hostname: z
      .string()
      .regex(
        /^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?$/,
        'a host name is lower-case, without https:// and path, like app.terraform.io',
      )
      .optional()
      .describe('Host of a Terraform Enterprise. Default: app.terraform.io, which is HCP Terraform.'),
    workspaces: z
      .strictObject({
        name: z
          .string()
          .regex(/^[A-Za-z0-9_-]{1,90}$/, 'the name of a workspace has letters, digits, _ and -, at most 90')
          .optional()
          .describe('The workspace; made at init where it is not there. Default: the name of the deployment.'),
        tags: z
          .array(
            z
              .string()
              .regex(
                /^[A-Za-z0-9](?:[A-Za-z0-9:_-]{0,253}[A-Za-z0-9])?$/,
                'a tag of a workspace has letters, digits, : _ and -, at most 255',
              ),
          )
          .min(1)
          .optional()
          .describe(
            'Tags in place of a name: which of the workspaces that have all of them is chosen at init or by TF_WORKSPACE.',
          ),
        project: z
          .string()
          .regex(
            /^[A-Za-z0-9][A-Za-z0-9 _-]{1,38}[A-Za-z0-9]$/,
            'a project has 3 to 40 letters, digits, spaces, _ and -',
          )
          .optional()
          .describe('Project of the workspace. Default: the default project of the organization.'),
      })
      .prefault({})
      .describe('The workspace of the deployment, by name or by tags.'),
  })
  .describe('State in a workspace of HCP Terraform or Terraform Enterprise, with backend cloud.');

/** Where Terraform keeps the state, and who it is. */
export const terraform = z
  .strictObject({
    backend: z
      .enum(['local', 'oss', 'cloud'])
      .default('local')
      .describe(
        'Where the state lives. local: a file beside the project. oss: a bucket. cloud: a workspace of HCP Terraform. On a local cloud always a file of its own.',
      ),
    oss: oss.optional(),
    cloud: cloud.optional(),
    credentials: z
      .enum(['environment', 'oidc'])
      .default('environment')
      .describe(
        'Where the provider takes its credentials from. environment: an access key, a profile or a role of the instance, by ALICLOUD_ variables. oidc: a RAM role that it takes with a token, by ALIBABA_CLOUD_ variables.',
      ),
  })
  .prefault({})
  .describe('How Terraform keeps the state, and by what it proves who it is.');
