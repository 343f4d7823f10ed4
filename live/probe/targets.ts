import { ExecutionError } from '../../lib/core';
import { albCalls, type LoadBalancerAnswer } from '../api/calls/alb';
import { ecsCalls, type InstanceAnswer } from '../api/calls/ecs';
import { probeCalls } from '../api/calls/probe';
import type { ApiClient } from '../api/client';

/** What an ALB is known by: its id, or its name. */
export type LoadBalancerChoice = { readonly id: string } | { readonly name: string } | 'the only one';

/** What a client is known by: its id, or its name in the VPC of the ALB. */
export type ClientChoice = { readonly id: string } | { readonly name: string };

/** An ALB with its region. */
export interface FoundLoadBalancer {
  readonly region: string;
  readonly answer: LoadBalancerAnswer;
}

/** An instance with its region. */
export interface FoundClient {
  readonly region: string;
  readonly answer: InstanceAnswer;
}

/**
 * Finds the ALB that is meant.
 *
 * @throws ExecutionError `PROBE_ALB_NOT_FOUND`, `PROBE_ALB_AMBIGUOUS`
 */
export async function findLoadBalancer(
  client: ApiClient,
  regions: readonly string[],
  choice: LoadBalancerChoice,
): Promise<FoundLoadBalancer> {
  const found = await client.each(regions, async (region) => {
    const all = await client.list(albCalls.loadBalancers, region, filterOf(choice));
    return all.map(({ LoadBalancerId: id }) => ({ region, id }));
  });
  const [one, ...others] = found.flat();
  const what = choice === 'the only one' ? 'no ALB' : `no ALB ${'id' in choice ? choice.id : `called ${choice.name}`}`;
  if (!one) throw new ExecutionError('PROBE_ALB_NOT_FOUND', `there is ${what} in ${regions.join(', ')}`);
  if (others.length > 0) {
    const ids = [one, ...others].map(({ id, region }) => `${id} (${region})`).join(', ');
    throw new ExecutionError('PROBE_ALB_AMBIGUOUS', `there are several ALBs: ${ids}; say which with --alb`);
  }
  const [answer] = await client.list(albCalls.loadBalancer, one.region, { LoadBalancerId: one.id });
  if (!answer) throw new ExecutionError('PROBE_ALB_NOT_FOUND', `ALB ${one.id} is gone`);
  return { region: one.region, answer };
}

function filterOf(choice: LoadBalancerChoice): Readonly<Record<string, readonly string[]>> {
  if (choice === 'the only one') return {};
  return 'id' in choice ? { LoadBalancerIds: [choice.id] } : { LoadBalancerNames: [choice.name] };
}

/**
 * Finds the client, and makes sure that it can be asked.
 *
 * @param regions - Where one is looked for by its id; by its name it is in the VPC of the ALB.
 * @throws ExecutionError `PROBE_CLIENT_NOT_FOUND`, `PROBE_CLIENT_AMBIGUOUS`, `PROBE_CLIENT_NOT_RUNNING`,
 *   `PROBE_CLIENT_WINDOWS`, `PROBE_ASSISTANT_NOT_RUNNING`
 */
export async function findClient(
  client: ApiClient,
  regions: readonly string[],
  alb: FoundLoadBalancer,
  choice: ClientChoice,
): Promise<FoundClient> {
  const found = await ('id' in choice
    ? clientsById(client, regions, choice.id)
    : clientsByName(client, alb, choice.name));
  const [one, ...others] = found;
  const what = 'id' in choice ? `${choice.id} in ${regions.join(', ')}` : `called ${choice.name} in the VPC of the ALB`;
  const hint = 'name an instance with --client';
  if (!one) throw new ExecutionError('PROBE_CLIENT_NOT_FOUND', `there is no instance ${what}; ${hint}`);
  if (others.length > 0) {
    const ids = found.map(({ answer }) => answer.InstanceId).join(', ');
    throw new ExecutionError('PROBE_CLIENT_AMBIGUOUS', `there are several instances ${what}: ${ids}; ${hint}`);
  }
  await assertUsable(client, one);
  return one;
}

async function clientsById(client: ApiClient, regions: readonly string[], id: string): Promise<readonly FoundClient[]> {
  const found = await client.each(regions, async (region) => {
    const all = await client.list(ecsCalls.instances, region, { InstanceIds: JSON.stringify([id]) });
    return all.map((answer) => ({ region, answer }));
  });
  return found.flat();
}

async function clientsByName(
  client: ApiClient,
  { region, answer: { VpcId } }: FoundLoadBalancer,
  name: string,
): Promise<readonly FoundClient[]> {
  const all = await client.list(ecsCalls.instances, region, { InstanceName: name, VpcId });
  // The API takes `*` in names for anything.
  return all.filter(({ InstanceName }) => InstanceName === name).map((answer) => ({ region, answer }));
}

async function assertUsable(client: ApiClient, { region, answer }: FoundClient): Promise<void> {
  const { InstanceId: id, Status, OSType } = answer;
  if (Status !== undefined && Status !== 'Running') {
    throw new ExecutionError(
      'PROBE_CLIENT_NOT_RUNNING',
      `the client ${id} is ${Status}; start it, or name another with --client`,
    );
  }
  if (OSType?.toLowerCase() === 'windows') {
    throw new ExecutionError(
      'PROBE_CLIENT_WINDOWS',
      `the client ${id} runs Windows, and what is run is a shell script; name another with --client`,
    );
  }
  const assistants = await client.list(probeCalls.assistants, region, { InstanceId: [id] });
  const status = assistants.find(({ InstanceId }) => InstanceId === id)?.CloudAssistantStatus;
  if (status?.toLowerCase() === 'true') return;
  const message = `Cloud Assistant does not run on the client ${id}, so nothing can be asked of it`;
  throw new ExecutionError(
    'PROBE_ASSISTANT_NOT_RUNNING',
    `${message}; install or start its agent, or name another client with --client`,
  );
}
