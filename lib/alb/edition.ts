/** Edition of an ALB: what it can do and what it costs. It can be raised later, never lowered. */
export enum AlbEdition {
  BASIC = 'Basic',
  STANDARD = 'Standard',
  STANDARD_WITH_WAF = 'StandardWithWaf',
}
