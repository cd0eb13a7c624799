// Takes a megabyte, changes it and gives it back, without a copy on either way.
import { move } from 'heddle';
import { move as movePiscina } from 'piscina';

export function invert(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  bytes[0] = 255 - bytes[0]!;
  return move(bytes);
}

export function invertForPiscina(bytes: Uint8Array<ArrayBuffer>): unknown {
  bytes[0] = 255 - bytes[0]!;
  return movePiscina(bytes);
}
