/**
 * `@peculiar/x509` builds its parts with tsyringe, which refuses to load without the metadata functions of
 * `reflect-metadata`. None of its parts uses them, so functions that know nothing are enough.
 */
const nothing = {
  getMetadata: () => undefined,
  getOwnMetadata: () => undefined,
  defineMetadata: () => undefined,
};
for (const [name, value] of Object.entries(nothing)) {
  if (!(name in Reflect)) Object.defineProperty(Reflect, name, { value, configurable: true, writable: true });
}
