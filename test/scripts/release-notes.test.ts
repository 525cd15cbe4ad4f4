import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextVersion, releaseNotes } from '../../scripts/release-notes.ts';

const DAY = new Date('2026-12-01T09:00:00Z');
const LOG = '# Changelog\n\n## Unreleased\n\n- [FEATURE] paths\n\n## 0.1.0 - 2026-11-22\n\n- first\n';

test('the next version counts the named part up and those behind it from zero', () => {
  assert.equal(nextVersion('1.2.3', 'patch'), '1.2.4');
  assert.equal(nextVersion('1.2.3', 'minor'), '1.3.0');
  assert.equal(nextVersion('1.2.3', 'major'), '2.0.0');
  assert.equal(nextVersion('1.2.3', '1.10.0'), '1.10.0');
});

test('a version that is no step forward is refused', () => {
  assert.throws(() => nextVersion('1.2.3', '1.2.3'), /1\.2\.3 is not later than 1\.2\.3/);
  assert.throws(() => nextVersion('1.10.0', '1.9.9'), /not later/);
  assert.throws(() => nextVersion('1.2.3', 'big'), /expected patch, minor, major or x\.y\.z, got "big"/);
});

test('what was unreleased becomes the version, under a new empty heading', () => {
  const { changelog, notes } = releaseNotes(LOG, '0.2.0', DAY);
  assert.equal(notes, '- [FEATURE] paths');
  assert.equal(
    changelog,
    '# Changelog\n\n## Unreleased\n\n## 0.2.0 - 2026-12-01\n\n- [FEATURE] paths\n\n## 0.1.0 - 2026-11-22\n\n- first\n',
  );
});

test('a release without changes, or made twice, is refused', () => {
  const { changelog } = releaseNotes(LOG, '0.2.0', DAY);
  assert.throws(() => releaseNotes(changelog, '0.3.0', DAY), /nothing is under/);
  assert.throws(() => releaseNotes(LOG, '0.1.0', DAY), /already has 0\.1\.0/);
  assert.throws(() => releaseNotes('# Changelog\n', '0.2.0', DAY), /no heading/);
});
