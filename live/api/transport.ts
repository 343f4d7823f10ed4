import type { CloudAccess } from '../credentials';
import { PRODUCTS, type Product } from './call';

/** The parameters of a call by name. */
export type CallParameters = Readonly<Record<string, string | number | readonly string[]>>;

/** Sends one signed call, and gives the body of its answer; throws where there is none or it is a refusal. */
export type Transport = (
  product: Product,
  action: string,
  region: string,
  parameters: CallParameters,
) => Promise<unknown>;

const TIMEOUT_MS = 15_000;

/**
 * Calls through the engine of Alibaba Cloud's official SDKs, which signs, sends and reads; it is loaded when first needed.
 *
 * Every product has its own endpoint per region, CEN one for all.
 */
export function sdkTransport(access: CloudAccess): Transport {
  const { default: Client, $OpenApiUtil } =
    require('@alicloud/openapi-core') as typeof import('@alicloud/openapi-core');
  const { Config, OpenApiRequest, Params } = $OpenApiUtil;
  const { accessKeyId, accessKeySecret, securityToken, localEndpoint, httpsProxy, noProxy } = access;
  // The class of these options is in a package of the engine's own; plain ones do.
  const runtime = { readTimeout: TIMEOUT_MS, connectTimeout: TIMEOUT_MS } as never;
  const clients = new Map<string, InstanceType<typeof Client>>();
  const clientFor = (endpoint: string): InstanceType<typeof Client> => {
    const existing = clients.get(endpoint);
    if (existing) return existing;
    const proxy = localEndpoint === undefined ? { httpsProxy, noProxy } : {};
    const made = new Client(new Config({ accessKeyId, accessKeySecret, securityToken, endpoint, ...proxy }));
    clients.set(endpoint, made);
    return made;
  };
  return async (product, action, region, parameters) => {
    const params = new Params({
      action,
      version: PRODUCTS[product].version,
      protocol: localEndpoint === undefined ? 'HTTPS' : 'HTTP',
      pathname: '/',
      method: 'POST',
      authType: 'AK',
      style: 'RPC',
      reqBodyType: 'formData',
      bodyType: 'json',
    });
    const request = new OpenApiRequest({ query: wireParameters(region, parameters) });
    const answer = await clientFor(localEndpoint ?? endpointOf(product, region)).callApi(params, request, runtime);
    return (answer as { body?: unknown }).body;
  };
}

/** @see https://www.alibabacloud.com/help/en/cen/developer-reference/api-cbn-2017-09-12-endpoint */
function endpointOf(product: Product, region: string): string {
  return product === 'cbn' ? 'cbn.aliyuncs.com' : `${product}.${region}.aliyuncs.com`;
}

/** Lists are spread over numbered names. */
function wireParameters(region: string, parameters: CallParameters): Record<string, string> {
  const entries = Object.entries(parameters).flatMap(([name, value]) =>
    Array.isArray(value)
      ? value.map((item: string, at): [string, string] => [`${name}.${String(at + 1)}`, item])
      : [[name, String(value)] satisfies [string, string]],
  );
  return { ...(region !== '' && { RegionId: region }), ...Object.fromEntries(entries) };
}
