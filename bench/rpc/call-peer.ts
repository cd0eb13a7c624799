// The worker that the bench of calls wraps: it serves over the port of its program.
import { expose } from 'heddle';
import * as tasks from './call-tasks.ts';

expose(tasks);
