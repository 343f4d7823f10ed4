import type { RuleFacts } from './rule';
import { documented, OF_THE_FILE, type Source } from './sources';

/** What holds for one field by itself, and is checked with the shape of the file. */
export interface ShapeRule extends RuleFacts {
  readonly severity: 'error';
  /** The fields whose wrong values get this code. @default - whatever field is wrong in that way */
  readonly fields?: readonly string[];
  /** The fields whose absence gets this code. @default - none */
  readonly absent?: readonly string[];
}

const rule = (
  code: string,
  summary: string,
  source: Source,
  where: Pick<ShapeRule, 'fields' | 'absent'> = {},
): ShapeRule => ({ code, severity: 'error', summary, source, ...where });

const SERVERS = ['backends.*.servers.*', 'frontend.servers.*'];
const ofServers = (field: string): readonly string[] =>
  SERVERS.flatMap((server) => [`${server}.${field}`, `${server}.also.*.${field}`]);

const HEALTH_CHECK = 'serverGroups.*.healthCheck';
const HEALTH_CHECK_NUMBERS = ['intervalSeconds', 'timeoutSeconds', 'healthyThreshold', 'unhealthyThreshold', 'port'];

/** Fields that have a code of their own. */
const OF_FIELDS: readonly ShapeRule[] = [
  rule('LISTENER_PORT_RANGE', 'the port of a listener is 1 to 65535', documented('ALB_SDK', 'A24'), {
    fields: ['frontend.listeners.*.port'],
  }),
  rule('ALB_EDITION_UNKNOWN', 'the edition is Basic, Standard or StandardWithWaf', documented('ALB_SDK'), {
    fields: ['frontend.alb.edition'],
  }),
  rule('BACKEND_PORT_MISMATCH', 'the port of a server is 1 to 65535', documented('ALB_SDK', 'CODE'), {
    fields: ofServers('port'),
  }),
  rule('BACKEND_WEIGHT_RANGE', 'the weight of a server is 0 to 100', documented('ALB_SDK'), {
    fields: ofServers('weight'),
  }),
  rule('HEALTH_CHECK_RANGE', 'the numbers of a health check are in their ranges', documented('ALB_SDK', 'PROV'), {
    fields: HEALTH_CHECK_NUMBERS.map((field) => `${HEALTH_CHECK}.${field}`),
  }),
  rule(
    'HEALTH_CHECK_PATH',
    'the path of a health check starts with / and has 1 to 80 characters that ALB takes',
    documented('ALB_SDK'),
    { fields: [`${HEALTH_CHECK}.path`] },
  ),
  rule(
    'BANDWIDTH_RANGE',
    'bandwidths are whole Mbit/s: a plan 2 to 10000, a connection from 1',
    documented('CBN_SDK'),
    {
      fields: ['cen.interRegion.bandwidthMbps', 'cen.interRegion.packageBandwidthMbps', 'backends.*.bandwidthMbps'],
    },
  ),
  rule(
    'BANDWIDTH_UNSET',
    'a connection has a bandwidth; without one it carries 1 kbit/s',
    documented('CTPA', 'XCONN'),
    { absent: ['cen.interRegion.bandwidthMbps'] },
  ),
];

/** What is checked wherever it can occur. */
const ANYWHERE: readonly ShapeRule[] = [
  rule(
    'BACK_TO_ORIGIN_CIDR_MASKED',
    "a back-to-origin CIDR is a real one, not the documentation's 100.XX.XX.0/25",
    documented('A24'),
  ),
  rule('CIDR_INVALID', 'a CIDR block is an IPv4 address and a prefix length', OF_THE_FILE),
  rule('CIDR_HOST_BITS', 'a CIDR block starts at its network address', OF_THE_FILE),
  rule('IP_ADDRESS_INVALID', 'an address is an IPv4 address', OF_THE_FILE),
  rule('REQUIRED', 'what has no default is there', OF_THE_FILE),
  rule('UNKNOWN_KEY', 'there is nothing that the file does not have', OF_THE_FILE),
  rule('KEY_INVALID', 'a name of yours is a letter, then letters, digits, _ or -, at most 40', OF_THE_FILE),
  rule('TYPE_WRONG', 'text is text, a map a map, a list a list', OF_THE_FILE),
  rule('VALUE_NOT_ALLOWED', 'where there is a choice, the value is one of it', OF_THE_FILE),
  rule('FORMAT_INVALID', 'text that has a pattern follows it: names, instance types', documented('ECS_SDK', 'ALB_SDK')),
  rule('OUT_OF_RANGE', 'numbers are in their ranges, lists are not empty', documented('ECS_SDK')),
  rule('NOT_SUPPORTED_YET', 'nothing is asked for that the cloud has and this version does not offer', OF_THE_FILE),
  rule(
    'EXISTING_UNSUPPORTED',
    'nothing is named as being there already that cannot be (listeners, server groups, ...)',
    OF_THE_FILE,
  ),
  rule('INVALID', 'anything else that is wrong with one field', OF_THE_FILE),
];

/** What is wrong with the text before it is a deployment at all. */
const OF_THE_TEXT: readonly ShapeRule[] = [
  rule('YAML_TOO_LARGE', 'the file has at most 262144 characters', OF_THE_FILE),
  rule('YAML_EMPTY', 'the file holds something', OF_THE_FILE),
  rule('YAML_SYNTAX', 'the file is YAML 1.2', OF_THE_FILE),
  rule('YAML_DUPLICATE_KEY', 'a map has each key once', OF_THE_FILE),
  rule('YAML_MULTIPLE_DOCUMENTS', 'the file holds one document', OF_THE_FILE),
  rule('YAML_ALIASES', 'at most 100 aliases are followed', OF_THE_FILE),
  rule('YAML_TAG', 'there are no tags of a kind of your own', OF_THE_FILE),
  rule('YAML_NOT_A_MAP', 'the file is a map', OF_THE_FILE),
];

/** Everything that is checked with the shape of the file, before the rules between fields. */
export const SHAPE_RULES: readonly ShapeRule[] = [...OF_FIELDS, ...ANYWHERE, ...OF_THE_TEXT];
