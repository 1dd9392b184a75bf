/** Where the status bar keeps a place for what waits: the frame stands while the store is still opening. */
export const QUEUE_SLOT = 'status-queue';
