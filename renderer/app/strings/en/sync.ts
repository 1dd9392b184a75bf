/** Work list, seats, what waits to be sent, earnings. */
export const sync = {} as const;
