import type { EngineAnswer, EngineRequest } from '../../../../shared/quality/dashboard/engine.ts';

/* What the window and its own worker say to each other: both are of one build, so that the kind alone is looked at. */

export interface Asked {
  readonly id: number;
  readonly request: EngineRequest;
}

export type Answered = { readonly id: number; readonly answer: EngineAnswer } | { readonly id: number; readonly problem: string };

const hasId = (data: unknown): data is { id: number } => typeof data === 'object' && data !== null && 'id' in data && typeof data.id === 'number';

export function isAsked(data: unknown): data is Asked {
  return hasId(data) && 'request' in data;
}

export function isAnswered(data: unknown): data is Answered {
  return hasId(data) && ('answer' in data || 'problem' in data);
}
