import { connect } from 'node:net';

/** Sends these bytes over a new connection and returns everything received until the server closes it. */
export function sendRaw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (part: string) => (text += part));
    // A reset is a refusal as well.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(text));
    socket.write(bytes);
  });
}

/** A request as text, with the length of its body unless the headers say otherwise. */
export function rawRequest(line: string, headers: readonly string[], body = ''): string {
  const announced = headers.some((header) => /^(content-length|transfer-encoding):/i.test(header));
  const length = announced || body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return `${[line, ...headers, ...length, '', ''].join('\r\n')}${body}`;
}

/** The status codes in the received bytes. */
export function statusesIn(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
}
