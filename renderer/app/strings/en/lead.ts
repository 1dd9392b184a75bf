/** Lead: projects, ingest, dashboards, export. */
export const lead = {} as const;
