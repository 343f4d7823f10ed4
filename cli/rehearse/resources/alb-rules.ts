import type { CallParameters } from '@causeway/local-cloud';
import { listAt, nested, same, tags } from './arguments';
import type { Call, Found, ResourceType } from './resource-type';

/** What decides at a listener: forwarding rules, access control lists, more certificates. ALB, version 2020-06-16. */
export const albRuleResources: Readonly<Record<string, ResourceType>> = {
  alicloud_alb_rule: {
    product: 'Alb',
    arguments: {
      listener_id: same('ListenerId'),
      rule_name: same('RuleName'),
      priority: same('Priority'),
      rule_conditions: nested('RuleConditions'),
      rule_actions: nested('RuleActions'),
    },
    create: 'CreateRule',
    identity: ['RuleId'],
    read: async (call, { RuleId }) => listAt(await call('ListRules', { RuleIds: [RuleId] }), 'Rules')[0],
    attributes: { id: 'RuleId' },
    delete: 'DeleteRule',
  },
  alicloud_alb_acl: {
    product: 'Alb',
    arguments: { acl_name: same('AclName'), tags },
    create: 'CreateAcl',
    identity: ['AclId'],
    read: async (call, { AclId }) => listAt(await call('ListAcls', { AclIds: [AclId] }), 'Acls')[0],
    attributes: { id: 'AclId' },
    delete: 'DeleteAcl',
  },
  alicloud_alb_acl_entry_attachment: {
    product: 'Alb',
    arguments: {
      acl_id: same('AclId'),
      entry: { parameter: 'AclEntries', write: (Entry: string) => [{ Entry }] },
    },
    create: 'AddEntriesToAcl',
    identity: ['AclId', 'AclEntries'],
    read: readEntry,
    attributes: {
      id: ({ AclId, AclEntries }) => `${String(AclId)}:${String(listAt({ AclEntries }, 'AclEntries')[0]?.Entry)}`,
    },
    delete: 'RemoveEntriesFromAcl',
    deleteWith: ({ AclId, AclEntries }) => ({
      AclId,
      Entries: (AclEntries as unknown as readonly Entry[]).map(({ Entry }) => Entry),
    }),
  },
  alicloud_alb_listener_acl_attachment: {
    product: 'Alb',
    arguments: {
      listener_id: same('ListenerId'),
      acl_id: { parameter: 'AclIds', write: (id: string) => [id] },
      acl_type: same('AclType'),
    },
    create: 'AssociateAclsWithListener',
    identity: ['ListenerId', 'AclIds'],
    read: readRelation,
    attributes: {
      id: ({ ListenerId, AclIds }) => [ListenerId, AclIds].join(':'),
    },
    delete: 'DissociateAclsFromListener',
  },
  alicloud_alb_listener_additional_certificate_attachment: {
    product: 'Alb',
    arguments: {
      listener_id: same('ListenerId'),
      certificate_id: { parameter: 'Certificates', write: (CertificateId: string) => [{ CertificateId }] },
    },
    create: 'AssociateAdditionalCertificatesWithListener',
    identity: ['ListenerId', 'Certificates'],
    read: readCertificate,
    attributes: {
      id: ({ ListenerId, Certificates }) =>
        `${String(ListenerId)}:${String(listAt({ Certificates }, 'Certificates')[0]?.CertificateId)}`,
    },
    delete: 'DissociateAdditionalCertificatesFromListener',
    deleteWith: ({ ListenerId, Certificates }) => ({
      ListenerId,
      Certificates: (Certificates as unknown as readonly Found[]).map(({ CertificateId }) => ({
        CertificateId: String(CertificateId),
      })),
    }),
  },
};

/** An entry of an access control list, as the API takes and shows it. */
interface Entry {
  readonly Entry: string;
}

async function readEntry(call: Call, { AclId, AclEntries }: CallParameters): Promise<Found | undefined> {
  const [wanted] = AclEntries as unknown as readonly Entry[];
  const entries = listAt(await call('ListAclEntries', { AclId, MaxResults: MOST_RESULTS }), 'AclEntries');
  const found = entries.find(({ Entry }) => Entry === wanted?.Entry);
  return found && { AclEntries: [found] };
}

async function readRelation(call: Call, { ListenerId, AclIds }: CallParameters): Promise<Found | undefined> {
  const listener = await call('GetListenerAttribute', { ListenerId });
  const [wanted] = AclIds as readonly string[];
  const relation = listAt(listener, 'AclConfig.AclRelations').find(({ AclId }) => AclId === wanted);
  return relation && { AclType: (listener?.AclConfig as Found).AclType };
}

async function readCertificate(call: Call, { ListenerId, Certificates }: CallParameters): Promise<Found | undefined> {
  const [wanted] = Certificates as unknown as readonly Found[];
  const parameters = { ListenerId, MaxResults: MOST_RESULTS };
  const all = listAt(await call('ListListenerCertificates', parameters), 'Certificates');
  const found = all.find(({ CertificateId }) => CertificateId === wanted?.CertificateId);
  return found && { Certificates: [found] };
}

/** How many a page of a list has at most. */
const MOST_RESULTS = 100;
