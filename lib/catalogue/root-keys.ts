/** A public key that ends a chain: the holder of its private half is believed. */
export interface RootKey {
  /** The common name of the certificate that made the key known; for reading, never for deciding. */
  readonly name: string;
  /** The organisation (O) of that certificate. */
  readonly organisation: string;
  /** SHA-256 of the DER SubjectPublicKeyInfo, lower-case hex. */
  readonly sha256: string;
  /** DER SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), base64. */
  readonly spki: string;
}

/**
 * The roots that AWS endpoints of the partitions `aws` and `aws-us-gov` chain to. "Trust is based on keys and
 * not certificate attributes", and all five are to be included: Amazon Trust Services Repository
 * (amazontrust.com/repository), whose published SPKI hashes are the `sha256` here. The keys themselves were
 * taken from Node 24.21.0 `tls.rootCertificates` (Mozilla's list) on 2026-11-21.
 */
export const AMAZON_ROOT_KEYS: readonly RootKey[] = [
  {
    name: 'Amazon Root CA 1',
    organisation: 'Amazon',
    sha256: 'fbe3018031f9586bcbf41727e417b7d1c45c2f47f93be372a17b96b50757d5a2',
    spki:
      'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAsniAccp41eNxr0eAUHR9btjXiHb0mWj3WCFg+XSEAS+sAi2G06BD' +
      'ek6ypNA2ugG+jdtIyAcXNkz07ogjxz7rN/W1GfhJaLDe17l2OB1hnqT+gjal5UpW5EXh+f20Fvp02pybNTkv+rAgUAZsetCA' +
      'sqb5r+xHGY9QOAfcooc5WPi61an5SGcwlu6UeF5viaNRwDCGZqFFZrpU66PDkflI3P/R6DAtfS10cDXXiCT3nsRZbrtzhxfy' +
      'MkYouEP6tx2qyrTynyQOLUv3cVxeaf/qlQLLOIquUDhv2/stYhvFxx5U4XfgZ8gPnIcj1j9AIH8ggMSATD47JCaOBK5smsiq' +
      'DQIDAQAB',
  },
  {
    name: 'Amazon Root CA 2',
    organisation: 'Amazon',
    sha256: '7f4296fc5b6a4e3b35d3c369623e364ab1af381d8fa7121533c9d6c633ea2461',
    spki:
      'MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEArZafLZxKTEqBeVGZ7IrLa2BRE7xNbQb8sAiN3RkQascmDDXYwG8g' +
      'hOmUsZuFA8Nb20royPiQdtlbT+NM6AY2TcyarD0MkCuS1AYZYKw3RHmFgYKtWjfgDcydpkxSdupDnbcE0VD2VeDV0qZJhek3' +
      '6cp+rlyVTUiaP64gWm2Ildk0uFIaQ5Cwv2wFubZ4t+rQ5Do8ElNi/0rye741BakSNOPzZHRiLD0ASVoo/jJEu4fdZScCcTva' +
      'Svcf2s33IVWQTw/sroLhn2vZRdO78F+H7TwsOYbaP97sclXreaOt2918sLoczvzeTzV2zw/4eB9qNlFGJ2Fb6Z7P8KJVfXwl' +
      'im8vtMXPhC4r/Q1REGz7Xxu8G37FrjuYATGS/wtX9JqyuVfpq+8NdtHw7vTOhqfgbum0aaHfafYzxmkulxOepYewVxCBN8lT' +
      's7t/9pLRnNAY9JJu2oNPpmOZTKX7Xu8hZHogX2xkhRXLN+liDAsqFtwBLjLaPkv1njr2F0CU756RCIb6vmOoWjPsy3RDlfls' +
      'aVI2xylv/FUDXB/7n71H6+dJR5ULTokiCUng9WEe8b8uinJugFn/Vzr5dTKjTl/s7Shi2U1z8syBF2Dtzevc26fKxX4CvfJU' +
      'CFT9tC0JLBdUSpjRVOFRZwjS7W5+bz/SLYFZKWbLkDmVER50J/7d668CAwEAAQ==',
  },
  {
    name: 'Amazon Root CA 3',
    organisation: 'Amazon',
    sha256: '36abc32656acfc645c61b71613c4bf21c787f5cabbee48348d58597803d7abc9',
    spki:
      'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEKZenxkF/wA2b6AEbVsbyUqW6LbIS6NIu1/rJxdiqbR9zgTs7mGs5fDOlxU6G' +
      'joAXaGJFV31EWB2zN+VnCOtm3g==',
  },
  {
    name: 'Amazon Root CA 4',
    organisation: 'Amazon',
    sha256: 'f7ecded5c66047d28ed6466b543c40e0743abe81d109254dcf845d4c2c7853c5',
    spki:
      'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE0quKN0+jUw3+wYp7S6h7RktjsGL2LRvbCHEh0gDoY72aJ/vwOW5d6j2lyYGqo1sg' +
      'mEVdFtv96BBt45zg471fhGLzcGQzoMskL3C6iKEqoHX4ga5iBsSB2zluKbAe+i5c',
  },
  {
    name: 'Starfield Services Root Certificate Authority - G2',
    organisation: 'Starfield Technologies, Inc.',
    sha256: '2b071c59a0a0ae76b0eadb2bad23bad4580b69c3601b630c2eaf0613afa83f92',
    spki:
      'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1Qw6xCr5TuL1vhmXX46IU7EfP8vPnyATbSk6yA99PPdrdjhj2TZg' +
      'qJteXACAsi9Zf/aH+SVDhudpG1KakOFx49gtDU5v9shJ2bbzGlauK7Z0FOvP+ybjGrodli5qO1iUiUdW/yWgk3BTg9qEdBTD' +
      'Z54EaDrfjkBaHUpOz0ORO+dW1gBwy1Lue32uOue8MflF9sJgzxNZAiuAzDRH37nekGVtAs8skaam596FGEl8Zk6jOm2pte40' +
      'LroNA7gz30frsWuNJdmbzoHRRUYylnCH3gIOSUOFtmxzu2TqYUGsydRU34cvxyKyJsyfWVRon/y+Ki/EVRx1QGAXhQJVOYt/' +
      'BQIDAQAB',
  },
];
