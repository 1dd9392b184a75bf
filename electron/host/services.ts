import { createChainService } from './chain/chain-service.ts';
import type { ChainServiceOptions } from './chain/chain-service.ts';
import type { DetailsFinder } from './files/details.ts';
import { createFilesService } from './files/service.ts';
import type { ServiceMakers } from './host.ts';
import { createPacksService } from './packs/service.ts';
import { createPracticeService } from './practice/service.ts';

interface ServicesOptions {
  /** A network that was given on the command line. */
  readonly foreign?: ChainServiceOptions['foreign'] | undefined;
  /** What exports know of others' details. */
  readonly findDetails?: DetailsFinder | undefined;
  /** Where the sample's files are; without them there is no practice. */
  readonly sampleDir?: string;
}

/** The services as Tessera runs them. */
export function standardServices({ foreign, findDetails, sampleDir }: ServicesOptions = {}): ServiceMakers {
  return {
    chain: (context, account) => createChainService({ context, account, ...(foreign === undefined ? {} : { foreign }) }),
    practice: async (_, chain) => ({ ok: true, value: createPracticeService(chain) }),
    packs: async (context) => ({ ok: true, value: createPacksService(context, undefined, sampleDir) }),
    files: async (context, parts) => ({ ok: true, value: createFilesService(context, { ...parts, findDetails }) }),
  };
}
