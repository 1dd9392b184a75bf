import './app/host/trusted-types.ts';

// Not a plain import: the bundler runs shared chunks before this file, and every schema that is built
// before zod has been told not to compile is a violation of the page's policy.
void import('./boot.tsx').then(({ boot }) => boot());
