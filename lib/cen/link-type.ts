/** Quality of the line of an inter-region connection (`DefaultLinkType` of the CEN API). */
export enum LinkType {
  GOLD = 'Gold',
  /** Only for connections that are billed by data transfer. */
  PLATINUM = 'Platinum',
}
