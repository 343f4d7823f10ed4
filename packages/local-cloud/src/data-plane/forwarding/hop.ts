/** Which of the two packets: the one to the server, or its answer. */
export type Way = 'out' | 'back';

/** Where in the network something happens. */
export interface Place {
  readonly kind: 'loadBalancer' | 'vpc' | 'transitRouter' | 'securityGroup' | 'server';
  /** The id; for a server that is no instance, its address. */
  readonly id: string;
  /** What the user called it; empty when it has no name. */
  readonly name: string;
  readonly regionId: string;
}

/** One step of a packet: where it was, what was looked up there, and what was found. */
export interface Hop {
  readonly direction: Way;
  readonly place: Place;
  /** The route table that was looked up. */
  readonly tableId?: string;
  /** The entry that the packet followed. */
  readonly entry?: RouteTaken;
  /** What happened, in plain words: `192.168.7.0/24 -> tr-attach-…`. */
  readonly text: string;
}

/** A route as a packet meets it, of a VPC's table or of a transit router's. */
export interface RouteTaken {
  readonly destinationCidrBlock: string;
  /** `local`, `service`, `Attachment`, `BlackHole`, or another type that VPC routes can have (`Instance`). */
  readonly nextHopType: string;
  /** The attachment; empty where the type says it all. */
  readonly nextHopId: string;
}

/** Why a packet went no further. */
export interface Loss {
  readonly direction: Way;
  readonly place: Place;
  /** Such as `100.64.0.0/10 -> cloud services`. */
  readonly reason: string;
}

/** Who answered. */
export interface ReachedServer {
  readonly address: string;
  readonly port: number;
  readonly regionId: string;
  readonly vpcId: string;
  /** Empty for a server that is no instance of the cloud. */
  readonly instanceId: string;
  /** The instance's name; empty when it has none. */
  readonly name: string;
}

/** The way of one packet from an address to a server, and of the answer. */
export interface Walk {
  readonly hops: readonly Hop[];
  /** Set when the packet was lost; else it came to the server and the answer came back. */
  readonly loss?: Loss;
  /** Set when the packet came to the server, whatever became of the answer. */
  readonly server?: ReachedServer;
  /** The last source address for which, without a gap, all of this is the same. */
  readonly last: number;
}

/** A route in words, such as `100.64.0.0/10 -> cloud services`. */
export function describeRoute({ destinationCidrBlock, nextHopType, nextHopId }: RouteTaken): string {
  const targets: Readonly<Record<string, string>> = {
    local: 'local',
    service: 'cloud services',
    BlackHole: 'black hole',
    Attachment: nextHopId,
  };
  return `${destinationCidrBlock} -> ${targets[nextHopType] ?? `${nextHopType} ${nextHopId}`}`;
}

const placeNames: Readonly<Record<Place['kind'], string>> = {
  loadBalancer: 'load balancer',
  vpc: 'VPC',
  transitRouter: 'transit router',
  securityGroup: 'security group',
  server: 'server',
};

/** A place in words, such as `VPC vpc-… (vpc2) in cn-hangzhou`. */
export function describePlace({ kind, id, name, regionId }: Place): string {
  return `${placeNames[kind]} ${id}${name === '' ? '' : ` (${name})`} in ${regionId}`;
}
