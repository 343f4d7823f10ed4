import type { Prerequisites, Transit } from './hand-made';

/** Puts the ids of what was made by hand into the deployment file of `examples/existing`. */
export function withIds(made: Prerequisites, text: string): string {
  const ids: Readonly<Record<string, string | undefined>> = {
    'cen-prerequisite': made.cenId,
    'cenbwp-prerequisite': made.planId,
    'tr-prerequisite1': made.router1.routerId,
    'tr-prerequisite2': made.router2.routerId,
    'vpc-prerequisite1': made.vpc1.vpcId,
    'vpc-prerequisite2': made.vpc2.vpcId,
    'vsw-prerequisite1': made.vpc1.vSwitchIds[0],
    'vsw-prerequisite2': made.vpc1.vSwitchIds[1],
    'vsw-prerequisite3': made.vpc2.vSwitchIds[0],
    'vsw-prerequisite4': made.vpc2.vSwitchIds[1],
    'alb-prerequisite': made.loadBalancerId,
    'sg-prerequisite': made.securityGroupId,
    'i-prerequisite1': made.serverId,
    'i-prerequisite2': made.clientId,
  };
  return text.replace(/\b[a-z]+-prerequisite\d?\b/g, (placeholder) => ids[placeholder] ?? placeholder);
}

/** The same deployment where attachments and connection are there too, and the servers let the ALB in by themselves. */
export function withTransit({ attachment1, attachment2, connection }: Transit, text: string): string {
  return text
    .replace(/^ {2}alb:$/m, `  attachment: { existing: ${attachment1} }\n  alb:`)
    .replace(
      /^ {4}securityGroup: .*$/m,
      `    attachment: { existing: ${attachment2} }\n    connection: { existing: ${connection} }`,
    )
    .replace(/^ {4}bandwidthPlans:\n.*\n/m, '')
    .replace(/, ip: 192\.168\.7\.20/, '');
}

/** The default deployment in VPCs and vSwitches that are there already. */
export function inNetworks({ vpc1, vpc2 }: Pick<Prerequisites, 'vpc1' | 'vpc2'>, text: string): string {
  const ids = [...vpc1.vSwitchIds, ...vpc2.vSwitchIds];
  return text
    .replace('cidr: 172.16.0.0/12', `existing: ${vpc1.vpcId}\n    cidr: 172.16.0.0/12`)
    .replace('cidr: 192.168.0.0/16', `existing: ${vpc2.vpcId}\n      cidr: 192.168.0.0/16`)
    .replace(
      /(vsw(\d): \{) zone/g,
      (_, start: string, number: string) => `${start} existing: ${ids[Number(number) - 1]}, zone`,
    );
}
