import { join } from 'node:path';
import { z } from 'zod';
import { readJsonFile } from '../host/chain/local/durable.ts';
import { repository } from './repository.ts';

export function appVersion(): string {
  return readJsonFile(join(repository.root, 'package.json'), z.object({ version: z.string() }))?.version ?? '0.0.0';
}
