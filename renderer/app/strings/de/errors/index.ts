import { errorsChain } from './chain.ts';
import { errorsFrame } from './frame.ts';
import { errorsHost } from './host.ts';
import { errorsLabels } from './labels.ts';
import { errorsPacks } from './packs.ts';
import { errorsStore } from './store.ts';
import { errorsUpdates } from './updates.ts';
import { errorsWallet } from './wallet.ts';

export const errors = { ...errorsFrame, ...errorsWallet, ...errorsChain, ...errorsStore, ...errorsPacks, ...errorsHost, ...errorsLabels, ...errorsUpdates } as const;
