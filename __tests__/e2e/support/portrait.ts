import { callApi, type LocalCloud, type ProbeReport } from '@causeway/local-cloud';

/** Ids as the cloud makes them: a word or two, a hyphen, and what is different every time. */
const ids = /\b(?:[a-z]+-){1,2}[a-z0-9]{16,}\b/g;
/** Moments, what changes with time, names made of ids, and addresses that go by who came first: no two runs share them. */
const ofThisRun = [
  'createdAt',
  'CreateTime',
  'startedAt',
  'expiresAt',
  'since',
  'learnedAt',
  'health',
  'hostName',
  'privateAddress',
];

type Fields = Readonly<Record<string, unknown>>;

/**
 * Everything that stands in a cloud with all its fields, the disks of its instances, and every route of every transit
 * router's table, learned ones too: the same for two clouds that hold the same.
 */
export async function portrait(cloud: LocalCloud): Promise<readonly string[]> {
  const items = cloud.outOfBand.list();
  const draw = drawerOf(cloud);
  const of = (wanted: string) => items.filter(({ kind }) => kind === wanted);
  const objects = items.map(({ id, kind }) => `${kind} ${draw(cloud.outOfBand.show(id).fields)}`);
  const disks = of('ecs/instances').map(async ({ id, region }) => `disk ${draw(await diskOf(cloud, id, region))}`);
  const routes = of('cen/routeTables').map(
    async ({ id, region }) => `routes ${draw({ table: id, routes: await routesOf(cloud, id, region) })}`,
  );
  return [...objects, ...(await Promise.all([...disks, ...routes]))].sort();
}

/** What a probe found at each node, hop by hop, without the page. */
export function verdicts(cloud: LocalCloud, { nodes }: ProbeReport): readonly string[] {
  const draw = drawerOf(cloud);
  return nodes.map(({ page: _page, ...node }) => draw(node));
}

/** Writes values down with names in the place of ids, and without what is of this run alone. */
export function drawerOf(cloud: LocalCloud): (value: unknown) => string {
  const names = new Map(cloud.outOfBand.list().map(({ id, name, kind }) => [id, name || kind]));
  const name = (id: string): string => `<${names.get(id) ?? id.replace(/-[a-z0-9]+$/, '')}>`;
  return (value) =>
    JSON.stringify(value, (key, one: unknown) => (ofThisRun.includes(key) ? undefined : sorted(key, one))).replace(
      ids,
      name,
    );
}

/** What tells the members of a set from each other. */
const memberKeys = ['zoneId', 'TagKey'];

/** Zones, tags and their like are sets: Terraform and its provider send them in an order of their own. */
function sorted(key: string, value: unknown): unknown {
  if (key === 'tags') return Object.fromEntries(Object.entries(value as Fields).sort(([a], [b]) => a.localeCompare(b)));
  if (!Array.isArray(value)) return value;
  const members = value as readonly unknown[];
  const isMember = (one: unknown, by: string) => typeof one === 'object' && one !== null && by in one;
  const by = memberKeys.find((each) => members.some((one) => isMember(one, each)));
  if (by === undefined) return value;
  return [...(members as readonly Fields[])].sort((a, b) => String(a[by]).localeCompare(String(b[by])));
}

async function diskOf(cloud: LocalCloud, InstanceId: string, region: string): Promise<unknown> {
  const { Disks } = await read(cloud, region, '2014-05-26', 'DescribeDisks', { InstanceId });
  return (Disks as { readonly Disk: readonly Fields[] }).Disk.map(({ Category, Size, Tags }) => ({
    Category,
    Size,
    Tags,
  }));
}

async function routesOf(cloud: LocalCloud, table: string, region: string): Promise<unknown> {
  const parameters = { TransitRouterRouteTableId: table, MaxResults: '100' };
  const { TransitRouterRouteEntries } = await read(
    cloud,
    region,
    '2017-09-12',
    'ListTransitRouterRouteEntries',
    parameters,
  );
  const destination = (route: Fields) => String(route.TransitRouterRouteEntryDestinationCidrBlock);
  return [...(TransitRouterRouteEntries as readonly Fields[])].sort((a, b) =>
    destination(a).localeCompare(destination(b)),
  );
}

async function read(
  { endpoint, credentials }: LocalCloud,
  region: string,
  version: string,
  action: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Fields> {
  const { status, body } = await callApi({ endpoint, credentials, region, version }, action, {
    RegionId: region,
    ...parameters,
  });
  if (status !== 200) throw new Error(`${action}: ${JSON.stringify(body)}`);
  return body;
}
