import { parameter } from '../protocol/parameters';

/** The resource group of everything that is put into no other. */
export const DEFAULT_RESOURCE_GROUP = 'rg-default';

/** The id of a resource group. The groups themselves are not emulated, so each id of the right form is one. */
export const resourceGroupId = () => parameter.matching(/^rg-[a-z0-9]+$/);
