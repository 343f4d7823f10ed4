import type { Case } from './rule-case';

const OSS = { bucket: 'acme-states', region: 'cn-chengdu' };
const TABLESTORE = { endpoint: 'https://acme.cn-chengdu.ots.aliyuncs.com', table: 'locks' };

/** What breaks the rules of the state, and what only comes near. */
export const STATE_CASES: readonly Case[] = [
  {
    code: 'STATE_SETTINGS_MISSING',
    reject: (d) => (d.terraform = { backend: 'cloud' }),
    path: 'terraform.backend',
    accept: (d) => (d.terraform = { backend: 'cloud', cloud: { organization: 'acme' } }),
  },
  {
    code: 'STATE_SETTINGS_UNUSED',
    reject: (d) => (d.terraform = { oss: OSS }),
    path: 'terraform.oss',
    accept: (d) => (d.terraform = { backend: 'oss', oss: OSS }),
  },
  {
    code: 'STATE_REGION_UNKNOWN',
    reject: (d) => (d.terraform = { backend: 'oss', oss: { ...OSS, region: 'cn-chendu' } }),
    path: 'terraform.oss.region',
    accept: (d) => (d.terraform = { backend: 'oss', oss: { ...OSS, region: 'cn-shanghai' } }),
  },
  {
    code: 'STATE_UNLOCKED',
    reject: (d) => (d.terraform = { backend: 'oss', oss: OSS }),
    path: 'terraform.oss',
    accept: (d) => (d.terraform = { backend: 'oss', oss: { ...OSS, tablestore: TABLESTORE } }),
  },
  {
    code: 'STATE_WORKSPACE_AMBIGUOUS',
    reject: (d) =>
      (d.terraform = { backend: 'cloud', cloud: { organization: 'acme', workspaces: { name: 'a', tags: ['b'] } } }),
    path: 'terraform.cloud.workspaces.tags',
    accept: (d) => (d.terraform = { backend: 'cloud', cloud: { organization: 'acme', workspaces: { tags: ['b'] } } }),
  },
];
