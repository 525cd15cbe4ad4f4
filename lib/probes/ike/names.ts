/**
 * Notify message types of IKEv2 that say something about a responder.
 * Source: RFC 7296 §3.10.1; REDIRECT and its kin RFC 5685; fragmentation RFC 7383; hash algorithms
 * RFC 7427; multiple authentication RFC 4739; childless initiation RFC 6023.
 */
const NOTIFY_V2: Readonly<Record<number, string>> = {
  1: 'UNSUPPORTED_CRITICAL_PAYLOAD',
  4: 'INVALID_IKE_SPI',
  5: 'INVALID_MAJOR_VERSION',
  7: 'INVALID_SYNTAX',
  9: 'INVALID_MESSAGE_ID',
  11: 'INVALID_SPI',
  14: 'NO_PROPOSAL_CHOSEN',
  17: 'INVALID_KE_PAYLOAD',
  24: 'AUTHENTICATION_FAILED',
  34: 'SINGLE_PAIR_REQUIRED',
  35: 'NO_ADDITIONAL_SAS',
  36: 'INTERNAL_ADDRESS_FAILURE',
  37: 'FAILED_CP_REQUIRED',
  38: 'TS_UNACCEPTABLE',
  39: 'INVALID_SELECTORS',
  43: 'TEMPORARY_FAILURE',
  44: 'CHILD_SA_NOT_FOUND',
  16384: 'INITIAL_CONTACT',
  16385: 'SET_WINDOW_SIZE',
  16386: 'ADDITIONAL_TS_POSSIBLE',
  16387: 'IPCOMP_SUPPORTED',
  16388: 'NAT_DETECTION_SOURCE_IP',
  16389: 'NAT_DETECTION_DESTINATION_IP',
  16390: 'COOKIE',
  16391: 'USE_TRANSPORT_MODE',
  16392: 'HTTP_CERT_LOOKUP_SUPPORTED',
  16393: 'REKEY_SA',
  16394: 'ESP_TFC_PADDING_NOT_SUPPORTED',
  16395: 'NON_FIRST_FRAGMENTS_ALSO',
  16404: 'MULTIPLE_AUTH_SUPPORTED',
  16406: 'REDIRECT_SUPPORTED',
  16407: 'REDIRECT',
  16418: 'CHILDLESS_IKEV2_SUPPORTED',
  16430: 'IKEV2_FRAGMENTATION_SUPPORTED',
  16431: 'SIGNATURE_HASH_ALGORITHMS',
};

/** Notify message types of IKEv1. Source: RFC 2408 §3.14.1. */
const NOTIFY_V1: Readonly<Record<number, string>> = {
  1: 'INVALID-PAYLOAD-TYPE',
  2: 'DOI-NOT-SUPPORTED',
  3: 'SITUATION-NOT-SUPPORTED',
  4: 'INVALID-COOKIE',
  5: 'INVALID-MAJOR-VERSION',
  6: 'INVALID-MINOR-VERSION',
  7: 'INVALID-EXCHANGE-TYPE',
  8: 'INVALID-FLAGS',
  9: 'INVALID-MESSAGE-ID',
  10: 'INVALID-PROTOCOL-ID',
  11: 'INVALID-SPI',
  12: 'INVALID-TRANSFORM-ID',
  13: 'ATTRIBUTES-NOT-SUPPORTED',
  14: 'NO-PROPOSAL-CHOSEN',
  15: 'BAD-PROPOSAL-SYNTAX',
  16: 'PAYLOAD-MALFORMED',
  17: 'INVALID-KEY-INFORMATION',
  18: 'INVALID-ID-INFORMATION',
  19: 'INVALID-CERT-ENCODING',
  20: 'INVALID-CERTIFICATE',
  21: 'CERT-TYPE-UNSUPPORTED',
  22: 'INVALID-CERT-AUTHORITY',
  23: 'INVALID-HASH-INFORMATION',
  24: 'AUTHENTICATION-FAILED',
  25: 'INVALID-SIGNATURE',
  26: 'ADDRESS-NOTIFICATION',
  27: 'NOTIFY-SA-LIFETIME',
  28: 'CERTIFICATE-UNAVAILABLE',
  29: 'UNSUPPORTED-EXCHANGE-TYPE',
  30: 'UNEQUAL-PAYLOAD-LENGTHS',
};

/** Payload types. Source: RFC 7296 §3.2 (from 33), RFC 2408 §3.1 (below). */
const PAYLOADS: Readonly<Record<number, string>> = {
  1: 'SA',
  4: 'KE',
  5: 'ID',
  6: 'CERT',
  7: 'CR',
  8: 'HASH',
  9: 'SIG',
  10: 'NONCE',
  11: 'N',
  12: 'D',
  13: 'VID',
  33: 'SA',
  34: 'KE',
  35: 'IDi',
  36: 'IDr',
  37: 'CERT',
  38: 'CERTREQ',
  39: 'AUTH',
  40: 'Nonce',
  41: 'N',
  42: 'D',
  43: 'V',
  46: 'SK',
};

/** The name a notify has in its RFC, or its number where the tables have none (private use, later RFCs). */
export function notifyName(majorVersion: number, type: number): string {
  return (majorVersion === 2 ? NOTIFY_V2 : NOTIFY_V1)[type] ?? `notify ${type}`;
}

export function payloadName(type: number): string {
  return PAYLOADS[type] ?? `payload ${type}`;
}
