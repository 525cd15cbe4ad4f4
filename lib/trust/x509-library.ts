/**
 * `@peculiar/x509`, which is built with tsyringe, which refuses to load before `reflect-metadata` has. The order of
 * two plain imports is not enough: a bundler that splits code may evaluate the second one first, since only one of
 * them is an ES module.
 */
await import('reflect-metadata');
export const x509 = await import('@peculiar/x509');
