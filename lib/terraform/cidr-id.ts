import { Token } from 'cdktf';
import type { Construct } from 'constructs';
import { ValidationError } from '../core';
import { assertBlock } from './assert';

/**
 * The construct id of something that there is one of per CIDR block: `192.168.7.0/24` becomes `192-168-7-0-24`.
 *
 * @throws ValidationError `CIDR_INVALID` or `CIDR_HOST_BITS`, or `CIDR_UNKNOWN` for a block that only Terraform will know: a Terraform address cannot be made of it
 */
export function cidrId(scope: Construct, cidr: string): string {
  if (Token.isUnresolved(cidr)) {
    const message = 'a CIDR block must be known when the program runs, got a reference; write the block out';
    throw new ValidationError('CIDR_UNKNOWN', message, { path: scope.node.path });
  }
  assertBlock(scope, cidr, { what: 'block' });
  return cidr.replace(/[./]/g, '-');
}
