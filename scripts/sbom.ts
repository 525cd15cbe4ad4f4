/** Writes what the published package and the functions hold of others: `npm run sbom -- [FILE]`, default standard output. */
import { writeFileSync } from 'node:fs';
import { billOfMaterials, shippedPackages } from './shipped.ts';

const text = `${JSON.stringify(await billOfMaterials(await shippedPackages()), null, 2)}\n`;
const [file] = process.argv.slice(2);
if (file === undefined) process.stdout.write(text);
else writeFileSync(file, text);
