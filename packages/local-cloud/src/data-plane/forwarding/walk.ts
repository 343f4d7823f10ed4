import { formatAddress, parseAddress, type Prefix, sizeOf } from '../../services/ipv4';
import { carry } from './carry';
import type { Loss, Walk } from './hop';
import { Network } from './network';
import { enterServer, type IsBacked } from './server';
import { Trace } from './trace';

/** The side of the ALB: its VPC, and the addresses that it sends from. */
export interface Origin {
  readonly vpcId: string;
  readonly sources: readonly Prefix[];
}

/** The side of the server. */
export interface Target {
  readonly address: string;
  readonly port: number;
}

/** An address of a VPC. */
export interface Endpoint {
  readonly vpcId: string;
  readonly address: string;
}

/** Whether packets from every address of a source range get to a server and back. */
export interface Reach {
  /** The walk from the first address that fails, else from the first address. */
  readonly walk: Walk;
  /** Set when any address of the range fails. */
  readonly loss?: Loss;
  /** The parts of the range that fail, `a.b.c.d/n` or `a.b.c.d-e.f.g.h`; empty when none does or all do. */
  readonly failingParts: readonly string[];
}

interface Part {
  readonly from: number;
  readonly to: number;
}

/** Walks packets over the stored state, hop by hop, to a server and back. */
export class Forwarding {
  constructor(
    private readonly network: Network,
    private readonly isBacked: IsBacked = () => false,
  ) {}

  /** The way of one packet from one address of the ALB's VPC to a server, and of its answer. */
  walk(vpcId: string, source: number, target: Target): Walk {
    this.network.refresh();
    return this.goThereAndBack(vpcId, source, target);
  }

  /**
   * Walks from every address of an origin.
   *
   * The range is cut where any table or rule on the way tells its addresses apart, so a /25 costs one walk as a rule.
   */
  reach({ vpcId, sources }: Origin, target: Target): Reach {
    this.network.refresh();
    const failing: Part[] = [];
    let first: Walk | undefined;
    let broken: Walk | undefined;
    let works = false;
    for (const range of sources) {
      const end = range.address + sizeOf(range) - 1;
      for (let from = range.address; from <= end;) {
        const walk = this.goThereAndBack(vpcId, from, target);
        const to = Math.min(walk.last, end);
        first ??= walk;
        if (walk.loss) {
          broken ??= walk;
          failing.push({ from, to });
        } else works = true;
        from = to + 1;
      }
    }
    const walk = broken ?? first ?? { hops: [], last: 0 };
    return { walk, ...(walk.loss && { loss: walk.loss }), failingParts: works ? merge(failing).map(describe) : [] };
  }

  /** Whether packets get from one address to another and back; no security group is asked. */
  connects(from: Endpoint, to: Endpoint): boolean {
    this.network.refresh();
    return this.goes(from, to) && this.goes(to, from);
  }

  private goes(from: Endpoint, to: Endpoint): boolean {
    const trace = new Trace(this.network.store);
    const { arrived } = carry(this.network, trace, 'out', from.vpcId, parseAddress(to.address) ?? 0);
    return arrived?.vpcId === to.vpcId;
  }

  private goThereAndBack(vpcId: string, source: number, { address, port }: Target): Walk {
    const { network } = this;
    const trace = new Trace(network.store);
    const end = (rest: Pick<Walk, 'loss' | 'server'>): Walk => ({ hops: trace.hops, last: trace.last, ...rest });
    const to = parseAddress(address) ?? 0;
    const out = carry(network, trace, 'out', vpcId, to);
    if (out.loss) return end(out);
    const knock = { source, sourceVpcId: vpcId, address: to, port };
    const entered = enterServer(network, trace, out.arrived, knock, this.isBacked);
    if ('loss' in entered) return end(entered);
    const back = carry(network, trace, 'back', out.arrived.vpcId, source);
    if (back.loss) return end({ ...entered, loss: back.loss });
    if (back.arrived.vpcId === vpcId) return end(entered);
    const reason = `${formatAddress(source)} is an address of this VPC too, so the answer never gets to the ALB`;
    return end({ ...entered, loss: trace.lose('back', trace.vpc(back.arrived.vpcId), reason) });
  }
}

/** Joins parts that touch. */
function merge(parts: readonly Part[]): readonly Part[] {
  const merged: Part[] = [];
  for (const part of [...parts].sort((a, b) => a.from - b.from)) {
    const before = merged[merged.length - 1];
    if (before?.to === part.from - 1) merged[merged.length - 1] = { from: before.from, to: part.to };
    else merged.push(part);
  }
  return merged;
}

/** As a CIDR where it is one. */
function describe({ from, to }: Part): string {
  const bits = Math.log2(to - from + 1);
  if (Number.isInteger(bits) && from % 2 ** bits === 0) return `${formatAddress(from)}/${String(32 - bits)}`;
  return `${formatAddress(from)}-${formatAddress(to)}`;
}
