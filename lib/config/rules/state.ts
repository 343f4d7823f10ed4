import { closest, openRegionIds } from '../../core';
import { REGIONS } from '../../core/region-table';
import type { Rule } from './rule';
import { OF_THE_FILE, documented } from './sources';

/** The backends that have settings of their own. */
const WITH_SETTINGS = ['oss', 'cloud'] as const;

/** Where the state is kept. */
export const stateRules: readonly Rule[] = [
  {
    code: 'STATE_SETTINGS_MISSING',
    severity: 'error',
    summary: 'a backend other than local says where the state is',
    source: OF_THE_FILE,
    needsWhole: true,
    *check({ terraform }) {
      const backend = WITH_SETTINGS.find((name) => name === terraform.backend);
      if (backend === undefined || terraform[backend] !== undefined) return;
      const least = backend === 'oss' ? 'bucket and region' : 'organization';
      yield {
        path: ['terraform', 'backend'],
        message: `backend ${backend} needs terraform.${backend} with at least ${least}; add it, or use local`,
      };
    },
  },
  {
    code: 'STATE_SETTINGS_UNUSED',
    severity: 'error',
    summary: 'only the backend that is chosen has settings',
    source: OF_THE_FILE,
    *check({ terraform }) {
      for (const name of WITH_SETTINGS) {
        if (terraform[name] === undefined || terraform.backend === name) continue;
        yield {
          path: ['terraform', name],
          message: `the state is not kept there while backend is ${terraform.backend}; use backend: ${name}, or remove ${name}`,
        };
      }
    },
  },
  {
    code: 'STATE_REGION_UNKNOWN',
    severity: 'error',
    summary: 'the bucket of the state is in a region that is known',
    source: documented('WCEN', 'REGA'),
    *check({ terraform }) {
      const region = terraform.oss?.region;
      if (region === undefined || REGIONS.has(region)) return;
      const suggestion = closest(region, openRegionIds());
      const hint =
        suggestion === undefined ? 'use the id of the region, such as cn-chengdu' : `did you mean ${suggestion}?`;
      const message = `there is no region ${JSON.stringify(region)}; ${hint}`;
      yield { path: ['terraform', 'oss', 'region'], message, suggestion };
    },
  },
  {
    code: 'STATE_UNLOCKED',
    severity: 'warning',
    summary: 'state in a bucket is locked while it is changed',
    source: documented('TF_OSS'),
    *check({ terraform }) {
      if (terraform.backend !== 'oss' || terraform.oss === undefined || terraform.oss.tablestore !== undefined) return;
      yield {
        path: ['terraform', 'oss'],
        message:
          'without tablestore two runs can change this state at once, and one of them loses what it did; add tablestore with endpoint and table',
      };
    },
  },
  {
    code: 'STATE_WORKSPACE_AMBIGUOUS',
    severity: 'error',
    summary: 'a workspace of HCP Terraform is chosen by name or by tags',
    source: documented('TF_CLOUD'),
    *check({ terraform }) {
      const { name, tags } = terraform.cloud?.workspaces ?? {};
      if (name === undefined || tags === undefined) return;
      yield {
        path: ['terraform', 'cloud', 'workspaces', 'tags'],
        message: `a workspace is chosen by name or by tags, got both (name ${name}); remove one of them`,
      };
    },
  },
];
