import { taggable, tagWrites } from '../../tagging';
import { vpcErrors } from '../errors';
import { routeTables, vpcs, vSwitches } from '../model';
import { vpcTagLimits } from '../tag-limits';

const missing = vpcErrors.tagResourceNotFound;

/** Tagging in VPC. */
export const tagOperations = tagWrites({
  untagAction: 'UnTagResources',
  limits: vpcTagLimits,
  maxResources: 50,
  scope: 'region',
  types: {
    VPC: taggable(vpcs, missing),
    VSWITCH: taggable(vSwitches, missing),
    ROUTETABLE: taggable(routeTables, missing),
  },
  unknownType: vpcErrors.tagResourceType,
});
