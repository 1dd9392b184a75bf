import type { Result } from '../../../shared/host-api.ts';
import type { ChainService, PracticeService } from '../chain/port.ts';
import { createWire } from '../chain/wire.ts';
import { fail } from '../context.ts';
import { practiceAnswerSchema } from './practice-answer.ts';
import type { z } from 'zod';

const TIMEOUT_MS = 5_000;

/** The window's switch for practice. Practice itself runs with the local chain, once for all profiles. */
export function createPracticeService(chain: ChainService): PracticeService {
  async function ask(method: string, params: readonly unknown[]): Promise<Result<z.infer<typeof practiceAnswerSchema>>> {
    const wire = createWire(chain.network().rpcUrl);
    const answer = await wire.call(method, params, TIMEOUT_MS);
    wire.close();
    if (!answer.ok && answer.error.kind === 'unreachable') return fail('CHAIN_OFFLINE', 'The local chain does not answer.', { fix: 'Start it: tessera chain' });
    const parsed = practiceAnswerSchema.safeParse(answer.ok ? answer.value : null);
    return parsed.success ? { ok: true, value: parsed.data } : fail('RPC_GARBAGE', 'The local chain does not know of practice: it is of another version.', { fix: 'Stop it and start it again: tessera chain stop' });
  }
  return {
    async status() {
      if (!chain.network().isLocal) return { ok: true, value: { isAvailable: false, isEnabled: false, note: 'Practice annotators are there on the local chain only.' } };
      return ask('tessera_practiceStatus', []);
    },
    async set({ isEnabled }) {
      if (!chain.network().isLocal) return fail('NOT_LOCAL', 'Practice annotators are there on the local chain only.');
      const answer = await ask('tessera_practiceSet', [isEnabled]);
      return answer.ok ? { ok: true, value: {} } : answer;
    },
    close: async () => undefined,
  };
}
