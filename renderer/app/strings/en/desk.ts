/** The desk: items, tools, regions, sealing. */
export const desk = {} as const;
