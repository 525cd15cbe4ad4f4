import { readFileSync } from 'node:fs';
import { parseConfig } from './lib/config/load.ts';
import { createService } from './lib/stack/service.ts';

// osls loads this file as CommonJS, where nothing can be awaited; it always runs in the project's folder.
export default createService(parseConfig(readFileSync('gatewatch.yaml', 'utf8')));
