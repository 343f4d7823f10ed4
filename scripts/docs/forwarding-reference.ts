import { FOLLOWED, HARMLESS } from '../../lib/proof/terraform/build/forwarding-types';
import { UNMODELLED } from '../../lib/proof/terraform/build/unmodelled-types';
import { table } from './table';

const INTRODUCTION = `# Resource types near the way of a packet

Generated from the code by \`npm run docs\`. Every resource type of the provider's catalogue (1.289.0) that is of VPC, CEN, ALB, network interfaces, security
groups, network ACLs, routes, VPN, Express Connect, NLB, GWLB or Cloud Firewall, and what [the proof](../proof-terraform.md) does with it. A type with a name like
these that stands nowhere here, as a later provider may bring it, leaves a gap in the whole model: the verdict is then that it cannot be told.
`;

const GAPS =
  'A gap where it touches the model: the flows that come by are neither proven nor broken. Where it cannot be told what a resource touches, that is all of them.';

/** The page of what the proof does with the resource types near forwarding. */
export function forwardingReference(): string {
  return [
    INTRODUCTION,
    section(
      'Followed',
      'The model is made of them.',
      table(
        ['resource'],
        [...FOLLOWED].sort().map((type) => [code(type)]),
      ),
    ),
    section('Not followed', GAPS, table(['resource', 'why', 'touches'], gaps())),
    section('Harmless', 'They do not change how the packets of an ALB go.', table(['why', 'resources'], harmless())),
  ].join('\n');
}

function gaps(): readonly (readonly string[])[] {
  return Object.entries(UNMODELLED)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([type, { why, touches = [], when }]) => {
      const named = touches.map(([, ...path]) => code(path.join('.'))).join(', ');
      return [code(type), when === undefined ? why : `${why}, by its arguments`, named || 'everything'];
    });
}

function harmless(): readonly (readonly string[])[] {
  return Object.entries(HARMLESS).map(([why, types]) => [why, types.map(code).join(', ')]);
}

const code = (text: string): string => `\`${text}\``;

function section(title: string, text: string, rows: string): string {
  return `## ${title}\n\n${text}\n\n${rows}`;
}
