import { INSPECTION_PRODUCTS } from '../catalogue/inspection-products.ts';
import { type Certificate, valuesOf } from './certificate.ts';

/** What an inspection product is called that does not say its name. */
export const UNNAMED_PRODUCT = 'unnamed';

/**
 * Which product signed a chain that is not trusted, by the names it wrote into issuers and CA subjects; `unnamed`
 * when it did not. A leaf's subject names the site that was asked for, never the product, and is left out.
 */
export function recogniseProduct(sent: readonly Certificate[]): string {
  const names = sent.flatMap(({ x509 }, index) =>
    index === 0 ? [x509.issuer] : [x509.issuer, x509.subject],
  );
  const found = INSPECTION_PRODUCTS.find(({ patterns }) =>
    patterns.some(({ attribute, pattern }) =>
      names.some((name) => valuesOf(name, attribute).some((value) => pattern.test(value))),
    ),
  );
  return found?.product ?? UNNAMED_PRODUCT;
}
