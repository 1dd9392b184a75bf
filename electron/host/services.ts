import { createChainService } from './chain/chain-service.ts';
import type { ChainServiceOptions } from './chain/chain-service.ts';
import type { DetailsFinder } from './files/details.ts';
import { createFilesService } from './files/service.ts';
import type { ServiceMakers } from './host.ts';
import { createPacksService } from './packs/service.ts';
import { createPracticeService } from './practice/service.ts';

/** The services as Tessera runs them; `foreign` is a network that was given on the command line, and `findDetails` what exports know of others' details. */
export function standardServices(foreign?: ChainServiceOptions['foreign'], findDetails?: DetailsFinder): ServiceMakers {
  return {
    chain: (context, account) => createChainService({ context, account, ...(foreign === undefined ? {} : { foreign }) }),
    practice: async (_, chain) => ({ ok: true, value: createPracticeService(chain) }),
    packs: async (context) => ({ ok: true, value: createPacksService(context) }),
    files: async (context, parts) => ({ ok: true, value: createFilesService(context, { ...parts, findDetails }) }),
  };
}
