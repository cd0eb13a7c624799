// The same task, as synckit wants it.
import { runAsWorker } from 'synckit';
import { finish } from './tasks.ts';

runAsWorker(finish as never);
