import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * The probe function asks from its VPC and judges nothing: of kinds that ask AWS it needs the name, of the others no
 * judge. Their code would be read at every cold start.
 */
export const onlyObserve: Plugin = {
  name: 'only-observe',
  setup({ onLoad }) {
    onLoad({ filter: /\/lib\/probes\/[^/]+\/kind\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!/^ {2}from: 'control',$/m.test(text)) return undefined;
      const [, name] = /^export const (\w+) = defineProbe\(/m.exec(text) ?? [];
      const [, kind] = /^ {2}kind: '([^']+)',$/m.exec(text) ?? [];
      if (name === undefined || kind === undefined) throw new Error(`${path}: defines no kind`);
      return { contents: `export const ${name} = { kind: '${kind}', from: 'control' };\n` };
    });
    onLoad({ filter: /\/lib\/probes\/[^/]+\/judge\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const names = [...text.matchAll(/^export (?:const|function) (\w+)/gm)].map(([, name]) => name);
      return {
        contents: names
          .map((name) => `export function ${name}() { throw new Error('the probe judges nothing'); }\n`)
          .join(''),
      };
    });
  },
};
