/** Has blackbox_exporter probe each target, 16 at once; tells how many failed: `scrape.ts EXPORTER MODULE FILE`. */
import { readFile } from 'node:fs/promises';

const AT_ONCE = 16;
const [exporter, module, file = ''] = process.argv.slice(2);
const { targets } = JSON.parse(await readFile(file, 'utf8')) as {
  targets: (readonly [address: string, port: number])[];
};
let failures = 0;
await Promise.all(
  Array.from({ length: AT_ONCE }, async () => {
    for (let next = targets.pop(); next !== undefined; next = targets.pop()) {
      const answer = await fetch(`http://${exporter}/probe?module=${module}&target=${next[0]}:${next[1]}`);
      if (!/^probe_success 1$/m.test(await answer.text())) failures += 1;
    }
  }),
);
process.stdout.write(String(failures));
