import './app/host/trusted-types.ts';
import { takeTokenFromAddress } from './app/host/token.ts';

// At once, before anything can go to another address: the run's token is in this one. Under Electron there is none.
takeTokenFromAddress({ location, history, storage: localStorage });

// Not a plain import: the bundler runs shared chunks before this file, and every schema that is built
// before zod has been told not to compile is a violation of the page's policy.
void import('./boot.tsx').then(({ boot }) => boot());
