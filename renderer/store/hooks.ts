import { useLiveQuery } from 'dexie-react-hooks';

/** Rows of the store, again whenever one of them changes. `undefined` until they were read the first time. */
export function useStoreQuery<T>(read: () => Promise<T>, dependencies: readonly unknown[]): T | undefined {
  return useLiveQuery(read, [...dependencies]);
}
