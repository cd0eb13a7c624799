// Makes of the main thread what the command makes of its own; src/preload.cts loads it.
import { prepareMain, prepareProcess } from './run-program.ts';

prepareProcess();
prepareMain();
