import type { CloudConfig, Deployment, OssConfig } from './deployment';

/** The host of HCP Terraform, where a deployment names none. */
const HCP_HOST = 'app.terraform.io';

/** The folder of a deployment's state in its bucket. */
export function ossPrefix(name: string, { prefix }: OssConfig): string {
  return prefix ?? `causeway/${name}`;
}

/** The name of a deployment's workspace in HCP Terraform; undefined where it is chosen by tags. */
export function workspaceName(name: string, { workspaces }: CloudConfig): string | undefined {
  return workspaces.tags === undefined ? (workspaces.name ?? name) : undefined;
}

/** Two deployments that would keep one state, and where that is. */
export interface SharedState {
  /** Names of the two. */
  readonly deployments: readonly [string, string];
  readonly where: string;
}

/**
 * The first two deployments that keep, or could be made to keep, their state in one place.
 *
 * Each would take what belongs to the other for its own, and destroy it. A bucket also holds the states of Terraform's other
 * workspaces, `<prefix>/<workspace>/<key>`: that of one deployment must not be the default one of another. Deployments that
 * choose workspaces by tags share one when all tags of the one are among those of the other. State in local files is kept
 * apart by the names of the deployments.
 */
export function sharedState(deployments: readonly Deployment[]): SharedState | undefined {
  const pairs = deployments.flatMap((one, index) => deployments.slice(index + 1).map((other) => [one, other] as const));
  for (const [one, other] of pairs) {
    const where = ossShared(one, other) ?? cloudShared(one, other);
    if (where !== undefined) return { deployments: [one.name, other.name], where };
  }
  return undefined;
}

function ossShared(one: Deployment, other: Deployment): string | undefined {
  const [first, second] = [ossOf(one), ossOf(other)];
  if (first === undefined || first.bucket !== second?.bucket) return undefined;
  const [path, otherPath] = [objectOf(one.name, first), objectOf(other.name, second)];
  const isShared =
    path === otherPath || isWorkspaceOf(one.name, first, otherPath) || isWorkspaceOf(other.name, second, path);
  return isShared ? `${otherPath} in the bucket ${first.bucket}` : undefined;
}

function ossOf({ terraform }: Deployment): OssConfig | undefined {
  return terraform.backend === 'oss' ? terraform.oss : undefined;
}

function objectOf(name: string, oss: OssConfig): string {
  return `${ossPrefix(name, oss)}/${oss.key}`;
}

/** Whether an object is the state of a Terraform workspace, other than the default one, of a deployment. */
function isWorkspaceOf(name: string, oss: OssConfig, path: string): boolean {
  const [prefix, key] = [`${ossPrefix(name, oss)}/`, `/${oss.key}`];
  if (!path.startsWith(prefix) || !path.endsWith(key)) return false;
  const workspace = path.slice(prefix.length, path.length - key.length);
  return workspace !== '' && !workspace.includes('/');
}

function cloudShared(one: Deployment, other: Deployment): string | undefined {
  const [first, second] = [cloudOf(one), cloudOf(other)];
  if (first === undefined || second === undefined || organizationOf(first) !== organizationOf(second)) return undefined;
  const [name, otherName] = [workspaceName(one.name, first), workspaceName(other.name, second)];
  if (name !== undefined) return name === otherName ? `the workspace ${organizationOf(first)}/${name}` : undefined;
  const [tags, others] = [first.workspaces.tags ?? [], second.workspaces.tags ?? []];
  if (others.length === 0 || !(isWithin(tags, others) || isWithin(others, tags))) return undefined;
  return `a workspace of ${organizationOf(first)} with the tags ${[...new Set([...tags, ...others])].join(', ')}`;
}

function cloudOf({ terraform }: Deployment): CloudConfig | undefined {
  return terraform.backend === 'cloud' ? terraform.cloud : undefined;
}

function organizationOf({ hostname = HCP_HOST, organization }: CloudConfig): string {
  return `${hostname}/${organization.toLowerCase()}`;
}

function isWithin(tags: readonly string[], others: readonly string[]): boolean {
  return tags.every((tag) => others.includes(tag));
}
