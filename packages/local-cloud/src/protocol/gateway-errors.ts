import type { ApiErrorDefinition } from './api-error';

/**
 * Errors that the gateway answers before any product sees the call.
 *
 * The real gateway answers 404 for an unknown access key; the Terraform provider would take that for "object gone",
 * so this one answers 403 (documented deviation).
 */
export const gatewayErrors = {
  actionNotFound: {
    status: 404,
    code: 'InvalidAction.NotFound',
    message:
      'Specified api is not found, please check your url and method. The local cloud does not implement %s (version %s).',
  },
  versionNotFound: {
    status: 404,
    code: 'InvalidVersion',
    message: 'Specified parameter Version is not valid. The local cloud knows %s.',
  },
  missingAction: { status: 400, code: 'MissingAction', message: 'Action is mandatory for this action.' },
  missingVersion: { status: 400, code: 'MissingVersion', message: 'Version is mandatory for this action.' },
  missingAccessKeyId: { status: 400, code: 'MissingAccessKeyId', message: 'AccessKeyId is mandatory for this action.' },
  missingSignature: { status: 400, code: 'MissingSignature', message: 'Signature is mandatory for this action.' },
  unknownAccessKeyId: {
    status: 403,
    code: 'InvalidAccessKeyId.NotFound',
    message: 'Specified access key is not found.',
  },
  signatureDoesNotMatch: {
    status: 400,
    code: 'SignatureDoesNotMatch',
    message: 'Specified signature is not matched with our calculation. server string to sign is:%s',
  },
  unsupportedSignatureMethod: {
    status: 400,
    code: 'InvalidSignatureMethod',
    message: 'Specified parameter SignatureMethod is not valid. Supported: HMAC-SHA1 (version 1.0), ACS3-HMAC-SHA256.',
  },
  nonceUsed: { status: 400, code: 'SignatureNonceUsed', message: 'Specified signature nonce was used already.' },
  missingNonce: { status: 400, code: 'MissingSignatureNonce', message: 'SignatureNonce is mandatory for this action.' },
  timestampMalformed: {
    status: 400,
    code: 'InvalidTimeStamp.Format',
    message: 'Specified time stamp or date value is not well formatted.',
  },
  timestampExpired: {
    status: 400,
    code: 'InvalidTimeStamp.Expired',
    message: 'Specified time stamp or date value is expired.',
  },
  idempotentParameterMismatch: {
    status: 403,
    code: 'IdempotentParameterMismatch',
    message: 'The specified parameter has changed while using an already used clientToken.',
  },
  clientTokenMalformed: {
    status: 400,
    code: 'InvalidClientToken.ValueNotSupported',
    message: 'The ClientToken provided is invalid.',
  },
  dryRun: {
    status: 400,
    code: 'DryRunOperation',
    message: 'Request validation has been passed with DryRun flag set.',
  },
  regionNotFound: {
    status: 404,
    code: 'InvalidRegionId.NotFound',
    message: 'Specified value of "regionId" is not supported.',
  },
  missingRegion: { status: 400, code: 'MissingRegionId', message: 'RegionId is mandatory for this action.' },
  malformedRequest: { status: 400, code: 'InvalidRequest', message: 'The request is malformed: %s.' },
  requestTooLarge: { status: 413, code: 'RequestEntityTooLarge', message: 'The request body exceeds %s bytes.' },
  internalError: {
    status: 500,
    code: 'InternalError',
    message: 'The local cloud failed while it handled this call. This is a bug of the local cloud, not of the caller.',
  },
} as const satisfies Record<string, ApiErrorDefinition>;

/** The gateway's answer when a mandatory parameter is absent. */
export function missingParameter(name: string): ApiErrorDefinition {
  return { status: 400, code: `Missing${name}`, message: `${name} is mandatory for this action.` };
}

/** The gateway's answer when a parameter is outside its enumeration, range or format. */
export function invalidParameter(name: string): ApiErrorDefinition {
  return { status: 400, code: `Invalid${name}`, message: `Specified parameter ${name} is not valid.` };
}
