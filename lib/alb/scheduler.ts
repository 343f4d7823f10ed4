/** How a server group picks the server of a request. */
export enum Scheduler {
  /** Weighted round-robin. */
  WEIGHTED_ROUND_ROBIN = 'Wrr',
  /** Weighted least connections. */
  WEIGHTED_LEAST_CONNECTIONS = 'Wlc',
  /** Consistent hash of the source address. */
  SOURCE_HASH = 'Sch',
  /** Consistent hash of a parameter of the URL. */
  URL_HASH = 'Uch',
}
