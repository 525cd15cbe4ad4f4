'use strict';
/**
 * Load it with `--require`: at SIGUSR2 the process collects its garbage and writes what is left, in bytes, into the file
 * that GATEWATCH_LIVE_HEAP names. What a process has of the machine says more of its collector than of itself.
 */
const { renameSync, writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');
process.on('SIGUSR2', () => {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  const file = `${process.env.GATEWATCH_LIVE_HEAP}-${process.pid}`;
  writeFileSync(`${file}.new`, String(heapUsed + external));
  renameSync(`${file}.new`, file);
});
