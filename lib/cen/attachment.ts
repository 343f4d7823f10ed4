/** What can be attached to a transit router: a VPC, or the transit router of another region. */
export interface IAttachment {
  /** Such as `tr-attach-...`: the attachment's own id, not the provider's `cen:attachment`. */
  readonly attachmentId: string;
}
