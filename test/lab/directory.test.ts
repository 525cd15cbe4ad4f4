import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Finding } from '../../lib/core/finding.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { askFrom } from './support/ask.ts';
import { checkFrom, findingOf } from './support/check.ts';
import { CONTROLLER, DOMAIN, DOMAIN_TOOLS, makeDomain } from './support/domain-controller.ts';
import { labOrExplain } from './support/prerequisites.ts';
import { setRules } from './support/rules.ts';
import { openSite } from './support/site.ts';

const ADDRESS = '10.5.0.30';

if (labOrExplain('a domain controller: Samba as Active Directory', DOMAIN_TOOLS)) {
  const { client, router, attach } = await openSite({ after });
  const controller = await attach('dc', ADDRESS, '10.5.0.1');
  await client.etc('resolv.conf', `nameserver ${ADDRESS}\n`);
  const domain = await makeDomain({ after }, controller, ADDRESS);

  const ask = async (host = DOMAIN): Promise<Finding> => {
    const question = { kind: 'domain-controllers', domain: host, timeoutMs: 6000, attempts: 1 };
    const { findings } = await askFrom(client, [question], { servers: [ADDRESS] });
    const [finding] = findings;
    assert.ok(finding);
    return finding;
  };

  test('the controller that DNS names serves every port, and tells its time', async () => {
    await domain.runs();
    const finding = await ask();
    assert.deepEqual([finding.status, finding.reason], ['healthy', null], JSON.stringify(finding.faults));
    const [, ldap, kerberos, dc] = finding.evidence;
    assert.deepEqual(ldap?.places, [`${CONTROLLER}:389`]);
    assert.deepEqual(kerberos?.places, [`${CONTROLLER}:88`]);
    assert.deepEqual([dc?.subject, dc?.addresses], [CONTROLLER, [ADDRESS]]);
    assert.ok(Math.abs(Number(dc?.offsetMs)) < 1000, `${dc?.offsetMs} ms`);
  });

  test('a domain that this DNS server does not know has no controllers', async () => {
    await domain.runs();
    const finding = await ask('other.example.com');
    assert.deepEqual([finding.status, finding.reason], ['failed', 'domain-records-missing']);
  });

  test('a port that is filtered on the way is named with what it carries', async (t) => {
    await domain.runs();
    t.after(() => setRules(router, []));
    await setRules(router, [{ does: 'drop', protocol: 'tcp', ports: [88, 464] }]);
    const finding = await ask();
    assert.deepEqual(
      [finding.status, finding.reason],
      ['failed', 'controller-port-closed'],
      JSON.stringify(finding),
    );
    assert.equal(finding.faults[0]?.values?.closed, '88 Kerberos silent, 464 Kerberos password silent');
  });

  test('the target of gatewatch.yaml finds the controllers by itself', async (t) => {
    await domain.runs();
    const config = join(await temporaryFolder(t, 'target'), 'gatewatch.yaml');
    const target = `{ name: domain, type: active-directory, domain: ${DOMAIN} }`;
    await writeFile(config, `vantages: [{ name: idc, targets: [${target}] }]\n`);
    const checked = await checkFrom(client, ['--config', config, '--no-aws']);
    assert.equal(
      findingOf(checked, 'domain-controllers').status,
      'healthy',
      JSON.stringify(checked.report.findings),
    );
    assert.equal(findingOf(checked, 'dns').status, 'healthy');
  });

  test('a controller whose clock is six minutes behind is wrong for Kerberos', async () => {
    await domain.runs('-6m');
    const finding = await ask();
    assert.deepEqual([finding.status, finding.reason], ['failed', 'controller-clock-skewed']);
    assert.ok(Math.abs(Number(finding.faults[0]?.values?.offsetSeconds) + 360) < 2);
  });
}
