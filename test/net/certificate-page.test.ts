import assert from 'node:assert/strict';
import { test } from 'node:test';
import { certificatePage } from '../../lib/net/certificate-page.ts';

test('a page that refuses a certificate says whether one arrived, and in which words', () => {
  const title = (text: string, body = '') =>
    `<html><head><title>${text}</title></head><body>${body}</body></html>`;
  for (const [page, wasShown, certificate, said] of [
    // The words of nginx decide, whatever we showed.
    [
      title('400 No required SSL certificate was sent'),
      true,
      'not-sent',
      'No required SSL certificate was sent',
    ],
    [title(' 400 The SSL certificate error '), false, 'not-accepted', 'The SSL certificate error'],
    ['THE SSL CERTIFICATE ERROR', false, 'not-accepted', 'THE SSL CERTIFICATE ERROR'],
    [title('', 'The SSL certificate error'), false, 'not-accepted', ''],
    // The words of others: what we showed does.
    [title('Error 400 here', 'Your Certificate is unknown.'), true, 'not-accepted', 'Error 400 here'],
    ['a certificate is needed', false, 'not-sent', 'certificate'],
  ] as const)
    assert.deepEqual(certificatePage(page, wasShown), { certificate, said }, page);
  for (const other of ['', title('400 Bad Request'), 'certificates', 'uncertificated'])
    assert.equal(certificatePage(other, true), undefined, other);
});
