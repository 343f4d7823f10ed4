import type { AlbListenerXForwardedForConfig } from '@cdktf/provider-alicloud/lib/alb-listener';

/** What happens to an `X-Forwarded-For` header that a request comes with. */
export enum XForwardedForProcessingMode {
  /** The client's address is appended to it. */
  APPEND = 'append',
  /** It is dropped, and servers get none. */
  REMOVE = 'remove',
}

/**
 * Which headers about the client servers get.
 *
 * @see https://www.alibabacloud.com/help/en/slb/application-load-balancer/user-guide/http-headers
 */
export interface XForwardedFor {
  /** `X-Forwarded-For`: the client's address. @default true */
  readonly enabled?: boolean;
  /** What happens to one that a request comes with. @default XForwardedForProcessingMode.APPEND */
  readonly processingMode?: XForwardedForProcessingMode;
  /** `X-Forwarded-Proto`: the protocol of the listener. @default false */
  readonly proto?: boolean;
  /** `X-Forwarded-Host`: the host that the client asked for. @default false */
  readonly host?: boolean;
  /** `SLB-ID`: the id of the ALB. @default false */
  readonly slbId?: boolean;
  /** `X-Forwarded-Port`: the port of the listener. @default false */
  readonly slbPort?: boolean;
  /** `X-Forwarded-Client-srcport`: the client's port. @default false */
  readonly clientSrcPort?: boolean;
}

/** Writes it in the provider's words, every value explicit: what is left out would stay as it was. */
export function xForwardedForConfig(headers: XForwardedFor): AlbListenerXForwardedForConfig {
  return {
    xForwardedForEnabled: headers.enabled ?? true,
    xForwardedForProcessingMode: headers.processingMode ?? XForwardedForProcessingMode.APPEND,
    xForwardedForProtoEnabled: headers.proto ?? false,
    xForwardedForHostEnabled: headers.host ?? false,
    xForwardedForSlbIdEnabled: headers.slbId ?? false,
    xForwardedForSlbPortEnabled: headers.slbPort ?? false,
    xForwardedForClientSrcPortEnabled: headers.clientSrcPort ?? false,
  };
}
