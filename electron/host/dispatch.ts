import type { z } from 'zod';
import { hostMethods } from '../../shared/host-api.ts';
import type { HostArguments, HostHandlers, HostMethod, HostResult, Result } from '../../shared/host-api.ts';
import { fail } from './context.ts';

/** Seen a method at a time, so that the compiler ties each method's arguments to its handler. */
const schemas: { [M in HostMethod]: { params: z.ZodType<HostArguments<M>> } } = hostMethods;

/** The one door that both shells use: any name, any value in; always a Result out, never a throw. */
export type Dispatch = (method: unknown, params: unknown) => Promise<Result<unknown>>;

/** Parses the arguments of a known method on the host's side and runs its handler. UNKNOWN_METHOD, BAD_ARGUMENTS, INTERNAL. */
export function createDispatch(handlers: HostHandlers, log: (line: string) => void, onBug: (error: unknown) => void = () => undefined): Dispatch {
  return async (method, params) => {
    if (!isHostMethod(method)) {
      return fail('UNKNOWN_METHOD', `The host has no method "${String(method).slice(0, 60)}"`, {
        fix: 'Reload the window: it may be older than the host.',
      });
    }
    try {
      return await run(handlers, method, params);
    } catch (error) {
      // A throw is a bug. Its message may quote what it choked on, a password for instance: only its kind and place are logged.
      onBug(error);
      log(`${method} failed unexpectedly: ${describe(error)}`);
      return fail('INTERNAL', `Something went wrong in the host (${method})`, { fix: 'Try again; nothing was lost.' });
    }
  };
}

function isHostMethod(name: unknown): name is HostMethod {
  return typeof name === 'string' && Object.hasOwn(hostMethods, name);
}

async function run<M extends HostMethod>(handlers: HostHandlers, method: M, params: unknown): Promise<Result<HostResult<M>>> {
  const parsed = schemas[method].params.safeParse(params);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    const field = first?.path.map(String).join('.') ?? '';
    return fail('BAD_ARGUMENTS', `${method}: ${field || 'arguments'}: ${first?.message ?? 'not as expected'}`, {
      field,
      fix: 'Check the value that is named here.',
    });
  }
  return await handlers[method](parsed.data);
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const place = error.stack?.split('\n').find((line) => line.trimStart().startsWith('at '));
  return `${error.name} ${place?.trim() ?? ''}`;
}
