// The other side of a referee's ping-pong.
import { parentPort } from 'node:worker_threads';
import { answerPings } from '../port/ping-pong.ts';

parentPort!.on('message', answerPings);
