import { createChainService } from './chain/chain-service.ts';
import type { ChainServiceOptions } from './chain/chain-service.ts';
import { createFilesService } from './files/service.ts';
import type { ServiceMakers } from './host.ts';
import { createPacksService } from './packs/service.ts';
import { createPracticeService } from './practice/service.ts';

/** The services as Tessera runs them; `foreign` is a network that was given on the command line. */
export function standardServices(foreign?: ChainServiceOptions['foreign']): ServiceMakers {
  return {
    chain: (context, account) => createChainService({ context, account, ...(foreign === undefined ? {} : { foreign }) }),
    practice: async (_, chain) => ({ ok: true, value: createPracticeService(chain) }),
    packs: async (context) => ({ ok: true, value: createPacksService(context) }),
    files: async (context, parts) => ({ ok: true, value: createFilesService(context, parts) }),
  };
}
