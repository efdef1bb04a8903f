/** The IPC channels between the preload script and the main process. */
export const channels = {
  /** invoke(name, input) returns a Result. */
  call: 'tutee:call',
  /** send(connection, since): starts sending frames to this connection. */
  connect: 'tutee:connect',
  /** send(connection): stops sending frames. */
  disconnect: 'tutee:disconnect',
  /** main -> page: (connection, frame). */
  frame: 'tutee:frame',
} as const;
