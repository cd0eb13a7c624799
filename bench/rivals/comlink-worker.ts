// The same tasks, as Comlink wants them.
import { parentPort } from 'node:worker_threads';
import { expose } from 'comlink';
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs';
import { finish, increment } from './tasks.ts';

expose({ increment, finish }, nodeEndpoint(parentPort!));
