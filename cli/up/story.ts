import type { LocalCloudOptions, ProbeReport, ProbeRequest } from '@causeway/local-cloud';
import { ExecutionError } from '../../lib/core';
import type { Deployment } from '../../lib/config';
import { describeProbe } from '../output/probe-text';
import { mustBeEmpty } from '../terraform/plan-text';
import { apply, type Outputs, type Stage } from './stage';

/** The addresses of servers by name, by region. */
type ServerIps = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Sends one request through every node of the ALB, and shows the page that came back.
 *
 * @throws ExecutionError When one of them gets no answer.
 */
export async function probeAll(stage: Stage, outputs: Outputs): Promise<ProbeReport> {
  stage.begin('probe');
  const report = await probe(stage, outputs);
  const text = describeProbe(report);
  if (report.reached < report.total) throw new ExecutionError('PROBE_FAILED', text);
  stage.reporter.done(text);
  const page = report.nodes[0]?.page?.split('\n')[0];
  if (page !== undefined) stage.reporter.say(page, '  answer: ');
  return report;
}

/**
 * Deletes one route to a source range, as somebody might in the console; looks what that does, and lets the builder repair it.
 *
 * @throws ExecutionError When the probe or the plan do not show exactly that.
 */
export async function breakAndRepair(stage: Stage, outputs: Outputs, whole: ProbeReport): Promise<void> {
  const { cloud, reporter, builder, begin } = stage;
  begin('break');
  const target = whatToBreak(stage, outputs, whole);
  if (target === undefined) {
    reporter.done('nothing to break: what was asked has no server in another region');
    return;
  }
  const { range, region, addresses } = target;
  cloud.outOfBand.deleteRoute({ vpcId: vpcIdIn(region, outputs), destinationCidrBlock: range });
  reporter.done(`somebody deletes the route to ${range} in ${region}, as in the console`);

  begin('probe');
  const broken = await probe(stage, outputs);
  const isAsExpected = broken.nodes.every((node) => {
    const isHit = node.range === range;
    const areLost = node.servers.every(
      ({ address, loss }) => (loss !== undefined) === (isHit && addresses.includes(address)),
    );
    return areLost && (isHit || node.reached);
  });
  if (!isAsExpected)
    throw new ExecutionError('PROBE_UNEXPECTED', `only ${range} must be lost: ${describeProbe(broken)}`);
  reporter.done(describeProbe(broken));

  begin('plan');
  const { planned } = await builder.plan();
  const others = planned.filter((change) => !change.startsWith('create alicloud_route_entry.'));
  mustBeEmpty('the plan must repair that one route, but it wants', planned.length === 1 ? others : planned);
  reporter.done('exactly that route is to be created again');
  await apply(stage, 1);
  await probeAll(stage, outputs);
}

/** The last node's range, and the first region in whose servers it finds one; none where all of them stand in the VPC of the ALB. */
function whatToBreak({ deployment }: Stage, { server_ips: serverIps }: Outputs, { nodes }: ProbeReport) {
  const node = nodes.at(-1);
  for (const { region } of Object.values(deployment.backends)) {
    const addresses = Object.values((serverIps as ServerIps | undefined)?.[region] ?? {});
    if (node?.servers.some(({ address }) => addresses.includes(address))) {
      return { range: node.range, region, addresses };
    }
  }
  return undefined;
}

/** How a local cloud makes the ALBs that a deployment is written for. */
export function albOf({ frontend }: Deployment): Pick<LocalCloudOptions, 'albGeneration' | 'backToOriginCidrs'> {
  const { backToOriginCidrs = [] } = frontend.alb;
  if (backToOriginCidrs.length === 0) return { albGeneration: 'upgraded' };
  return { albGeneration: 'non-upgraded', backToOriginCidrs: { [frontend.region]: backToOriginCidrs } };
}

function probe(
  { cloud, deployment }: Pick<Stage, 'cloud' | 'deployment'>,
  { alb_id: albId }: Outputs,
): Promise<ProbeReport> {
  if (typeof albId !== 'string') throw new ExecutionError('NO_ALB', 'the stack has no output alb_id to probe');
  return cloud.probe(albId, requestOf(deployment));
}

/** What a client asks for who is to reach a server: a listener that takes everybody and does not send them elsewhere, by the name that clients use. */
export function requestOf({ frontend: { listeners, domain } }: Deployment): ProbeRequest {
  const open = Object.values(listeners).find(
    ({ protocol, redirectTo, acl }) => protocol !== 'QUIC' && redirectTo === undefined && acl === undefined,
  );
  return { ...(open && { port: open.port }), ...(domain !== undefined && { host: domain }) };
}

function vpcIdIn(region: string, { vpc_ids: vpcIds }: Outputs): string {
  const id = (vpcIds as Readonly<Record<string, string>> | undefined)?.[region];
  if (id === undefined) throw new ExecutionError('NO_VPC', `the stack's output vpc_ids names none in ${region}`);
  return id;
}
