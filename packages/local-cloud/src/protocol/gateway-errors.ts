import { type ApiErrorDefinition, apiError } from './api-error';

/**
 * Errors that the gateway answers before any product sees the call.
 *
 * The real gateway answers 404 for an unknown access key; the Terraform provider would take that for "object gone",
 * so this one answers 403 (documented deviation).
 */
export const gatewayErrors = {
  actionNotFound: apiError(
    404,
    'InvalidAction.NotFound',
    'Specified api is not found, please check your url and method. The local cloud does not implement %s (version %s).',
  ),
  versionNotFound: apiError(
    404,
    'InvalidVersion',
    'Specified parameter Version is not valid. The local cloud knows %s.',
  ),
  missingAction: apiError(400, 'MissingAction', 'Action is mandatory for this action.'),
  missingVersion: apiError(400, 'MissingVersion', 'Version is mandatory for this action.'),
  missingAccessKeyId: apiError(400, 'MissingAccessKeyId', 'AccessKeyId is mandatory for this action.'),
  missingSignature: apiError(400, 'MissingSignature', 'Signature is mandatory for this action.'),
  unknownAccessKeyId: apiError(403, 'InvalidAccessKeyId.NotFound', 'Specified access key is not found.'),
  signatureDoesNotMatch: apiError(
    400,
    'SignatureDoesNotMatch',
    'Specified signature is not matched with our calculation. server string to sign is:%s',
  ),
  unsupportedSignatureMethod: apiError(
    400,
    'InvalidSignatureMethod',
    'Specified parameter SignatureMethod is not valid. Supported: HMAC-SHA1 (version 1.0), ACS3-HMAC-SHA256.',
  ),
  nonceUsed: apiError(400, 'SignatureNonceUsed', 'Specified signature nonce was used already.'),
  missingNonce: apiError(400, 'MissingSignatureNonce', 'SignatureNonce is mandatory for this action.'),
  timestampMalformed: apiError(
    400,
    'InvalidTimeStamp.Format',
    'Specified time stamp or date value is not well formatted.',
  ),
  timestampExpired: apiError(400, 'InvalidTimeStamp.Expired', 'Specified time stamp or date value is expired.'),
  idempotentParameterMismatch: apiError(
    403,
    'IdempotentParameterMismatch',
    'The specified parameter has changed while using an already used clientToken.',
  ),
  clientTokenMalformed: apiError(400, 'InvalidClientToken.ValueNotSupported', 'The ClientToken provided is invalid.'),
  dryRun: apiError(400, 'DryRunOperation', 'Request validation has been passed with DryRun flag set.'),
  regionNotFound: apiError(404, 'InvalidRegionId.NotFound', 'Specified value of "regionId" is not supported.'),
  missingRegion: apiError(400, 'MissingRegionId', 'RegionId is mandatory for this action.'),
  malformedRequest: apiError(400, 'InvalidRequest', 'The request is malformed: %s.'),
  requestTooLarge: apiError(413, 'RequestEntityTooLarge', 'The request body exceeds %s bytes.'),
  internalError: apiError(
    500,
    'InternalError',
    'The local cloud failed while it handled this call. This is a bug of the local cloud, not of the caller.',
  ),
} as const satisfies Record<string, ApiErrorDefinition>;

/** The gateway's answer when a mandatory parameter is absent. */
export function missingParameter(name: string): ApiErrorDefinition {
  return apiError(400, `Missing${name}`, `${name} is mandatory for this action.`);
}

/** The gateway's answer when a parameter is outside its enumeration, range or format. */
export function invalidParameter(name: string): ApiErrorDefinition {
  return apiError(400, `Invalid${name}`, `Specified parameter ${name} is not valid.`);
}
