import type { Say } from '../strings/strings.ts';
import { language } from '../strings/strings.ts';
import { en } from '../strings/en/index.ts';
import type { ErrorAction } from './error-actions.ts';
import { actionFor } from './error-actions.ts';

/** The least that an error of any layer says; `HostError` is one. */
export interface DescribableError {
  code: string;
  message: string;
  field?: string | undefined;
  fix?: string | undefined;
}

export interface ErrorDescription {
  /** What happened. */
  sentence: string;
  /** What is not lost, and what to know. */
  safe: string;
  /** The reporter's own words, in English: which field, which file, what to do. Never a stack. */
  details: readonly string[];
  action: ErrorAction | null;
  /** Nothing is broken: the network is away, and work goes on. */
  isCalm: boolean;
}

/** Codes whose sentence and cure say all that the reporter's message says. */
const SAID = new Set(['WRONG_PASSWORD', 'BAD_PHRASE', 'PHRASE_MISMATCH', 'PHRASE_EXPIRED', 'BAD_PRIVATE_KEY', 'WALLET_LOCKED', 'NO_ACCOUNT', 'NOT_LOCAL']);

/** Codes where the name of the field is what the person needs. */
const FIELD_MATTERS = new Set(['BAD_ARGUMENTS', 'SCHEMA_INVALID', 'BAD_ADDRESS']);

const CALM = new Set(['CHAIN_OFFLINE', 'RPC_UNREACHABLE', 'CHAIN_NOT_RUNNING', 'NODE_SILENT', 'NOT_MINED', 'RANGE_TOO_WIDE']);

/** Host, contracts and importers report in it. */
const REPORTERS_LANGUAGE = 'en';

type Entry = keyof typeof en.errors;

/**
 * An error's code to what a person reads. A code without an entry keeps the reporter's own message where that is in the
 * language of the window, and else stands among the details.
 */
export function describeError(error: DescribableError, t: Say): ErrorDescription {
  const known = isDescribed(error.code) ? error.code : null;
  const own = language() === REPORTERS_LANGUAGE ? error.message : '';
  const sentence = known === null ? own || t('errors:unknown.sentence') : t(`errors:${known}.sentence`);
  const hasField = error.field !== undefined && error.field !== '' && (known === null || FIELD_MATTERS.has(error.code));
  const details = [
    hasField ? t('errors:field', { field: error.field ?? '' }) : '',
    error.message === sentence || SAID.has(error.code) ? '' : error.message,
    error.fix ?? '',
  ];
  return {
    sentence,
    safe: t(known === null ? 'errors:unknown.safe' : `errors:${known}.safe`),
    details: details.filter((line, index) => line !== '' && details.indexOf(line) === index),
    action: actionFor(error.code),
    isCalm: CALM.has(error.code),
  };
}

type Described = { [K in Entry]: (typeof en.errors)[K] extends { sentence: string; safe: string } ? K : never }[Entry];

function isDescribed(code: string): code is Described {
  const entry: unknown = Object.entries(en.errors).find(([key]) => key === code)?.[1];
  return typeof entry === 'object' && entry !== null && 'sentence' in entry;
}
