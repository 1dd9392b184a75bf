/** Control characters, and those that turn or break the line that they stand in, whatever comes after them included. */
const TURNING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** What is wrong with a name that is not plain: a stranger's stand among words of ours. */
export const NOT_PLAIN = 'has characters that turn or break the line';

/** Whether a name shows what it is, and nothing around it in another way. */
export const isPlainName = (name: string): boolean => name.search(TURNING) === -1;

/** The name with such characters made visible, as `_`. */
export const plainName = (name: string): string => name.replace(TURNING, '_');
