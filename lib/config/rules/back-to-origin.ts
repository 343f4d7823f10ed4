import { contains, equals, overlaps, parseCidr } from '../../core';
import {
  CLOUD_SERVICES_CIDR,
  OBSERVED_BACK_TO_ORIGIN_CIDRS,
  OSS_RANGES,
  SYSTEM_SERVICES,
} from '../../core/cloud-services';
import type { Deployment } from '../deployment';
import { entryOf, type Path } from '../path';
import { overlapping, repeats } from './facts';
import type { Finding, Rule } from './rule';
import { documented, inferred, observed } from './sources';

const SERVICES = parseCidr(CLOUD_SERVICES_CIDR);
/** The 16 that were ever seen in public are /25 or /26. */
export const SHORTEST_LIKELY_PREFIX = 22;

const PATH: Path = ['frontend', 'alb', 'backToOriginCidrs'];

function given({ frontend }: Deployment): readonly { readonly text: string; readonly path: Path }[] {
  return (frontend.alb.backToOriginCidrs ?? []).map((text, index) => ({ text, path: [...PATH, index] }));
}

/** The list of back-to-origin CIDRs, which people copy by hand. */
export const backToOriginRules: readonly Rule[] = [
  {
    code: 'SOURCE_MODE_BACK_TO_ORIGIN_ON_NEW_ALB',
    severity: 'warning',
    summary:
      'back-to-origin CIDRs are for an ALB made before 2025-02-25 (which is there already), or by an exempt account',
    source: documented('ALB_SDK', 'A25'),
    *check({ frontend }) {
      // Of one that is there already a Terraform check tells at plan time.
      if (frontend.alb.backToOriginCidrs === undefined || frontend.alb.existing !== undefined) return;
      const message =
        'an ALB made since 2025-02-25 is upgraded and sends from its own vSwitches, so these CIDRs do nothing unless your account is exempt; remove backToOriginCidrs when the ALB console shows no Back-to-origin Route';
      yield { path: PATH, message };
    },
  },
  {
    code: 'ROUTE_EQUALS_SERVICE_ROUTE',
    severity: 'error',
    summary: 'no route is 100.64.0.0/10 itself',
    source: documented('VPC_SDK'),
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
    summary: 'a back-to-origin CIDR lies in 100.64.0.0/10',
    source: documented('A24', 'HCT'),
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
    summary: 'a back-to-origin CIDR is /22 or smaller; all that were seen are /25 or /26',
    source: observed('ROS', 'LZ', 'RE'),
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
    summary: 'a back-to-origin CIDR takes no DNS and no metadata from the servers, which no server can do without',
    source: inferred('VPC_SDK', 'PVTZ'),
    check: (deployment) => captured(deployment, SYSTEM_SERVICES),
  },
  {
    code: 'BACK_TO_ORIGIN_CIDR_HIJACKS_OSS',
    severity: 'warning',
    summary: 'a back-to-origin CIDR takes no OSS from the servers, as far as an old list of its addresses tells',
    source: inferred('VPC_SDK', 'OSSV'),
    check: (deployment) => captured(deployment, ossOfBackends(deployment)),
  },
  {
    code: 'BACK_TO_ORIGIN_FROM_ANOTHER_REGION',
    severity: 'warning',
    summary: 'a back-to-origin CIDR is none that was seen in another region',
    source: observed('ROS', 'LZ'),
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
    code: 'BACK_TO_ORIGIN_CIDR_OVERLAP',
    severity: 'warning',
    summary: 'no back-to-origin CIDR lies in another one',
    source: inferred('A24'),
    *check(deployment) {
      for (const [first, { text, path }] of overlapping(given(deployment), (entry) => entry.text)) {
        if (first.text === text) continue;
        const message = `back-to-origin CIDRs are apart from each other, got ${first.text} and ${text}; compare the list with the ALB console`;
        yield { path, message };
      }
    },
  },
  {
    code: 'TR_ROUTE_DUPLICATE',
    severity: 'error',
    summary: 'a back-to-origin CIDR is there once',
    source: documented('PROV'),
    *check(deployment) {
      for (const [first, { text, path }] of repeats(given(deployment), (entry) => entry.text)) {
        const message = `each back-to-origin CIDR is listed once, got ${text} at [${String(first.path.at(-1))}] and [${String(path.at(-1))}]; remove one`;
        yield { path, message };
      }
    },
  },
];

type Service = (typeof SYSTEM_SERVICES)[number];

function* captured(deployment: Deployment, services: readonly Service[]): Iterable<Finding> {
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
}

function ossOfBackends({ backends }: Deployment): readonly Service[] {
  return Object.values(backends).flatMap(({ region }) =>
    (entryOf(OSS_RANGES, region) ?? []).map((cidr) => ({ name: `OSS in ${region}`, cidr })),
  );
}
