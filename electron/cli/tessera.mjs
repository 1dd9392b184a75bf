#!/usr/bin/env node
// The command line from source: TypeScript is stripped on the way in.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
