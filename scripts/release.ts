/**
 * Makes a release of what is under "Unreleased": `npm run release -- patch|minor|major|1.2.3 [--dry-run]`.
 * It writes the version into package.json, the lock file and the change log, commits, and tags. It pushes nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { nextVersion, releaseNotes } from './release-notes.ts';
import { billOfMaterials, shippedPackages } from './shipped.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const git = (...args: readonly string[]) => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
const read = (file: string) => readFileSync(`${ROOT}${file}`, 'utf8');

const [step = ''] = process.argv.slice(2).filter((word) => !word.startsWith('-'));
const isDry = process.argv.includes('--dry-run');

const { version: current } = JSON.parse(read('package.json')) as { version: string };
try {
  const version = nextVersion(current, step);
  const { changelog, notes } = releaseNotes(read('CHANGELOG.md'), version, new Date());
  process.stdout.write(`${current} -> ${version}\n\n${notes}\n`);
  if (!isDry) {
    if (git('status', '--porcelain') !== '') throw new Error('the work tree has changes: commit them first');
    if (git('tag', '--list', `v${version}`) !== '') throw new Error(`the tag v${version} exists`);
    writeFileSync(`${ROOT}CHANGELOG.md`, changelog);
    execFileSync('npm', ['version', version, '--no-git-tag-version'], { cwd: ROOT, stdio: 'ignore' });
    git('add', 'CHANGELOG.md', 'package.json', 'package-lock.json');
    git('commit', '-m', `chore: release ${version}`);
    git('tag', '-a', `v${version}`, '-m', notes);
    mkdirSync(`${ROOT}dist`, { recursive: true });
    const file = `gatewatch-${version}.sbom.json`;
    writeFileSync(
      `${ROOT}dist/${file}`,
      `${JSON.stringify(await billOfMaterials(await shippedPackages()), null, 2)}\n`,
    );
    process.stdout.write(
      `tagged v${version}: git push --follow-tags publishes it (.github/workflows/release.yml); dist/${file} is what it holds of others\n`,
    );
  }
} catch (error) {
  process.stderr.write(`release: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
