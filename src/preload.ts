// What `node --require` loads in processes that the command starts, and in those that a program starts with its own `process.execArgv`.
// Workers that inherit the option have nothing to do with it: what starts them brings its own loader along.
import { threads } from '#platform';
import { prepareMain, prepareProcess } from './run-program.ts';

if (threads.isMainThread) {
  prepareProcess();
  prepareMain();
}
