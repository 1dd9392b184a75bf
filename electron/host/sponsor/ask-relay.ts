import type { Result } from '../../../shared/host-api.ts';
import { relayAnswerSchema, relayErrorSchema } from '../../../shared/protocol/relay.ts';
import type { RelayAnswer, RelayRequest } from '../../../shared/protocol/relay.ts';
import { fail } from '../context.ts';

/** A relay says little: what is longer is none, or means harm. */
const MAX_ANSWER_BYTES = 16_384;

/** Refusals that another try later may cure by itself; every other one says that this operation is not wanted there. */
const LATER = new Set(['OVER_QUOTA', 'RELAY_SPENT', 'TOO_FAST', 'RELAY_FULL', 'RELAY_POOR', 'CHAIN_OFFLINE', 'INTERNAL']);

/**
 * Gives an operation to a relay. Nothing of the answer is believed but that somebody answered.
 * RELAY_UNREACHABLE, RELAY_BAD_ANSWER, RELAY_BUSY (later), RELAY_REFUSED (never).
 * @param hash the operation's own, which the answer must name
 */
export async function askRelay(url: string, request: RelayRequest, hash: string, timeoutMs: number): Promise<Result<RelayAnswer>> {
  let status: number;
  let text: string;
  try {
    // One deadline over everything: a relay that drips its answer is as dead as one that is silent.
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(`${url}/v1/operations`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(request), redirect: 'error', signal });
    status = response.status;
    text = await readAtMost(response, MAX_ANSWER_BYTES);
  } catch (error) {
    return fail('RELAY_UNREACHABLE', `The relay ${url} does not answer (${reasonOf(error)}).`, { fix: 'Nothing is lost: it is tried again, or goes out directly when the account has gas.' });
  }
  const json = parse(text);
  const answer = relayAnswerSchema.safeParse(json);
  if (status < 300 && answer.success) {
    return answer.data.hash === hash ? { ok: true, value: answer.data } : badAnswer(url, 'it answers about another operation');
  }
  const refusal = relayErrorSchema.safeParse(json);
  if (status < 400 || !refusal.success) return badAnswer(url, `HTTP ${status}, and not in a relay’s form`);
  const { code, message } = refusal.data.error;
  const said = `The relay ${url} says: ${inOneLine(message)} (${code})`;
  return LATER.has(code) ? fail('RELAY_BUSY', said) : fail('RELAY_REFUSED', said);
}

function badAnswer(url: string, what: string): Result<never> {
  return fail('RELAY_BAD_ANSWER', `What the relay ${url} answers cannot be used: ${what}.`, { fix: 'Nothing is lost: the chain decides, not the relay.' });
}

async function readAtMost(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > maxBytes) throw new Error('its answer is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** A stranger's words, for a line of ours. */
const inOneLine = (text: string): string => text.replace(/[\p{C}\s]+/gu, ' ').trim().slice(0, 200);

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer';
  if (error.name === 'TimeoutError') return 'no whole answer in time';
  const cause = error.cause instanceof Error ? error.cause.message : error.message;
  return inOneLine(cause);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
