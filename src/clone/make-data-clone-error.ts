const LONGEST_PATH = 300;

/** A `DataCloneError` that knows its place: `message.payload.onClick: a function cannot be cloned`, with an own property `path`. */
export function makeDataCloneError(path: string, reason: string, cause?: unknown): DOMException {
  const error = new DOMException(`${shortened(path)}: ${reason}`, 'DataCloneError');
  Object.defineProperty(error, 'path', { value: path, enumerable: true, writable: true, configurable: true });
  // Not by the constructor's options, which only Node understands; not enumerable, as other errors' causes are not.
  if (cause !== undefined) Object.defineProperty(error, 'cause', { value: cause, writable: true, configurable: true });
  return error;
}

// Both ends say more than the middle.
function shortened(path: string): string {
  return path.length <= LONGEST_PATH ? path : `${path.slice(0, LONGEST_PATH / 2)}...${path.slice(-LONGEST_PATH / 2)}`;
}
