import type { HostHandlers, Result } from '../../../shared/host-api.ts';
import type { ServedFile } from '../packs/port.ts';

/** Exports, and what they prove. */
export interface FilesService {
  /** The `url` of a file is `/export/<exportId>/<name>`, relative to the window's origin: both shells serve it. */
  export: HostHandlers['files.export'];
  verify: HostHandlers['files.verify'];
  /** One file of an earlier export. `exportId` and `name` come from an address and are hostile: EXPORT_MISSING. */
  exported(exportId: string, name: string): Promise<Result<ServedFile>>;
  close(): Promise<void>;
}
