// osls in each of the folders that FOLDERS names, one after the other in one process. A fault is the exit status of it all.
'use strict';

const script = require.resolve('osls/scripts/serverless.js');
const folders = process.env.FOLDERS.split('\n');
// It listens for the end of the process anew each time.
process.setMaxListeners(0);
// Nothing is left to do: osls has ended.
process.on('beforeExit', () => {
  const folder = folders.shift();
  if (folder === undefined) return;
  process.chdir(folder);
  delete require.cache[script];
  require(script);
});
