import { contains, equals, overlaps, parseCidr } from '../../core';
import {
  CLOUD_SERVICES_CIDR,
  OBSERVED_BACK_TO_ORIGIN_CIDRS,
  OSS_RANGES,
  SYSTEM_SERVICES,
} from '../../core/cloud-services';
import type { Deployment } from '../deployment';
import type { Path } from '../path';
import { repeats } from './facts';
import type { Rule } from './rule';

const SERVICES = parseCidr(CLOUD_SERVICES_CIDR);
/** The 16 that were ever seen in public are /25 or /26. */
const SHORTEST_LIKELY_PREFIX = 22;

const PATH: Path = ['frontend', 'alb', 'backToOriginCidrs'];

function given({ frontend }: Deployment): readonly { readonly text: string; readonly path: Path }[] {
  return (frontend.alb.backToOriginCidrs ?? []).map((text, index) => ({ text, path: [...PATH, index] }));
}

/** The list of back-to-origin CIDRs, which people copy by hand. */
export const backToOriginRules: readonly Rule[] = [
  {
    code: 'SOURCE_MODE_BACK_TO_ORIGIN_ON_NEW_ALB',
    severity: 'warning',
    *check({ frontend }) {
      if (frontend.alb.backToOriginCidrs === undefined) return;
      const message =
        'an ALB made since 2025-02-25 is upgraded and sends from its own vSwitches, so these CIDRs do nothing unless your account is exempt; remove backToOriginCidrs when the ALB console shows no Back-to-origin Route';
      yield { path: PATH, message };
    },
  },
  {
    code: 'ROUTE_EQUALS_SERVICE_ROUTE',
    severity: 'error',
    *check(deployment) {
      for (const { text, path } of given(deployment)) {
        if (!equals(parseCidr(text), SERVICES)) continue;
        yield {
          path,
          message: `${text} is a system route of every VPC and cannot be added; give the narrower CIDRs that the ALB console shows`,
        };
      }
    },
  },
  {
    code: 'BACK_TO_ORIGIN_CIDR_OUTSIDE_RANGE',
    severity: 'error',
    *check(deployment) {
      for (const { text, path } of given(deployment)) {
        if (contains(SERVICES, parseCidr(text))) continue;
        yield {
          path,
          message: `back-to-origin CIDRs lie inside ${SERVICES.text}, got ${text}; copy them from the ALB console`,
        };
      }
    },
  },
  {
    code: 'BACK_TO_ORIGIN_CIDR_TOO_WIDE',
    severity: 'warning',
    *check(deployment) {
      for (const { text, path } of given(deployment)) {
        const block = parseCidr(text);
        if (block.prefixLength >= SHORTEST_LIKELY_PREFIX || block.prefixLength <= SERVICES.prefixLength) continue;
        yield {
          path,
          message: `back-to-origin CIDRs are /25 or /26 as a rule, got ${text}; a wide one takes other cloud services away from the servers`,
        };
      }
    },
  },
  {
    code: 'BACK_TO_ORIGIN_CIDR_HIJACKS_SERVICE',
    severity: 'error',
    *check(deployment) {
      const services = servicesOfBackends(deployment);
      for (const { text, path } of given(deployment)) {
        const block = parseCidr(text);
        if (equals(block, SERVICES)) continue;
        const hit = services.find(({ cidr }) => overlaps(block, parseCidr(cidr)));
        if (hit === undefined) continue;
        yield {
          path,
          message: `${text} captures ${hit.name} (${hit.cidr.replace('/32', '')}), so that the servers could not reach it; give the narrower CIDRs that the ALB console shows`,
        };
      }
    },
  },
  {
    code: 'BACK_TO_ORIGIN_FROM_ANOTHER_REGION',
    severity: 'warning',
    *check(deployment) {
      for (const { text, path } of given(deployment)) {
        const region = Object.keys(OBSERVED_BACK_TO_ORIGIN_CIDRS).find((id) =>
          OBSERVED_BACK_TO_ORIGIN_CIDRS[id]?.includes(text),
        );
        if (region === undefined || region === deployment.frontend.region) continue;
        yield {
          path,
          message: `${text} was seen on ALBs of ${region}, and the ALB is in ${deployment.frontend.region}; copy the list of this very ALB`,
        };
      }
    },
  },
  {
    code: 'TR_ROUTE_DUPLICATE',
    severity: 'error',
    *check(deployment) {
      for (const [first, { text, path }] of repeats(given(deployment), (entry) => entry.text)) {
        const message = `each back-to-origin CIDR is listed once, got ${text} at [${String(first.path.at(-1))}] and [${String(path.at(-1))}]; remove one`;
        yield { path, message };
      }
    },
  },
];

function servicesOfBackends({ backends }: Deployment): readonly { readonly name: string; readonly cidr: string }[] {
  const oss = Object.values(backends).flatMap(({ region }) =>
    (OSS_RANGES[region] ?? []).map((cidr) => ({ name: `OSS in ${region}`, cidr })),
  );
  return [...SYSTEM_SERVICES, ...oss];
}
