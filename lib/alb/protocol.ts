/** What clients speak with a listener. */
export enum ListenerProtocol {
  HTTP = 'HTTP',
  HTTPS = 'HTTPS',
  /** HTTP/3. */
  QUIC = 'QUIC',
}

/** What an ALB speaks with servers. HTTP listeners go with HTTP, HTTPS listeners with all, QUIC listeners with HTTP and gRPC. */
export enum ServerGroupProtocol {
  HTTP = 'HTTP',
  /** Not with `AlbEdition.BASIC`. */
  HTTPS = 'HTTPS',
  GRPC = 'GRPC',
}
