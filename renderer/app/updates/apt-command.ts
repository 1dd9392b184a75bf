/** What installs a package that lies here; a path is one word for the shell, whatever is in it. */
export function aptCommand(path: string): string {
  return ['sudo', 'apt', 'install', `'${path.replaceAll("'", `'\\''`)}'`].join(' ');
}
