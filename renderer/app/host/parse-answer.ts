import type { z } from 'zod';
import { hostErrorSchema, hostEvents, hostMethods } from '../../../shared/host-api.ts';
import type { HostEvent, HostEventData, HostMethod, HostResult, Result } from '../../../shared/host-api.ts';

const results: { [M in HostMethod]: { result: z.ZodType<HostResult<M>> } } = hostMethods;
const events: { [E in HostEvent]: z.ZodType<HostEventData<E>> } = hostEvents;

/** The host's answer to a method, or HOST_ANSWER_INVALID: a host of another version than this window. */
export function parseAnswer<M extends HostMethod>(method: M, raw: unknown): Result<HostResult<M>> {
  if (typeof raw === 'object' && raw !== null && 'ok' in raw) {
    if (raw.ok === true && 'value' in raw) {
      const parsed = results[method].result.safeParse(raw.value);
      if (parsed.success) return { ok: true, value: parsed.data };
    }
    if (raw.ok === false && 'error' in raw) {
      const parsed = hostErrorSchema.safeParse(raw.error);
      if (parsed.success) return { ok: false, error: parsed.data };
    }
  }
  return hostFailure('HOST_ANSWER_INVALID', `The host's answer to ${method} is not understood`, 'Close Tessera, start it again and reload the window.');
}

/** An event's data, or null where it is not understood. */
export function parseEvent<E extends HostEvent>(event: E, data: unknown): HostEventData<E> | null {
  const parsed = events[event].safeParse(data);
  return parsed.success ? parsed.data : null;
}

export function hostFailure(code: string, message: string, fix: string): Result<never> {
  return { ok: false, error: { code, message, fix } };
}
