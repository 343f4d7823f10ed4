import type { LocalCloud } from '@causeway/local-cloud';
import { ExecutionError } from '../../lib/core';
import { loadLocalCloud } from '../load-local-cloud';
import type { Call, Product } from './resources/resource-type';

/** The API version that goes with a product's name. */
const versions: Readonly<Record<Product, string>> = {
  Vpc: '2016-04-28',
  Ecs: '2014-05-26',
  Cbn: '2017-09-12',
  Alb: '2020-06-16',
};

/** Gives the calls of a product in a region. */
export type Api = (product: Product, region: string) => Call;

/**
 * The API of a local cloud: every call is signed and sent to its endpoint, as the provider's are.
 *
 * Reading what is not there answers `undefined`; every other refusal is an `ExecutionError`.
 */
export function apiOf({ endpoint, credentials }: Pick<LocalCloud, 'endpoint' | 'credentials'>): Api {
  const { callApi } = loadLocalCloud();
  return (product, region) => async (action, parameters) => {
    const options = { endpoint, credentials, region, version: versions[product] };
    const { status, body } = await callApi(options, action, { RegionId: region, ...parameters });
    if (status === 200) return body;
    if (status === 404 && /^(Describe|Get|List)/.test(action)) return undefined;
    throw new ExecutionError('API_REFUSED', `${action} in ${region}: ${body.Message ?? ''} [${body.Code ?? status}]`);
  };
}
