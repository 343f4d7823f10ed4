import type { Construct } from 'constructs';
import {
  AssumptionError,
  ExistingTransitRouter,
  ExistingVpcAttachment,
  type FrontendConfig,
  type IAttachment,
  type ICen,
  type ITransitRouter,
  type IVpc,
} from '../lib';

/** How a region is joined with others, as far as that is there already. */
export interface Transit {
  /** @default - one is made */
  readonly transitRouter?: ITransitRouter;
  /** Route table that a new transit router has already. @default - one is made */
  readonly routeTableId?: string;
  /** @default - one is made */
  readonly attachment?: IAttachment;
}

/** Looks up the transit router of a region and the attachment of its VPC, where they are there already. */
export function lookUpTransit(
  scope: Construct,
  cen: ICen,
  vpc: IVpc,
  config: Pick<FrontendConfig, 'region' | 'transitRouter' | 'attachment'>,
): Transit {
  const { region, attachment } = config;
  const { existing, routeTable: routeTableId } = config.transitRouter ?? {};
  if (existing === undefined) return { routeTableId };
  const props = { cen, region, transitRouterId: existing, routeTableId };
  const transitRouter = new ExistingTransitRouter(scope, 'transit-router', props);
  if (attachment === undefined) return { transitRouter };
  const attachmentId = attachment.existing;
  return {
    transitRouter,
    attachment: new ExistingVpcAttachment(scope, 'attachment', { transitRouter, vpc, attachmentId }),
  };
}

/** The transit router that a checked connection needs to be there already. */
export function existingRouter({ transitRouter }: Transit): ITransitRouter {
  if (transitRouter !== undefined) return transitRouter;
  const message = 'a connection of a checked deployment is there already, and a transit router of it is not';
  throw new AssumptionError('CONNECTION_UNCHECKED', message);
}
