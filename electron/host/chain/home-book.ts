import type { HostResult, Result } from '../../../shared/host-api.ts';
import { contractsVersion, standardCoordinator } from '../../../shared/protocol/deployment/contracts.ts';
import { addToBook, bookOf, bookPath, readBook } from './book.ts';

type Answer = Result<HostResult<'chain.book'>>;

/** This home's address book, as the window asks for it. */
export function readHomeBook(homeDir: string): Answer {
  const path = bookPath(homeDir);
  const book = readBook(path);
  if (!book.ok) return book;
  return { ok: true, value: { path, contractsVersion: contractsVersion(), standardCoordinator: standardCoordinator(), deployments: book.value.deployments } };
}

/** Takes in what somebody gave. It says where contracts are, not that they are good: their code is looked at when one is added. */
export function importBook(homeDir: string, text: string): Answer {
  const given = bookOf(text, 'The file');
  if (!given.ok) return given;
  const added = addToBook(bookPath(homeDir), given.value.deployments);
  return added.ok ? readHomeBook(homeDir) : added;
}
