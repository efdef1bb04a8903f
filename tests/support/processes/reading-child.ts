/** A process that reads an export of chats, and prints the number of chats and messages and its peak memory in MB. */
import { writeSync } from 'node:fs';
import { readChatFile } from '#main/transfer/chats/chat-file.ts';

const [path = ''] = process.argv.slice(2);
let chats = 0;
let messages = 0;
/** Not resourceUsage().maxRSS: on Linux that starts with the memory of the parent process. */
let mostBytes = 0;
await readChatFile(path, {
  onChat: (chat) => {
    chats += 1;
    messages += chat.messages.length;
    mostBytes = Math.max(mostBytes, process.memoryUsage.rss());
    return Promise.resolve();
  },
  onFault: () => undefined,
  onAbout: () => undefined,
  onProgress: () => Promise.resolve(true),
});
const megabytes = Math.round(mostBytes / 1024 ** 2);
writeSync(1, JSON.stringify({ chats, messages, megabytes }));
