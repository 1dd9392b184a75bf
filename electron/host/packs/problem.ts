/** A file, or a field in it, that was not taken: why, and what to do about it. */
export interface Problem {
  /** As the person knows it: the path inside what was dropped. */
  readonly file: string;
  readonly field?: string;
  readonly reason: string;
  readonly fix: string;
}

/** What can be said of a file's contents once they were looked at. */
export type Inspected<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Omit<Problem, 'file'> };

export function refuse(reason: string, fix: string, field?: string): Inspected<never> {
  return { ok: false, problem: field === undefined ? { reason, fix } : { field, reason, fix } };
}
