/** Names of the messages between the preload script and the main process. */
export const channels = {
  /** invoke(name, input) answers a Result. */
  call: 'tutee:call',
  /** send(connection, since): push frames to this connection from now on. */
  connect: 'tutee:connect',
  /** send(connection): no more frames. */
  disconnect: 'tutee:disconnect',
  /** main -> page: (connection, frame). */
  frame: 'tutee:frame',
} as const;
