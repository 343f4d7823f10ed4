import { AlbAcl } from '@cdktf/provider-alicloud/lib/alb-acl';
import { AlbAclEntryAttachment } from '@cdktf/provider-alicloud/lib/alb-acl-entry-attachment';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { ValidationError } from '../core';
import { assertNamed } from '../terraform/assert';
import { cidrId } from '../terraform/cidr-id';
import { regionProvider } from '../terraform/region-provider';

/** What an access control list decides at a listener. */
export enum AclType {
  /** Only clients in it may come. */
  WHITE = 'White',
  /** All but the clients in it may come. */
  BLACK = 'Black',
}

/** An access control list, ours or one that is there already. */
export interface IAccessControlList {
  readonly aclId: string;
}

/** Properties of `AccessControlList`. */
export interface AccessControlListProps {
  readonly region: string;
  /** 2 to 128 characters, starting with a letter, then letters, digits, `.`, `_` and `-`. */
  readonly name: string;
  /** CIDR blocks of clients, 1 to 500. */
  readonly entries: readonly string[];
}

/**
 * A list of client addresses that listeners let in or keep out.
 *
 * Each entry is a resource of its own, as the provider advises: `acl_entries` of the list is deprecated. What somebody else adds
 * to the list therefore shows in no plan.
 *
 * @see https://registry.terraform.io/providers/aliyun/alicloud/1.289.0/docs/resources/alb_acl
 */
export class AccessControlList extends Construct implements IAccessControlList {
  readonly aclId: string;
  /** What has to be there before the list is whole. */
  readonly entries: readonly ITerraformDependable[];

  /** An access control list that is there already. */
  static fromAclId(aclId: string): IAccessControlList {
    return { aclId };
  }

  constructor(scope: Construct, id: string, { region, name, entries }: AccessControlListProps) {
    super(scope, id);
    assertNamed(this, 'acl', name);
    if (entries.length === 0) {
      const message = 'an access control list has at least one entry, got none';
      throw new ValidationError('ACL_EMPTY', message, { path: this.node.path });
    }
    const provider = regionProvider(this, region);
    this.aclId = new AlbAcl(this, 'Resource', { provider, aclName: name }).id;
    this.entries = [...new Set(entries)].map(
      (entry) => new AlbAclEntryAttachment(this, cidrId(this, entry), { provider, aclId: this.aclId, entry }),
    );
  }
}
