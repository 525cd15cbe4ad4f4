import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alertInErrorCode, alertInFirstRecord, looksLikeTls } from '../../lib/net/alerts.ts';
import { fc } from '../support/property.ts';

test('a fatal alert record names its alert', () => {
  assert.equal(alertInFirstRecord(Uint8Array.of(21, 3, 3, 0, 2, 2, 40)), 'handshake-failure');
  assert.equal(alertInFirstRecord(Uint8Array.of(21, 3, 0, 0, 2, 2, 112)), 'unrecognized-name');
  assert.equal(alertInFirstRecord(Uint8Array.of(21, 3, 3, 0, 2, 2, 200)), 'alert-200');
});

test('a warning, an encrypted alert and half an alert are none', () => {
  assert.equal(alertInFirstRecord(Uint8Array.of(21, 3, 3, 0, 2, 1, 112)), undefined);
  assert.equal(alertInFirstRecord(Uint8Array.of(21, 3, 3, 0, 26, 2, 40)), undefined);
  assert.equal(alertInFirstRecord(Uint8Array.of(21, 3, 3, 0, 2, 2)), undefined);
});

test('one byte that is not of an alert record is enough to be none', () => {
  const alert = [21, 3, 3, 0, 2, 2, 40];
  const [, , version] = alert.keys();
  for (const place of alert.keys().filter((one) => one !== version && one !== 6))
    assert.equal(alertInFirstRecord(Uint8Array.from(alert.with(place, 99))), undefined, `byte ${place}`);
});

test('the codes of every OpenSSL release name their alert', () => {
  assert.equal(alertInErrorCode('ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE'), 'handshake-failure');
  assert.equal(alertInErrorCode('ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE'), 'handshake-failure');
  assert.equal(alertInErrorCode('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), 'certificate-required');
  assert.equal(alertInErrorCode('ERR_SSL_TLSV1_UNRECOGNIZED_NAME'), 'unrecognized-name');
  assert.equal(alertInErrorCode('ERR_SSL_WRONG_VERSION_NUMBER'), undefined);
  assert.equal(alertInErrorCode('ERR_SSL_TLSV1_UNRECOGNIZED_NAME_AND_MORE'), undefined);
  assert.equal(alertInErrorCode('X_ERR_SSL_TLSV1_UNRECOGNIZED_NAME'), undefined);
  assert.equal(alertInErrorCode('ERR_SSL_TLSV1_BAD_CERTIFICATE_HASH_VALUE'), 'bad-certificate-hash-value');
});

test('TLS records are told from banners', () => {
  assert.equal(looksLikeTls(Buffer.from('SSH-2.0-x')), false);
  assert.equal(looksLikeTls(Buffer.from('HTTP/1.1')), false);
  assert.equal(looksLikeTls(Uint8Array.of(22, 3, 3)), true);
  assert.equal(looksLikeTls(Uint8Array.of(22, 4)), false);
  assert.equal(looksLikeTls(Uint8Array.of()), true);
  for (const [type, isTls] of [
    [19, false],
    [20, true],
    [24, true],
    [25, false],
  ] as const)
    assert.equal(looksLikeTls(Uint8Array.of(type)), isTls, `content type ${type}`);
});

test('no bytes can make the alert reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
      const alert = alertInFirstRecord(bytes);
      return alert === undefined || (looksLikeTls(bytes) && /^[a-z0-9-]+$/.test(alert));
    }),
  );
});
