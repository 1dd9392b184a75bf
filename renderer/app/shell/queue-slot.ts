/** Where the status bar keeps a place for what waits: the frame stands while the store is still opening. */
export const QUEUE_SLOT = 'status-queue';
/** Where the store says above every view that room runs short. */
export const SPACE_SLOT = 'space-slot';
